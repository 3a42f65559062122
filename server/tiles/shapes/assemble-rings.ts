/** Closed rings out of lines that meet at their ends, and the lines that fit no ring. */
export interface Assembled {
  /** Node indexes, the first repeated as the last. */
  readonly rings: number[][]
  readonly open: number[][]
}

/**
 * Joins a relation's member lines to rings, in either direction. It walks from end to end, and whenever it comes back to
 * a place where it has been, cuts off what lies between as a ring: so rings that touch each other come out apart. Where
 * it can go no further, the last line is given up.
 */
export function assembleRings(lines: readonly ArrayLike<number>[]): Assembled {
  const usable = lines.filter((line) => line.length >= 2)
  const ends = endsOf(usable)
  const used = new Uint8Array(usable.length)
  const rings: number[][] = []
  const open: number[][] = []
  usable.forEach((line, start) => {
    if (used[start]) return
    used[start] = 1
    const walk = new Walk(line)
    for (;;) {
      const ring = walk.cutRing()
      if (ring && ring.length >= 4) rings.push(ring)
      if (walk.isEmpty()) return
      const next = nextLine(ends.get(walk.end()), used)
      if (next === undefined) {
        open.push(walk.stepBack())
        if (walk.isEmpty()) return
      } else {
        used[next] = 1
        walk.follow(usable[next] as ArrayLike<number>)
      }
    }
  })
  return { rings, open }
}

function endsOf(lines: readonly ArrayLike<number>[]): Map<number, number[]> {
  const ends = new Map<number, number[]>()
  lines.forEach((line, index) => {
    for (const end of new Set([line[0] as number, line[line.length - 1] as number])) {
      const there = ends.get(end)
      if (there) there.push(index)
      else ends.set(end, [index])
    }
  })
  return ends
}

/** Lines once used never come back: they are dropped, so that busy places are not searched again and again. */
function nextLine(there: number[] | undefined, used: Uint8Array): number | undefined {
  while (there && there.length > 0) {
    const index = there.pop() as number
    if (!used[index]) return index
  }
  return undefined
}

/** Lines end to end, each turned to run forwards. */
class Walk {
  private readonly lines: number[][] = []
  /** Place where line i begins → i; the end of the last line is not in it. */
  private readonly begun = new Map<number, number>()

  constructor(first: ArrayLike<number>) {
    this.push(Array.from(first))
  }

  isEmpty(): boolean {
    return this.lines.length === 0
  }

  end(): number {
    return this.lines.at(-1)?.at(-1) as number
  }

  follow(line: ArrayLike<number>): void {
    const nodes = Array.from(line)
    this.push(nodes[0] === this.end() ? nodes : nodes.reverse())
  }

  /** @returns the line given up */
  stepBack(): number[] {
    const line = this.lines.pop() as number[]
    this.begun.delete(line[0] as number)
    return line
  }

  /** Takes the ring off that has just been closed. */
  cutRing(): number[] | undefined {
    const from = this.begun.get(this.end())
    if (from === undefined) return undefined
    const cut = this.lines.splice(from)
    for (const line of cut) this.begun.delete(line[0] as number)
    return cut.flatMap((line, index) => (index === 0 ? line : line.slice(1)))
  }

  private push(nodes: number[]): void {
    this.begun.set(nodes[0] as number, this.lines.length)
    this.lines.push(nodes)
  }
}
