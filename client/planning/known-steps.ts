import type { Plan } from '../../shared/planning.ts'

type Way = 'undo' | 'redo'

/** A plan at a revision is named by both. */
const keyOf = ({ id, revision }: Plan) => `${id} ${revision}`

/** Plans as they were before and after changes made here: what undo and redo bring is seen before the server has answered. */
export class KnownSteps {
  /** By the plan from which one step back, or on, leads to another. */
  readonly #steps: Readonly<Record<Way, Map<string, Plan>>> = { undo: new Map(), redo: new Map() }
  #planId: number | undefined

  /** Remembers a change, or an undo or redo, that the server has made. */
  note(was: Plan, now: Plan): void {
    if (now.id !== was.id) return
    if (now.id !== this.#planId) for (const steps of Object.values(this.#steps)) steps.clear()
    this.#planId = now.id
    const steps = now.undoable - was.undoable
    if (Math.abs(steps) !== 1) return
    const [back, on] = steps === 1 ? (['undo', 'redo'] as const) : (['redo', 'undo'] as const)
    this.#steps[back].set(keyOf(now), was)
    // The step beyond leads on from the same tours at their later revision.
    const beyond = this.#look(on, this.#look(on, was))
    if (beyond) this.#steps[on].set(keyOf(now), beyond)
  }

  /** The plan as a step will leave it; undefined where somebody else, or a search, has changed it since. */
  expect(way: Way, plan: Plan): Plan | undefined {
    const known = this.#look(way, plan)
    const by = way === 'undo' ? -1 : 1
    const { revision, undoable, redoable, run, proposals } = plan
    const steps = { undoable: undoable + by, redoable: redoable - by }
    return known && { ...known, revision, run, proposals, ...steps }
  }

  #look(way: Way, plan: Plan | undefined): Plan | undefined {
    return plan && this.#steps[way].get(keyOf(plan))
  }
}
