/** Consecutive arcs that may not follow each other, or whose beginning asks for the rest. */
export interface TurnRule {
  readonly kind: 'no' | 'only'
  readonly arcs: readonly number[]
}

/** What is known of a beginning of a rule: itself being arcs, the last of them `arc`. */
interface Beginning {
  readonly arc: number
  readonly parent: number | undefined
  readonly next: Map<number, number>
  readonly forbidden: Set<number>
  readonly required: Set<number>
}

/**
 * Turn restrictions as an automaton over arcs (Aho and Corasick's): a *state* is where one is and which beginning of a
 * rule one has just travelled. State a < `arcs` is arc a with nothing before it that matters; the others, as many as the
 * rules over several ways need, are copies of an arc with a beginning behind them. So all kinds of restrictions are the
 * same thing: via a node or ways, one or several, overlapping or not.
 */
export class TurnRules {
  private readonly arcs: number
  private readonly beginnings = new Map<number, Beginning>()
  private readonly copies: number[] = []

  constructor(arcs: number, rules: readonly TurnRule[]) {
    this.arcs = arcs
    for (const rule of rules) this.insert(rule)
  }

  get states(): number {
    return this.arcs + this.copies.length
  }

  arcOf(state: number): number {
    return state < this.arcs ? state : (this.copies[state - this.arcs] as number)
  }

  /** Whether rules have anything to say about what follows. */
  bind(state: number): boolean {
    return this.beginnings.has(state)
  }

  allow(state: number, into: number): boolean {
    const beginning = this.beginnings.get(state)
    if (beginning) {
      const { forbidden, required } = beginning
      if (forbidden.has(into) || (required.size > 0 && !required.has(into))) return false
    }
    return state < this.arcs || this.allow(this.fallbackOf(state), into)
  }

  /** The state that an arc leads to. */
  follow(state: number, into: number): number {
    const longer = this.beginnings.get(state)?.next.get(into)
    if (longer !== undefined) return longer
    return state < this.arcs ? into : this.follow(this.fallbackOf(state), into)
  }

  /** The longest shorter beginning that what was travelled ends with. */
  private fallbackOf(state: number): number {
    const { parent, arc } = this.beginnings.get(state) as Beginning
    if (parent === undefined) return state
    return parent < this.arcs ? arc : this.follow(this.fallbackOf(parent), arc)
  }

  private insert({ kind, arcs }: TurnRule): void {
    let state = arcs[0] as number
    for (let i = 1; i < arcs.length; i++) {
      const arc = arcs[i] as number
      const last = i === arcs.length - 1
      // Who turned into the first way between must go on to the end; who did not is free.
      if (kind === 'only' && (last || i > 1)) this.beginningAt(state).required.add(arc)
      if (kind === 'no' && last) this.beginningAt(state).forbidden.add(arc)
      if (!last) state = this.extend(state, arc)
    }
  }

  private extend(state: number, arc: number): number {
    const { next } = this.beginningAt(state)
    const known = next.get(arc)
    if (known !== undefined) return known
    const copy = this.states
    this.copies.push(arc)
    this.beginnings.set(copy, newBeginning(arc, state))
    next.set(arc, copy)
    return copy
  }

  private beginningAt(state: number): Beginning {
    let beginning = this.beginnings.get(state)
    if (!beginning) this.beginnings.set(state, (beginning = newBeginning(state, undefined)))
    return beginning
  }
}

const newBeginning = (arc: number, parent: number | undefined): Beginning => ({
  arc,
  parent,
  next: new Map(),
  forbidden: new Set(),
  required: new Set(),
})
