import type { OsmMember, Tags } from '../../../server/osm/index.ts'
import type { OsmFeed } from '../../../server/roads/network/build-network.ts'

/** Metres from one character of a drawing to the next, and from one line to the next. */
const COLUMN = 20
const ROW = 40
/** Where drawings are laid: Wuhu. */
const [WEST, NORTH] = [1_184_000_000, 313_000_000]
const UNITS_PER_METRE = 1e7 / ((Math.PI / 180) * 6_371_008.8)

export interface MapNode {
  readonly id: number
  /** Degrees × 10⁷. */
  readonly lng: number
  readonly lat: number
  readonly tags: Tags | undefined
}

export interface MapWay {
  readonly id: number
  readonly refs: readonly number[]
  readonly tags: Tags
}

export interface MapRelation {
  readonly id: number
  readonly members: readonly OsmMember[]
  readonly tags: Tags
}

/** A map as OSM has it. Ids of nodes are the codes of their letters. */
export interface OsmMap {
  readonly nodes: readonly MapNode[]
  readonly ways: readonly MapWay[]
  readonly relations: readonly MapRelation[]
}

export interface Legend {
  /** Tags by nodes: `{ b: { barrier: 'gate' } }`. */
  readonly nodes?: Readonly<Record<string, Tags>>
  /** Tags by ways, in the direction of the letters. `abc` makes one way of what is drawn between them. */
  readonly ways?: Readonly<Record<string, Tags>>
  /** `no_left_turn ab b bc`, `only_straight_on ab bc cd except=bicycle`, `no_u_turn ab b ab vehicle=foot`. */
  readonly restrictions?: readonly string[]
}

/**
 * Reads a map drawn in letters. Letters but v are nodes; `-` and `|` are residential streets, `=` and `"` main roads,
 * `.` and `:` footways, `~` ferries, each a way of its own from letter to letter. An arrow in a street makes it one-way: `>`, `<`,
 * `v`, `^`. Every character stands for 20 m, every line for 40 m.
 */
export function drawMap(drawing: string, legend: Legend = {}): OsmMap {
  const rows = drawing.split('\n')
  const nodes = rows.flatMap((row, y) =>
    Array.from(row).flatMap((char, x) => (isNode(char) ? [placeNode(char, x, y, legend)] : [])),
  )
  const drawn = rows.flatMap((row, y) =>
    Array.from(row).flatMap((char, x) =>
      isNode(char) ? [readStreet(rows, x, y, 1, 0), readStreet(rows, x, y, 0, 1)] : [],
    ),
  )
  const ways = nameWays(
    drawn.filter((way) => way !== undefined),
    legend.ways ?? {},
  )
  const relations = (legend.restrictions ?? []).map((text, i) => readRestriction(text, ways, i + 1))
  return { nodes, ways, relations }
}

/** Tells a map the way a file is read. */
export function feedOf({ nodes, ways, relations }: OsmMap): OsmFeed {
  return async (handlers) => {
    for (const { id, lng, lat, tags } of nodes) handlers.node?.(id, lng, lat, tags)
    for (const { id, refs, tags } of ways) handlers.way?.(id, Float64Array.from(refs), tags)
    for (const { id, members, tags } of relations) handlers.relation?.(id, members, tags)
  }
}

/** `abc` for the nodes of a way. */
export const lettersOf = (refs: readonly number[]) =>
  refs.map((ref) => String.fromCharCode(ref)).join('')

const isNode = (char: string) => /[a-uw-z]/.test(char)

function placeNode(letter: string, x: number, y: number, legend: Legend): MapNode {
  const lat = NORTH - y * ROW * UNITS_PER_METRE
  const shrink = Math.cos((NORTH / 1e7) * (Math.PI / 180))
  return {
    id: letter.charCodeAt(0),
    lng: Math.round(WEST + (x * COLUMN * UNITS_PER_METRE) / shrink),
    lat: Math.round(lat),
    tags: legend.nodes?.[letter],
  }
}

