import fc from 'fast-check'
import { drawMap, type OsmMap } from './ascii-map.ts'
import type { TownRule } from './reference-turns.ts'

export interface RandomTown {
  readonly drawing: string
  readonly map: OsmMap
  readonly rules: readonly TownRule[]
  readonly barriers: readonly string[]
}

const [COLUMNS, ROWS] = [3, 4]
const letterAt = (x: number, y: number) => 'abcdefghijkl'[y * COLUMNS + x] ?? ''

/** A walk along two to four streets: which of those that leave a corner to take, by number. */
const walk = fc.record({
  kind: fc.constantFrom('no', 'only'),
  start: fc.nat(COLUMNS * ROWS - 1),
  steps: fc.array(fc.nat(11), { minLength: 2, maxLength: 4 }),
})

/** Grids of streets with gaps and one-way streets, restrictions of all lengths, and barriers. */
export const randomTown: fc.Arbitrary<RandomTown> = fc
  .record({
    across: fc.array(fc.constantFrom('---', '---', '->-', '-<-', '   '), {
      minLength: (COLUMNS - 1) * ROWS,
      maxLength: (COLUMNS - 1) * ROWS,
    }),
    down: fc.array(fc.constantFrom('|', '|', 'v', '^', ' '), {
      minLength: COLUMNS * (ROWS - 1),
      maxLength: COLUMNS * (ROWS - 1),
    }),
    walks: fc.array(walk, { minLength: 3, maxLength: 10 }),
    barriers: fc.uniqueArray(fc.nat(COLUMNS * ROWS - 1), { maxLength: 2 }),
  })
  .map(({ across, down, walks, barriers }) => {
    const drawing = draw(across, down)
    const streets = new Set(
      drawMap(drawing).ways.map(({ refs }) => sorted(String.fromCharCode(...refs))),
    )
    const rules = walks.flatMap((path) => ruleAlong(path, streets))
    const closed = barriers.map((i) => letterAt(i % COLUMNS, Math.floor(i / COLUMNS)))
    const map = drawMap(drawing, {
      nodes: Object.fromEntries(closed.map((letter) => [letter, { barrier: 'block' }])),
      restrictions: rules.map(describeRule),
    })
    return { drawing, map, rules, barriers: closed }
  })

function draw(across: readonly string[], down: readonly string[]): string {
  return Array.from({ length: ROWS }, (_, y) => {
    const row = Array.from({ length: COLUMNS }, (_, x) => {
      const street = x + 1 < COLUMNS ? (across[y * (COLUMNS - 1) + x] ?? '') : ''
      return letterAt(x, y) + street
    }).join('')
    return `${row}\n${down.slice(y * COLUMNS, (y + 1) * COLUMNS).join('   ')}`
  }).join('\n')
}

interface Walk {
  readonly kind: string
  readonly start: number
  readonly steps: readonly number[]
}

function ruleAlong({ kind, start, steps }: Walk, streets: ReadonlySet<string>): TownRule[] {
  const letters = [letterAt(start % COLUMNS, Math.floor(start / COLUMNS))]
  for (const step of steps) {
    const here = letters.at(-1) ?? ''
    const leaving = [...streets].filter((street) => street.includes(here))
    letters.push(leaving[step % leaving.length]?.replace(here, '') ?? '')
  }
  const pieces = letters.slice(1).map((letter, i) => (letters[i] ?? '') + letter)
  const ways = pieces.map(sorted)
  if (ways.some((way) => !streets.has(way))) return []
  // Back and forth only as what it is: a U-turn at a node.
  const isReturn = new Set(ways).size < ways.length
  if (isReturn && (pieces.length > 2 || kind === 'only')) return []
  return [{ kind: kind === 'no' ? 'no' : 'only', pieces }]
}

function describeRule({ kind, pieces }: TownRule): string {
  const [from = '', ...rest] = pieces
  const isUTurn = sorted(from) === sorted(rest[0] ?? '')
  const via = pieces.length === 2 ? from[1] : rest.slice(0, -1).join(' ')
  return `${kind}_${isUTurn ? 'u_turn' : 'straight_on'} ${from} ${via ?? ''} ${pieces.at(-1) ?? ''}`
}

const sorted = (letters: string) => Array.from(letters).sort().join('')
