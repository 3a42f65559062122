import type { AbsenceCode, AbsenceWhy, BrokenRule, Repair } from '../../../shared/plan-why.ts'
import type { Plan, UnassignedReason } from '../../../shared/planning.ts'
import type { DayClock } from '../day-clock.ts'
import { ruleNames } from '../broken-rules.ts'
import { schedule, type Explanation } from '../../solver/index.ts'
import { measureChange } from './measure-change.ts'
import type { PosedPlan } from './pose-plan.ts'

type Told = Explanation['absences'][number]
type ToldBinding = NonNullable<Told['bindings']>[number]
type ToldRepair = NonNullable<Told['repairs']>[number]
type ToldRule = ToldRepair['rules'][number]

/** What planning knew before it asked for tours, so that no tour can tell. */
const lasting: ReadonlySet<UnassignedReason> = new Set([
  'NO_COORD',
  'CLOSED_DAY',
  'TOO_SOON',
  'NEEDS_PAIR',
  'LOCK_CONFLICT',
  'REMOVED',
])

/** Why each visit is in no tour, and what would let it in. */
export function writeAbsences(
  plan: Plan,
  { day, problem, open, solution: { tours } }: PosedPlan,
  { absences }: Explanation,
  clock: DayClock,
): AbsenceWhy[] {
  const shopAt = (stop: number) => day.shops[stop]?.retailerId ?? null

  const writeRule = (broken: ToldRule): BrokenRule => ({
    rule: ruleNames[broken.kind],
    seconds: 'seconds' in broken ? Math.ceil(broken.seconds) : null,
    retailerId: 'stop' in broken ? shopAt(broken.stop) : null,
  })

  function writeRepair(stop: number, told: ToldRepair): Repair[] {
    const { vehicle, position, rules, instead } = told
    const personId = day.people[vehicle]?.personId
    const tour = plan.tours.find((one) => one.personId === personId)
    if (!tour) return []
    const before = tours[vehicle] ?? []
    const after = before.filter((other) => other !== instead).toSpliced(position, 0, stop)
    const written = rules.map(writeRule)
    return [
      {
        kind: kindOf(written, instead),
        tourId: tour.id,
        personId: tour.personId,
        position,
        rules: written,
        insteadOf: instead === undefined ? null : shopAt(instead),
        ...measureChange(open, [{ vehicle, before, after }]),
        endsAt: clock.instantOf(schedule(problem, vehicle, after).finish),
      },
    ]
  }

  function reasonFor(
    retailerId: number,
    managerId: number | null,
    bindings: readonly ToldBinding[] | undefined,
  ) {
    const known = plan.unassigned.find((entry) => entry.retailerId === retailerId)?.reason
    if (known && (lasting.has(known) || !bindings)) return known
    const manager = day.people.findIndex(({ personId }) => personId === managerId)
    const own = bindings?.find(({ vehicle }) => vehicle === manager)
    const told = reasonOf(manager >= 0, own?.rules.map(writeRule))
    return told === 'LOWER_PRIORITY' && known === 'UNTRIED' ? known : told
  }

  return absences.map(({ stop, bindings, repairs }) => {
    const { retailerId = NaN, managerId = null } = day.shops[stop] ?? {}
    const reason = reasonFor(retailerId, managerId, bindings)
    const exchange = repairs?.find(({ instead }) => instead !== undefined)?.instead
    const isOutdone = reason === 'LOWER_PRIORITY' && exchange !== undefined
    return {
      retailerId,
      reason,
      displacedBy: isOutdone ? shopAt(exchange) : null,
      bindings: (bindings ?? []).flatMap(({ vehicle, rules }) => {
        const personId = day.people[vehicle]?.personId
        return personId === undefined ? [] : [{ personId, rules: rules.map(writeRule) }]
      }),
      repairs: repairs?.flatMap((repair) => writeRepair(stop, repair)) ?? null,
    }
  })
}

const reasonOfRule: Partial<Record<BrokenRule['rule'], AbsenceCode>> = { BREAK: 'SHIFT_FULL' }

/** @param rules that stand in its manager's way where least does; undefined when there is no way there at all */
function reasonOf(works: boolean, rules: readonly BrokenRule[] | undefined): AbsenceCode {
  if (!works) return 'NO_SKILL'
  if (!rules) return 'UNREACHABLE'
  const [first] = rules
  if (!first) return 'LOWER_PRIORITY'
  return reasonOfRule[first.rule] ?? (first.rule as AbsenceCode)
}

function kindOf(rules: readonly BrokenRule[], instead: number | undefined): Repair['kind'] {
  if (instead !== undefined) return 'EXCHANGE'
  const names = [...new Set(rules.map(({ rule }) => rule))]
  if (names.length === 0) return 'FITS'
  if (names.length > 1) return 'OVERRIDE'
  if (names[0] === 'NO_SKILL') return 'COLLEAGUE'
  if (names[0] === 'SHIFT_FULL') return 'OVERTIME'
  return names[0] === 'WINDOW' ? 'WINDOW' : 'OVERRIDE'
}
