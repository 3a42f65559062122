import type { Random } from './random.ts'
import type { Tours } from './tours.ts'

/** The paper's c̄, L and α: mean number of stops taken out, longest string, and what a split keeps. */
const MEAN_REMOVED = 10
const LONGEST_STRING = 10
const KEEP_MORE = 0.5

/**
 * Ruin by adjacent strings (Christiaens & Vanden Berghe 2020): from a few tours near `seed` takes
 * out a string of consecutive stops each. Appends what it took to `removed`.
 */
export function ruinTours(
  tours: Tours,
  seed: number,
  near: Int32Array,
  random: Random,
  removed: number[],
): void {
  let used = 0
  let served = 0
  for (const tour of tours.all) {
    if (tour.length > 0) used++
    served += tour.length
  }
  if (used === 0) return
  const longest = Math.min(LONGEST_STRING, served / used)
  let strings = Math.floor(1 + random.unit() * Math.max(0, (4 * MEAN_REMOVED) / (1 + longest) - 1))
  for (let i = -1; i < near.length && strings > 0; i++) {
    const stop = i < 0 ? seed : near[i]!
    const vehicle = tours.tourOf[stop]!
    if (vehicle < 0 || tours.isOpen(vehicle)) continue
    const length = Math.floor(1 + random.unit() * Math.min(tours.all[vehicle]!.length, longest))
    takeString(tours, vehicle, tours.positionOf[stop]!, length, random, removed)
    strings--
  }
}

/** Takes `length` stops around `position` out of a tour: a string, or half of the time a split one. */
function takeString(
  tours: Tours,
  vehicle: number,
  position: number,
  length: number,
  random: Random,
  removed: number[],
): void {
  const { nodes, length: size } = tours.all[vehicle]!
  let kept = 0
  if (length > 1 && random.unit() < 0.5)
    for (kept = 1; length + kept < size && random.unit() < KEEP_MORE;) kept++
  const span = Math.min(size, length + kept)
  kept = span - length
  const earliest = Math.max(1, position - span + 1)
  const latest = Math.min(position, size - span + 1)
  const from = earliest + random.below(latest - earliest + 1)
  const keepFrom = from + random.below(length + 1)
  const stays: number[] = []
  for (let i = 1; i <= size; i++) {
    const inside = i >= from && i < from + span
    if (inside && (i < keepFrom || i >= keepFrom + kept)) removed.push(nodes[i]!)
    else stays.push(nodes[i]!)
  }
  tours.assign(vehicle, Int32Array.from(stays), stays.length)
}
