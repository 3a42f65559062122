/** Pixels across; at two to a point it is as wide as a line and its rim. */
const SIZE = 32
/** Half of the stroke. */
const HALF_STROKE = 2.6
const [LEFT, TIP, MIDDLE, ARM] = [12, 19, SIZE / 2, 7]
/** MapLibre's: the edge is at three quarters of white, and white fades over eight pixels. */
const [EDGE, FADE] = [0.75, 8]

/** A chevron pointing right, as the signed distance field that MapLibre can colour and give a halo. */
export function arrowImage(): { width: number; height: number; data: Uint8ClampedArray } {
  const data = new Uint8ClampedArray(SIZE * SIZE * 4)
  for (let y = 0; y < SIZE; y++)
    for (let x = 0; x < SIZE; x++) {
      const outside = distanceToChevron(x + 0.5, y + 0.5) - HALF_STROKE
      data[(y * SIZE + x) * 4 + 3] = 255 * (EDGE - outside / FADE)
    }
  return { width: SIZE, height: SIZE, data }
}

/** Both arms mirror each other: the distance to the nearer is that to one of them. */
function distanceToChevron(x: number, y: number): number {
  const [across, along] = [Math.abs(y - MIDDLE), x - TIP]
  const [armX, armY] = [LEFT - TIP, ARM]
  const share = (along * armX + across * armY) / (armX ** 2 + armY ** 2)
  const nearest = Math.min(1, Math.max(0, share))
  return Math.hypot(along - nearest * armX, across - nearest * armY)
}
