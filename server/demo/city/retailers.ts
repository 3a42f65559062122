import type { Format } from '../../../shared/retailers.ts'
import { createDoors, type Door } from './addresses.ts'
import type { Areas } from './areas.ts'
import { oldTown } from './arterials.ts'
import type { CityPlan } from './city-plan.ts'
import { addDays } from './days.ts'
import type { RetailerRow } from './demo-city.ts'
import { businessCentre } from './land-use.ts'
import { inventShop, NameBook } from './names.ts'
import { at, distance, ringCentroid, ringContains, toLngLat } from './plane.ts'
import { Random } from './random.ts'

/** A shop before it has a customer manager. */
export interface Shop {
  readonly row: Omit<RetailerRow, 'managerCode'>
  readonly face: number
  readonly cell: number
}

const shopCount = 3020

/** Licensed shops where people live and pass by; a few share a door, as in a market hall. */
export function openShops(plan: CityPlan, areas: Areas, seed: string, today: string): Shop[] {
  const random = new Random(`${seed}/retailers`)
  const book = new NameBook(random)
  const findDoor = createDoors(plan)
  const faces = drawTrade(plan)
  const shops: Shop[] = []
  let last: Door | undefined
  while (shops.length < shopCount) {
    const isStall = last !== undefined && random.chance(0.02)
    const door = isStall ? last : findDoor(faces(random), random)
    if (!door || !isOnLand(plan, door)) continue
    last = door
    const cell = at(areas.cellOfFace, door.face)
    const row = describeShop(plan, door, shops.length + 1, { book, random, today })
    shops.push({ row, face: door.face, cell })
  }
  return shops
}

const isOnLand = ({ map, terrain }: CityPlan, { point, face }: Door): boolean =>
  !terrain.isWater(point) && ringContains(map.ringOf(face), point)

/** Draws faces in proportion to their trade: residents, and visitors in the centre. */
function drawTrade(plan: CityPlan): (random: Random) => number {
  let sum = 0
  const upTo = plan.map.faceEdge.map((_, face) => {
    const land = plan.landUse[face]
    if (face === 0 || !land || land === 'park' || land === 'forest' || land === 'grass') return sum
    const middle = ringCentroid(plan.map.ringOf(face))
    const toCentre = Math.min(distance(middle, oldTown), distance(middle, businessCentre))
    const visitors = 1 + 2 * Math.exp(-((toCentre / 1100) ** 2))
    const passing = land === 'commercial' ? 45 : land === 'industrial' ? 14 : 1
    sum += at(plan.residents, face) * visitors + passing
    return sum
  })
  return (random) => {
    const drawn = random.next() * sum
    let [low, high] = [0, upTo.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (at(upTo, middle) > drawn) high = middle
      else low = middle + 1
    }
    return low
  }
}

const urbanMix: Record<Format, number> = {
  mall: 1,
  supermarket: 10,
  convenience: 30,
  'tobacco-liquor': 19,
  grocery: 31,
  entertainment: 5,
  other: 4,
}
const ruralMix: Record<Format, number> = {
  mall: 0,
  supermarket: 8,
  convenience: 14,
  'tobacco-liquor': 6,
  grocery: 67,
  entertainment: 2,
  other: 3,
}
/** Tiers by which a format stands above or below the middle. */
const standing: Record<Format, number> = {
  mall: 7,
  supermarket: 4,
  convenience: 1.5,
  'tobacco-liquor': 5,
  grocery: -2,
  entertainment: 0,
  other: -3,
}

/** Metres, best and worst, by how the position was found. */
const accuracy = { surveyed: [2, 5], 'check-in': [5, 18], geocoded: [20, 60] } as const

interface Registry {
  readonly book: NameBook
  readonly random: Random
  readonly today: string
}

function describeShop(
  plan: CityPlan,
  { point, face, address }: Door,
  number: number,
  { book, random, today }: Registry,
): Shop['row'] {
  const zone = plan.blocks.zone[face]
  const setting = zone === 'rural' || zone === 'village' ? 'rural' : 'urban'
  const format = random.weighted(setting === 'rural' ? ruralMix : urbanMix)
  const skewed = 1.2 + 7.4 * Math.exp(0.62 * random.normal() - 0.2) + standing[format]
  const tier = Math.round(Math.min(30, Math.max(1, skewed - (setting === 'rural' ? 2 : 0))))
  const licenceFrom = addDays(today, -random.whole(40, 1500))
  const positionMethod = random.weighted({ surveyed: 62, 'check-in': 25, geocoded: 13 })
  const [best, worst] = accuracy[positionMethod]
  const [lng, lat] = toLngLat(point)
  return {
    code: `R${String(number).padStart(5, '0')}`,
    name: inventShop(book, format, random),
    nameEn: null,
    address,
    lng,
    lat,
    accuracyMetres: random.whole(best, worst),
    positionMethod,
    format,
    setting,
    size: tier + 4 * random.normal() > 22 ? 'large' : tier > 9 ? 'medium' : 'small',
    tier,
    conduct: random.weighted({ A: 34, B: 51, C: 12, D: 3 }),
    licenceNo: `9999${String(20_000_000 + number * 37)}`,
    licenceFrom,
    licenceTo: addDays(licenceFrom, 5 * 365),
    status: random.weighted({ active: 955, suspended: 25, closed: 20 }),
    phone: null,
  }
}
