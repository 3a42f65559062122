import type { LngLat } from './geo.ts'

/** Decimals of a degree: 5 (about a metre) is everybody's default, 6 what the newer engines send. */
export type PolylineDigits = 5 | 6

/** Text of a bit group begins at '?', so that all of it can be printed. */
const FIRST = 63
/** Each character carries five bits, and one that says whether more follow. */
const MORE = 0x20
/** Six groups hold any difference of two coordinates: 360 × 10⁶ and its sign are below 2³⁰. */
const MOST_SHIFT = 25

/**
 * A line as text, a tenth of its JSON: differences of rounded coordinates, latitude first.
 * Source: Google, "Encoded Polyline Algorithm Format".
 */
export function encodePolyline(line: readonly LngLat[], digits: PolylineDigits = 5): string {
  const scale = 10 ** digits
  let [text, lastLng, lastLat] = ['', 0, 0]
  for (const [degreesEast, degreesNorth] of line) {
    const [lng, lat] = [Math.round(degreesEast * scale), Math.round(degreesNorth * scale)]
    text += encodeNumber(lat - lastLat) + encodeNumber(lng - lastLng)
    lastLng = lng
    lastLat = lat
  }
  return text
}

/** @throws RangeError when the text is cut off, has other characters, or leaves the Earth */
export function decodePolyline(text: string, digits: PolylineDigits = 5): LngLat[] {
  const scale = 10 ** digits
  const line: LngLat[] = []
  let [at, lng, lat] = [0, 0, 0]
  const next = (): number => {
    const { value, end } = decodeNumber(text, at)
    at = end
    return value
  }
  while (at < text.length) {
    lat += next()
    lng += next()
    if (Math.abs(lat) > 90 * scale || Math.abs(lng) > 180 * scale)
      throw new RangeError(`the polyline leaves the Earth at character ${String(at)}`)
    line.push([lng / scale, lat / scale])
  }
  return line
}

function encodeNumber(value: number): string {
  let rest = value < 0 ? ~(value << 1) : value << 1
  let text = ''
  while (rest >= MORE) {
    text += String.fromCharCode((MORE | (rest & 31)) + FIRST)
    rest >>>= 5
  }
  return text + String.fromCharCode(rest + FIRST)
}

function decodeNumber(text: string, from: number): { value: number; end: number } {
  let [bits, shift, at] = [0, 0, from]
  for (;;) {
    const group = text.charCodeAt(at++) - FIRST
    if (!(group >= 0 && group < 64) || shift > MOST_SHIFT)
      throw new RangeError(`the polyline is broken at character ${String(at)}`)
    bits |= (group & 31) << shift
    if (group < MORE) return { value: bits & 1 ? ~(bits >> 1) : bits >> 1, end: at }
    shift += 5
  }
}
