import type { Random } from '../../../server/solver/random.ts'

/** Where decoders go wrong: signs, numbers that go on, the longest one and one longer, huge lengths. */
const awkward = ['00', '7f', '80', 'ff', `${'ff'.repeat(9)}01`, 'ff'.repeat(11), 'ffffffff0f'].map(
  (hex) => Buffer.from(hex, 'hex'),
)

type Edit = (bytes: Buffer, at: number, random: Random) => Buffer

const edits: Record<string, Edit> = {
  flip: (bytes, at, random) => {
    const flipped = Buffer.from(bytes)
    flipped[at] = (flipped[at] ?? 0) ^ (1 << random.below(8))
    return flipped
  },
  overwrite: (bytes, at, random) => {
    const overwritten = Buffer.from(bytes)
    pick(awkward, random).copy(overwritten, at)
    return overwritten
  },
  overwriteRun: (bytes, at, random) => {
    const end = Math.min(bytes.length, at + 1 + random.below(5000))
    return Buffer.from(bytes).fill(random.below(256), at, end)
  },
  insert: (bytes, at, random) => splice(bytes, at, 0, pick(awkward, random)),
  insertNoise: (bytes, at, random) => splice(bytes, at, 0, noise(random)),
  remove: (bytes, at, random) => splice(bytes, at, 1 + random.below(64)),
  repeat: (bytes, at, random) => splice(bytes, at, 0, bytes.subarray(at, at + random.below(64))),
  move: (bytes, at, random) => {
    const from = random.below(bytes.length)
    return splice(bytes, at, 0, bytes.subarray(from, from + random.below(64)))
  },
  cut: (bytes, at) => bytes.subarray(0, at),
}

/** The bytes with one to four things wrong in them. */
export function mutateBytes(bytes: Buffer, random: Random): Buffer {
  let mutated = bytes
  for (let count = 1 + random.below(4); count > 0 && mutated.length > 0; count--) {
    mutated = pick(Object.values(edits), random)(mutated, random.below(mutated.length), random)
  }
  return mutated
}

export function pick<T>(choices: readonly T[], random: Random): T {
  return choices[random.below(choices.length)] as T
}

const splice = (bytes: Buffer, at: number, removed: number, inserted: Buffer = Buffer.alloc(0)) =>
  Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at + removed)])

const noise = (random: Random) =>
  Buffer.from(Array.from({ length: 1 + random.below(32) }, () => random.below(256)))
