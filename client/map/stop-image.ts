import type { Map as MapLibre } from 'maplibre-gl'

/** A stop's disc with its number: one picture, so that of two discs on each other the upper hides the lower with its number. */
export interface StopLook {
  readonly number: string
  readonly hue: string
  /** The hue of its left half, where another person had it before. */
  readonly before?: string
  /** The number, and what sets the disc off from the map. */
  readonly ink: string
  readonly rim: string
  /** Whether the rim says something. */
  readonly bold: boolean
}

/** Of the disc without its rim, as `plan-stop` is in paint. */
export const STOP_RADIUS = 9
const RATIO = 2
const [RIM, BOLD_RIM, FONT] = [1.6, 3, 10.5]
const PREFIX = 'stop '

/** The name by which layers ask for the picture. */
export const stopImageId = (look: StopLook): string => PREFIX + JSON.stringify(look)

/**
 * Draws the pictures of stops when a layer asks for them.
 * @returns the means to stop
 */
export function drawStopImages(map: MapLibre): () => void {
  map.setMissingStyleImageResolver((id) => {
    const image = id.startsWith(PREFIX)
      ? drawStop(JSON.parse(id.slice(PREFIX.length)) as StopLook)
      : undefined
    if (image) map.addImage(id, image, { pixelRatio: RATIO })
  })
  return () => {
    map.setMissingStyleImageResolver(null)
  }
}

function drawStop({ number, hue, before, ink, rim, bold }: StopLook): ImageData | undefined {
  const width = bold ? BOLD_RIM : RIM
  const size = Math.ceil(2 * (STOP_RADIUS + width))
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = size * RATIO
  const pen = canvas.getContext('2d')
  if (!pen) return undefined
  pen.scale(RATIO, RATIO)
  pen.translate(size / 2, size / 2)
  const fill = (colour: string, radius: number, from = 0, to = 2 * Math.PI) => {
    pen.beginPath()
    pen.arc(0, 0, radius, from, to)
    pen.fillStyle = colour
    pen.fill()
  }
  fill(rim, STOP_RADIUS + width)
  fill(hue, STOP_RADIUS)
  if (before !== undefined) fill(before, STOP_RADIUS, Math.PI / 2, (3 * Math.PI) / 2)
  pen.font = `700 ${String(FONT)}px system-ui, sans-serif`
  pen.textAlign = 'center'
  pen.fillStyle = ink
  const { actualBoundingBoxAscent: above, actualBoundingBoxDescent: below } =
    pen.measureText(number)
  pen.fillText(number, 0, (above - below) / 2)
  return pen.getImageData(0, 0, canvas.width, canvas.height)
}
