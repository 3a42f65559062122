import type { TaskRef, VroomInput } from '../../../shared/optimizer-input.ts'
import type { Pair, Repeat } from '../../solver/index.ts'
import { indexTasks, type Task } from './read-tasks.ts'
import { VroomRefusal } from './vroom-refusal.ts'

/** Shipments, and tasks that belong together. */
export function readPairs(input: VroomInput, tasks: readonly Task[]): Pair[] {
  const pairs: Pair[] = tasks.flatMap(({ type, partner, carried }, first) =>
    type === 'pickup' && partner !== undefined
      ? [
          {
            first,
            second: partner,
            ordered: true,
            ...(carried.some((amount) => amount > 0) && { amount: carried }),
          },
        ]
      : [],
  )
  const paired = new Set(pairs.flatMap(({ first, second }) => [first, second]))
  const find = indexTasks(tasks)
  for (const [index, pair] of (input.beatline?.pairs ?? []).entries()) {
    const pointer = `/beatline/pairs/${String(index)}`
    const claim = (ref: TaskRef, key: string) => {
      const stop = find(ref, `${pointer}/${key}`)
      if (paired.has(stop))
        throw new VroomRefusal('optimize-invalid', 'a task has one partner', `${pointer}/${key}`)
      paired.add(stop)
      return stop
    }
    const first = claim(pair.first, 'first')
    pairs.push({ first, second: claim(pair.second, 'second'), ordered: pair.ordered ?? false })
  }
  return pairs
}

/** Visits that keep days between them. */
export function readRepeats(input: VroomInput, tasks: readonly Task[]): Repeat[] {
  const find = indexTasks(tasks)
  return (input.beatline?.repeats ?? []).map(({ tasks: refs, min_days: minDays }, index) => ({
    minDays,
    stops: refs.map((ref, at) =>
      find(ref, `/beatline/repeats/${String(index)}/tasks/${String(at)}`),
    ),
  }))
}
