/** A tile of slanted lines for areas of which nothing is known: a pattern, so that it is no colour of the scale. */
export function drawHatch(colour: string): ImageData {
  const SIZE = 16
  const canvas = new OffscreenCanvas(SIZE, SIZE)
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('this browser draws no canvas')
  pen.strokeStyle = colour
  pen.lineWidth = 1.6
  // Beyond the corners too, so that the lines meet their neighbours' on all sides.
  for (const shift of [-SIZE, -SIZE / 2, 0, SIZE / 2, SIZE]) {
    pen.moveTo(shift, SIZE)
    pen.lineTo(shift + SIZE, 0)
  }
  pen.stroke()
  return pen.getImageData(0, 0, SIZE, SIZE)
}
