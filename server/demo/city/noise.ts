import { at, type Point } from './plane.ts'
import type { Random } from './random.ts'

/** Smooth noise in [-1, 1] over the plane; features are about one `wavelength` (metres) wide. */
export type Noise = (point: Point) => number

const size = 64

/** Value noise on a repeating 64 × 64 lattice, blended with a smoothstep. */
export function createNoise(random: Random, wavelength: number): Noise {
  const lattice = Float64Array.from({ length: size * size }, () => random.between(-1, 1))
  const corner = (column: number, row: number): number =>
    at(lattice, (((row % size) + size) % size) * size + (((column % size) + size) % size))
  return ([x, y]) => {
    const column = Math.floor(x / wavelength)
    const row = Math.floor(y / wavelength)
    const u = smooth(x / wavelength - column)
    const v = smooth(y / wavelength - row)
    const low = corner(column, row) * (1 - u) + corner(column + 1, row) * u
    const high = corner(column, row + 1) * (1 - u) + corner(column + 1, row + 1) * u
    return low * (1 - v) + high * v
  }
}

const smooth = (t: number): number => t * t * (3 - 2 * t)