interface Street {
  readonly letters: string
  readonly tags: Tags
}

const kinds: Readonly<Record<string, Tags>> = {
  '-': { highway: 'residential' },
  '|': { highway: 'residential' },
  '=': { highway: 'primary' },
  '"': { highway: 'primary' },
  '.': { highway: 'footway' },
  ':': { highway: 'footway' },
  '~': { route: 'ferry' },
}

/** The street that leaves a letter to the right or down, to the next letter. */
function readStreet(
  rows: readonly string[],
  x: number,
  y: number,
  dx: number,
  dy: number,
): Street | undefined {
  const charAt = (step: number) => rows[y + step * dy]?.[x + step * dx] ?? ' '
  const strokes = dx ? '-=.~<>' : '|":v^'
  let length = 1
  while (strokes.includes(charAt(length))) length++
  const to = charAt(length)
  if (length === 1 || !isNode(to)) return undefined
  const run = Array.from({ length: length - 1 }, (_, i) => charAt(i + 1))
  return describeStreet(charAt(0), to, run)
}

function describeStreet(from: string, to: string, run: readonly string[]): Street {
  const tags = run.map((char) => kinds[char]).find((kind) => kind) ?? { highway: 'residential' }
  const isBackward = run.includes('<') || run.includes('^')
  const isOneWay = isBackward || run.includes('>') || run.includes('v')
  const letters = isBackward ? to + from : from + to
  return { letters, tags: { ...tags, ...(isOneWay && { oneway: 'yes' }) } }
}

/** Gives the ways of the legend their tags, joining what is drawn between their letters. */
function nameWays(drawn: readonly Street[], named: Readonly<Record<string, Tags>>): MapWay[] {
  const streets = new Map(drawn.map((street) => [sorted(street.letters), street]))
  for (const [letters, tags] of Object.entries(named)) {
    const pieces = Array.from(letters)
      .slice(1)
      .map((letter, i) => sorted((letters[i] ?? '') + letter))
    const first = streets.get(pieces[0] ?? '')
    if (!first || pieces.some((piece) => !streets.has(piece)))
      throw new Error(`${letters} is not drawn`)
    for (const piece of pieces) streets.delete(piece)
    streets.set(letters, { letters, tags: { ...first.tags, ...tags } })
  }
  return [...streets.values()].map(({ letters, tags }, i) => ({
    id: 1000 + i,
    refs: Array.from(letters, (letter) => letter.charCodeAt(0)),
    tags,
  }))
}

const sorted = (letters: string) => Array.from(letters).sort().join('')

function readRestriction(text: string, ways: readonly MapWay[], id: number): MapRelation {
  const [word = '', ...rest] = text.split(' ')
  const settings = new Map(
    rest.filter((part) => part.includes('=')).map((part) => part.split('=') as [string, string]),
  )
  const names = rest.filter((part) => !part.includes('='))
  const vehicle = settings.get('vehicle')
  const key = ['restriction', ...(vehicle ? [vehicle] : [])].join(':')
  const condition = settings.get('when')
  const except = settings.get('except')
  const tags = {
    type: 'restriction',
    [condition ? `${key}:conditional` : key]: condition ? `${word} @ (${condition})` : word,
    ...(except && { except }),
  }
  const members = names.map((name, i) => {
    const role = i === 0 ? 'from' : i === names.length - 1 ? 'to' : 'via'
    return memberOf(name, role, ways)
  })
  return { id, members, tags }
}

/** One letter is a node, several are a way, written in either direction; `?` is one that is not on the map. */
function memberOf(name: string, role: string, ways: readonly MapWay[]): OsmMember {
  if (name === '?') return { type: 'way', ref: 1, role }
  if (name.length === 1) return { type: 'node', ref: name.charCodeAt(0), role }
  const turned = Array.from(name).reverse().join('')
  const way = ways.find(({ refs }) => [name, turned].includes(lettersOf(refs)))
  if (!way) throw new Error(`there is no way ${name}`)
  return { type: 'way', ref: way.id, role }
}
