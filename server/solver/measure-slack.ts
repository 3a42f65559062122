import { driveHome, driveTo } from './drive-tour.ts'
import type { Drive } from './drive-tour.ts'
import type { Inquiry } from './inquiry.ts'
import type { Stop } from './problem.ts'
import { doneIn, stopAt, vehicleAt } from './road-ahead.ts'
import { listDrives, timesBroken } from './schedule.ts'

/**
 * How much later a service could begin, the order kept and no rule broken that is not. Whole seconds; rules only break more
 * the later one is. The waiting and the time to spare that lie ahead are mostly all there is: that is tried first.
 */
export function measureSlack(
  inquiry: Inquiry,
  vehicle: number,
  tour: readonly number[],
  stop: number,
): number {
  const { problem, follow, goOn } = inquiry
  const done = doneIn(problem, vehicle)
  const ahead = tour.slice(done)
  const place = ahead.indexOf(stop)
  const way = follow(vehicle, tour)[place]
  if (!way) return 0
  const driveLate = (from: number) => {
    goOn()
    let progress = driveTo(problem, vehicle, way, startingAt(stopAt(problem, stop), from))
    for (const next of ahead.slice(place + 1))
      progress = driveTo(problem, vehicle, progress, stopAt(problem, next))
    return driveHome(problem, vehicle, progress)
  }
  const punctual = driveLate(-Infinity)
  const drives = listDrives(punctual)
  const start = drives[place]?.start?.at ?? Number.NaN
  const before = timesBroken(problem, vehicle, ahead, punctual).length
  const isBroken = (delay: number) =>
    timesBroken(problem, vehicle, ahead, driveLate(start + delay)).length > before
  const { shift, overtime } = vehicleAt(problem, vehicle)
  const latest = shift[1] + (overtime?.seconds ?? 0)
  const stops = ahead.map((index) => stopAt(problem, index))
  const guess = Math.floor(guessSlack(drives, stops, place, latest))
  return findLast(Math.max(0, Math.ceil(latest - start)), [guess, guess + 1], isBroken)
}

/** The last whole number up to `most` at which nothing is broken; 0 counts as such. @param guesses are tried first */
function findLast(
  most: number,
  guesses: readonly number[],
  isBroken: (value: number) => boolean,
): number {
  let [kept, lost] = [0, most + 1]
  const ask = (value: number) => {
    if (value <= kept || value >= lost) return
    if (isBroken(value)) lost = value
    else kept = value
  }
  guesses.forEach(ask)
  while (lost - kept > 1) ask(Math.floor((kept + lost) / 2))
  return kept
}

/** What is left of each window and of the day, from a stop on: what one waits for does not run on. Rest may shift it. */
function guessSlack(
  drives: readonly Drive[],
  stops: readonly Stop[],
  place: number,
  latest: number,
): number {
  let slack = latest - (drives.at(-1)?.clock ?? latest)
  for (let at = stops.length - 1; at >= place; at--) {
    const { start, crossing } = drives[at] ?? {}
    if (!start || !crossing) continue
    const closes = stops[at]?.windows.find(
      ([opens, end]) => opens <= start.at && start.at <= end,
    )?.[1]
    slack = Math.min(slack, (closes ?? Infinity) - start.at)
    if (at > place) slack += start.at - crossing.ready
  }
  return slack
}

/** A stop whose service begins no earlier than `from`. */
function startingAt(stop: Stop, from: number): Stop {
  const { windows } = stop
  const open = windows.length > 0 ? windows : [[-Infinity, Infinity] as const]
  const left = open.filter(([, closes]) => closes >= from)
  return {
    ...stop,
    // Every window has closed: one that cannot be met.
    windows:
      left.length > 0
        ? left.map(([opens, closes]) => [Math.max(opens, from), closes])
        : [[-Infinity, -Infinity]],
  }
}
