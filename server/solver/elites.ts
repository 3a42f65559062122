import type { Model } from './model.ts'
import { Snapshot } from './plan.ts'
import type { Plan } from './plan.ts'
import type { Random } from './random.ts'

export interface Elite {
  readonly snapshot: Snapshot
  cost: number
}

/** A few good plans, no two of one cost except when they were found apart. */
export class Elites {
  readonly #model: Model
  readonly #all: Elite[] = []

  constructor(model: Model) {
    this.#model = model
  }

  add({ flat }: Snapshot, cost: number): void {
    const snapshot = new Snapshot(this.#model)
    snapshot.flat.set(flat)
    this.#all.push({ snapshot, cost })
  }

  best(): Elite {
    return this.#all.reduce((least, elite) => (elite.cost < least.cost ? elite : least))
  }

  /** Two of them. */
  draw(random: Random): [Elite, Elite] {
    const one = random.below(this.#all.length)
    const other = (one + 1 + random.below(this.#all.length - 1)) % this.#all.length
    return [this.#all[one]!, this.#all[other]!]
  }

  /** Puts a plan in the place of an elite that is dearer, unless there is one of that cost. */
  replace(old: Elite, { flat }: Pick<Snapshot, 'flat'>, cost: number): void {
    const same = 1e-9 * (1 + Math.abs(cost))
    if (!(cost < old.cost) || this.#all.some((elite) => Math.abs(elite.cost - cost) <= same)) return
    old.snapshot.flat.set(flat)
    old.cost = cost
  }

  /** The same with another search's plan and the dearest here; leaves it in `plan`. */
  welcome(flat: Int32Array, plan: Plan): void {
    const guest = new Snapshot(this.#model)
    guest.flat.set(flat)
    guest.restore(plan)
    const dearest = this.#all.reduce((most, elite) => (elite.cost > most.cost ? elite : most))
    this.replace(dearest, guest, plan.cost())
  }
}
