import { Compile } from 'typebox/compile'
import { VroomInput } from '../../../shared/optimizer-input.ts'
import { VroomRefusal } from './vroom-refusal.ts'

const shape = Compile(VroomInput)

/** What VROOM or its HTTP wrapper know and this optimiser does not do: refused by name, not as a key nobody knows. */
const unsupported: Readonly<Record<string, string>> = {
  setup_per_type: 'set-up times per type of vehicle',
  service_per_type: 'service times per type of vehicle',
  x: 'exploration levels: say options.beatline.seconds or iterations instead',
  l: 'a limit here: say options.beatline.seconds instead',
  t: 'threads here: say options.beatline.threads instead',
}

/**
 * Keys, types and ranges.
 * @throws VroomRefusal optimize-invalid, optimize-unknown-key, optimize-unsupported
 */
export function checkShape(input: unknown): VroomInput {
  if (shape.Check(input)) return input
  const errors = shape.Errors(input)
  const unknown = errors.find(({ keyword }) => keyword === 'additionalProperties')
  if (unknown?.keyword === 'additionalProperties')
    throw refuseKey(unknown.instancePath, unknown.params.additionalProperties[0] ?? '')
  const missing = errors.find(({ keyword }) => keyword === 'required')
  if (missing?.keyword === 'required') {
    const [key = ''] = missing.params.requiredProperties
    throw new VroomRefusal('optimize-invalid', `${key} is missing`, missing.instancePath)
  }
  const [first] = errors
  throw new VroomRefusal('optimize-invalid', first?.message ?? 'not a problem', first?.instancePath)
}

function refuseKey(path: string, key: string): VroomRefusal {
  const pointer = `${path}/${escapePointer(key)}`
  const known = Object.hasOwn(unsupported, key) ? unsupported[key] : undefined
  return known === undefined
    ? new VroomRefusal('optimize-unknown-key', `Nobody knows the key "${key}"`, pointer)
    : new VroomRefusal('optimize-unsupported', `Not supported: ${known}`, pointer)
}

export const escapePointer = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')
