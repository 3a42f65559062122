import type { LngLat } from '../../../shared/geo.ts'

/** A town of blocks of 200 m: rows of streets from south to north and columns from west to east, each with its name. */
const [WEST, SOUTH] = [117, 30]
const [EAST_STEP, NORTH_STEP] = [0.002, 0.0018]
const [COLUMNS, ROWS] = [6, 5]

/** A corner of the town, or a place between corners. */
export const corner = (column: number, row: number): LngLat => [
  Number((WEST + column * EAST_STEP).toFixed(6)),
  Number((SOUTH + row * NORTH_STEP).toFixed(6)),
]

/** Far from every street. */
export const inTheFields: LngLat = [117.1, 30.1]

/** The town as an OSM XML file. */
export function townXml(): string {
  const id = (column: number, row: number) => 1 + row * COLUMNS + column
  const lines: string[] = []
  for (let row = 0; row < ROWS; row++)
    for (let column = 0; column < COLUMNS; column++) {
      const [lng, lat] = corner(column, row)
      lines.push(`<node id="${id(column, row)}" lon="${lng}" lat="${lat}"/>`)
    }
  const street = (way: number, name: string, refs: number[]) =>
    lines.push(
      `<way id="${way}">${refs.map((ref) => `<nd ref="${ref}"/>`).join('')}` +
        `<tag k="highway" v="residential"/><tag k="name" v="${name}"/></way>`,
    )
  for (let row = 0; row < ROWS; row++)
    street(
      100 + row,
      `横${row}路`,
      Array.from({ length: COLUMNS }, (_, column) => id(column, row)),
    )
  for (let column = 0; column < COLUMNS; column++)
    street(
      200 + column,
      `纵${column}街`,
      Array.from({ length: ROWS }, (_, row) => id(column, row)),
    )
  return `<?xml version="1.0" encoding="UTF-8"?>\n<osm version="0.6">\n${lines.join('\n')}\n</osm>\n`
}
