import type { Plan } from '../../../shared/planning.ts'
import type { Travel } from '../../roads/index.ts'
import { dayProblem, type TourDay, type TourShop } from '../day-problem.ts'
import { askDayTravel } from '../day-travel.ts'
import { openDrawing, type DrawTours } from '../draw-tours.ts'
import type { PosedDay, Underway } from './place-stop.ts'
import { ownOrder, toKept } from './pose-rest.ts'
import type { RestOfDay } from './read-rest.ts'

/** The tours of a published day as they stand, to be asked what a change would make of them. */
export interface PresentDay extends PosedDay {
  readonly plan: Plan
  readonly rest: RestOfDay
  readonly underway: ReadonlyMap<number, Underway>
  readonly draw: DrawTours
}

/**
 * @param open of these shops anybody may take over
 * @param more shops that are in no tour
 * @throws Problem road-engine-unavailable
 */
export async function posePresent(
  travel: Travel,
  plan: Plan,
  rest: RestOfDay,
  { open = [], more = [] }: { open?: readonly number[]; more?: readonly TourShop[] } = {},
): Promise<PresentDay> {
  const { people, shops, locks } = rest
  const everybody = people.map(({ personId }) => personId)
  const own = people.flatMap((person) => {
    const { personId } = person
    const { been, ahead } = ownOrder(plan, person)
    return [...been, ...ahead].flatMap((id): TourShop[] => {
      const shop = shops.get(id)
      if (!shop) return []
      const kept = toKept(shop, personId, locks.get(id))
      return [open.includes(id) ? { ...kept, offeredTo: everybody } : kept]
    })
  })
  const day: TourDay = { profile: plan.profile, people, shops: [...own, ...more] }
  const { dayTravel, offRoad } = await askDayTravel(travel, day)
  const indexOf = new Map(day.shops.map(({ retailerId }, index) => [retailerId, index]))
  const underway = people.map((person, vehicle): [number, Underway] => {
    const { been, ahead } = ownOrder(plan, person)
    const order = [...been, ...ahead].flatMap((id) => indexOf.get(id) ?? [])
    return [person.personId, { vehicle, order, firstFree: been.length }]
  })
  return {
    ...{ plan, rest, day, problem: dayProblem(day, dayTravel) },
    underway: new Map(underway),
    draw: openDrawing(travel, day, offRoad),
  }
}
