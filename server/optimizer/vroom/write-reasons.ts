import type { TaskRef } from '../../../shared/optimizer-input.ts'
import type { AbsenceReasons, BrokenRule, StepReasons } from '../../../shared/optimizer.ts'
import type { Explanation, Violation } from '../../solver/index.ts'
import type { VroomRequest } from './read-request.ts'
import type { VroomPlan } from './write-solution.ts'

/** Adds to every task of a plan why it stands where it does, and to those left out what keeps them out. */
export function addReasons(
  plan: VroomPlan,
  request: VroomRequest,
  { tours, absences }: Explanation,
): VroomPlan {
  const ofStep = new Map(
    tours.flatMap(({ stops }) =>
      stops.map((one) => [nameOf(refOf(request, one.stop)), writeStepReasons(request, one)]),
    ),
  )
  const ofAbsence = new Map(
    absences.map((one) => [nameOf(refOf(request, one.stop)), writeAbsence(request, one)]),
  )
  return {
    routes: plan.routes.map((route) => ({
      ...route,
      steps: route.steps.map((step) => {
        const reasons = ofStep.get(nameOf(step))
        return reasons ? { ...step, beatline: reasons } : step
      }),
    })),
    unassigned: plan.unassigned.map((task) => ({
      ...task,
      beatline: { ...task.beatline, ...ofAbsence.get(nameOf(task)) },
    })),
  }
}

type StopExplanation = Explanation['tours'][number]['stops'][number]
type AbsenceExplanation = Explanation['absences'][number]

function writeStepReasons(request: VroomRequest, one: StopExplanation): StepReasons {
  const { marginalCost, slackSeconds, nextBest } = one
  return {
    marginal_cost: marginalCost,
    // JSON has no Infinity.
    slack: Number.isFinite(slackSeconds) ? slackSeconds : null,
    next_best: nextBest && { ...nextBest, vehicle: idOf(request, nextBest.vehicle) },
  }
}

function writeAbsence(
  request: VroomRequest,
  { bindings, repairs }: AbsenceExplanation,
): Omit<AbsenceReasons, 'reason'> {
  const write = (rules: readonly Violation[]) => rules.map((rule) => writeRule(request, rule))
  return {
    ...(bindings && {
      bindings: bindings.map(({ vehicle, rules }) => ({
        vehicle: idOf(request, vehicle),
        rules: write(rules),
      })),
    }),
    ...(repairs && {
      repairs: repairs.map(({ vehicle, position, rules, instead, price }) => ({
        vehicle: idOf(request, vehicle),
        position,
        rules: write(rules),
        ...(instead !== undefined && { instead: refOf(request, instead) }),
        price,
      })),
    }),
  }
}

function writeRule(request: VroomRequest, rule: Violation): BrokenRule {
  return {
    kind: rule.kind,
    ...('seconds' in rule && { seconds: rule.seconds }),
    ...('excess' in rule && { excess: rule.excess }),
    ...('stop' in rule && { task: refOf(request, rule.stop) }),
  }
}

function refOf({ tasks }: VroomRequest, stop: number): TaskRef {
  const task = tasks[stop]
  if (!task) throw new Error(`there is no task ${String(stop)}`)
  return { type: task.type, id: task.given.id }
}

const idOf = ({ vehicles }: VroomRequest, vehicle: number) => vehicles[vehicle]?.given.id ?? 0

const nameOf = ({ type, id }: { readonly type: string; readonly id?: number }) =>
  `${type} ${String(id)}`
