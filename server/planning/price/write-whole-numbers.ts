import type { WholeNumbers } from '../../../shared/plan-travel.ts'

const SHORT_END = 0xffff
const LONG_END = 0xffff_ffff

/** Whole numbers as they are sent, in two bytes each where all fit. */
export function writeWholeNumbers(values: ArrayLike<number>): WholeNumbers {
  let isShort = true
  for (let i = 0; i < values.length && isShort; i++) {
    const value = values[i] as number
    isShort = value < SHORT_END || value === Infinity
  }
  const bytes = isShort ? 2 : 4
  const buffer = Buffer.alloc(values.length * bytes)
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if (isShort) buffer.writeUInt16LE(Math.min(value, SHORT_END), 2 * i)
    else buffer.writeUInt32LE(Math.min(value, LONG_END), 4 * i)
  }
  return { bytes, base64: buffer.toString('base64') }
}
