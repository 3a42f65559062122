/** How often a route comes to each stop. */
export function countVisits(route: readonly number[], count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, stop) => route.filter((at) => at === stop).length)
}
