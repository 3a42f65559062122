import { expect, test } from 'vitest'
import type { Acceptance, Fix } from '../../shared/positions.ts'
import { startBeatline, type Beatline } from '../browser/start-beatline.ts'
import { addPhone, postAs } from './operator.ts'

const phones = 4
/** Answers each phone waits for before the power goes; all go on sending while it does. */
const answersFirst = 20

interface Sender {
  readonly token: string
  readonly acknowledged: Fix[]
}

/** Sends one fix after the other until the server is gone. */
async function sendUntilGone(
  beatline: Beatline,
  { token, acknowledged }: Sender,
  onEnough: () => void,
): Promise<void> {
  const from = Date.now() - 3_600_000
  for (let step = 0; ; step += 1) {
    const at: Fix['at'] = [165 + step * 1e-5, 22]
    const fix: Fix = { at, fixAt: new Date(from + step * 1000).toISOString() }
    const answer = await postAs(beatline, token, '/positions', { fixes: [fix] }).catch(() => null)
    if (!answer) return
    if (answer.ok) acknowledged.push(fix)
    if (acknowledged.length === answersFirst) onEnough()
  }
}

/** Everybody sends at once; when each has enough answers the process is killed, mid-request for some. */
async function killWhileSending(beatline: Beatline, senders: readonly Sender[]): Promise<void> {
  let waiting = senders.length
  let killed: Promise<void> | undefined
  const onEnough = () => {
    waiting -= 1
    if (waiting === 0) killed = beatline.stop('SIGKILL')
  }
  await Promise.all(senders.map((sender) => sendUntilGone(beatline, sender, onEnough)))
  await killed
}

test('a server killed while it takes positions has every one it acknowledged, three times over', async () => {
  let beatline = await startBeatline()
  try {
    for (const round of [1, 2, 3]) {
      const senders: Sender[] = []
      for (let phone = 0; phone < phones; phone += 1)
        senders.push({
          token: await addPhone(beatline, `r${String(round)}p${String(phone)}`),
          acknowledged: [],
        })
      await killWhileSending(beatline, senders)

      beatline = await startBeatline(beatline.dataDir)

      for (const { token, acknowledged } of senders) {
        expect(acknowledged.length).toBeGreaterThanOrEqual(answersFirst)
        const again = await postAs(beatline, token, '/positions', { fixes: acknowledged })
        // A fix that was lost would be stored now; one that is there is a duplicate.
        expect((await again.json()) as Acceptance).toEqual({
          stored: 0,
          duplicate: acknowledged.length,
          quarantined: 0,
        })
      }
    }
  } finally {
    await beatline.stop()
    beatline.remove()
  }
})

test('a second server on the same data folder is refused in words, and the first goes on', async () => {
  const beatline = await startBeatline()
  try {
    await expect(startBeatline(beatline.dataDir)).rejects.toThrow(/in use|locked|another/i)
    expect((await fetch(`${beatline.url}/readyz`)).status).toBe(200)
  } finally {
    await beatline.stop()
    beatline.remove()
  }
})
