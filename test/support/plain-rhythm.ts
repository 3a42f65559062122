/** What a visit policy says of class, days and continuity when it says nothing. */
export const plainRhythm = {
  ...{ format: null, conduct: null, visits: 1, weekdays: [], sameWeekday: false },
  ...{ continuityMinutes: 20, around: null, pair: false },
}

/** A shop's class and rhythm when nobody knows anything of either. */
export const plainShop = {
  ...{ format: 'other' as const, conduct: null, usualWeekdays: [], closedWeekdays: [] },
  ...{ orderWeekday: null, deliveryWeekday: null },
}
