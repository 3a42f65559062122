const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Key → values that are points of interest: the schema's list, with its misspelt ones as OpenStreetMap spells them. */
export const poiKinds: Readonly<Record<string, ReadonlySet<string>>> = {
  amenity: words(`
    police fire_station post_box post_office telephone library townhall courthouse prison embassy community_centre
    nursing_home arts_centre grave_yard marketplace recycling university school college public_building pharmacy
    hospital clinic doctors dentist veterinary theatre nightclub cinema restaurant fast_food cafe pub bar food_court
    biergarten shelter car_rental car_wash car_sharing bicycle_rental vending_machine bank atm toilets bench
    drinking_water fountain hunting_stand waste_basket place_of_worship playground dog_park fuel parking`),
  leisure: words(
    'sports_centre pitch swimming_pool water_park golf_course stadium ice_rink playground dog_park',
  ),
  tourism: words(`
    hotel motel bed_and_breakfast guest_house hostel chalet camp_site alpine_hut caravan_site information picnic_site
    viewpoint zoo theme_park museum attraction artwork`),
  shop: words(`
    supermarket bakery kiosk mall department_store general convenience clothes florist chemist books butcher shoes
    alcohol beverages optician jewelry gift sports stationery outdoor mobile_phone toys newsagent greengrocer beauty
    video car bicycle doityourself hardware furniture computer garden_centre hairdresser travel_agency laundry
    dry_cleaning tobacco`),
  man_made: words(
    'surveillance tower windmill lighthouse wastewater_plant water_well watermill water_works',
  ),
  historic: words(`
    monument memorial artwork castle ruins archaeological_site wayside_cross wayside_shrine battlefield fort`),
  emergency: words('phone fire_hydrant defibrillator'),
  highway: words('emergency_access_point'),
  office: words('diplomatic'),
}
