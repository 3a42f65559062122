import { deflateSync } from 'node:zlib'
import type { Random } from '../../../server/solver/random.ts'
import { Message } from './message.ts'
import { mutateBytes, pick } from './mutate-bytes.ts'
import type { PbfBlock } from './split-pbf.ts'
import { frame, frameBlob } from './write-pbf.ts'

/** A PBF file with one block that says other things than before, under a compression that is right. */
export function breakContent(blocks: readonly PbfBlock[], random: Random): Buffer {
  return replaceOne(blocks, random, ({ type, content }) =>
    frameBlob(type, mutateBytes(content, random), pick(['zlib', 'raw'], random)),
  )
}

/** A PBF file with one to three of its blocks swapped, repeated or left out. */
export function rearrange(blocks: readonly PbfBlock[], random: Random): Buffer {
  const framed = blocks.map((block) => block.framed)
  for (let count = 1 + random.below(3); count > 0 && framed.length > 0; count--) {
    const [at, other] = [random.below(framed.length), random.below(framed.length)]
    const [here, there] = [framed[at] as Buffer, framed[other] as Buffer]
    pick(
      [
        () => {
          framed[at] = there
          framed[other] = here
        },
        () => {
          framed.splice(other, 0, here)
        },
        () => {
          framed.splice(at, 1)
        },
      ],
      random,
    )()
  }
  return Buffer.concat(framed)
}

/** At, just above and far above the limits of the format. */
const sizes = [0, 2 ** 16, 2 ** 16 + 1, 2 ** 25, 2 ** 25 + 1, 2 ** 31 - 1, 2 ** 32 - 1, 2 ** 53]

/** A PBF file with one block that claims another length: of its header, of itself, or of its content. */
export function misstateLength(blocks: readonly PbfBlock[], random: Random): Buffer {
  const size = pick(sizes, random)
  return replaceOne(blocks, random, ({ type, content, framed }) =>
    pick(
      [
        () => {
          const copy = Buffer.from(framed)
          copy.writeUInt32BE(size % 2 ** 32)
          return copy
        },
        () => {
          const header = new Message().text(1, type).number(3, size).finish()
          const length = Buffer.alloc(4)
          length.writeUInt32BE(header.length)
          return Buffer.concat([length, header, framed.subarray(4 + framed.readUInt32BE())])
        },
        () => frame(type, new Message().number(2, size).bytes(3, deflateSync(content)).finish()),
      ],
      random,
    )(),
  )
}

function replaceOne(
  blocks: readonly PbfBlock[],
  random: Random,
  frameAnew: (block: PbfBlock) => Uint8Array,
): Buffer {
  const broken = pick(blocks, random)
  return Buffer.concat(blocks.map((block) => (block === broken ? frameAnew(block) : block.framed)))
}
