import type { Page } from 'playwright-core'
import type { MyDay, Stop } from '../../shared/planning.ts'
import type { DeviceCreated } from '../../shared/people.ts'
import type { Beatline } from './start-beatline.ts'

/** The phone of any person, which speaks to the public doors as a real one does. */
export interface FieldPhone {
  /** The stops of today that nothing has happened at yet. */
  ahead(): Promise<Stop[]>
  /** Ends the visit under way, if there is one, and arrives at a stop so long after the plan said. */
  arriveLate(stop: Stop, minutes: number): Promise<{ visitId: string; arrivedAt: string }>
  send(path: string, body: object): Promise<void>
}

/** Asks a door as whoever is signed in on a page. */
export function askOn<Answer>(
  page: Page,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  return page.evaluate(
    async ([how, where, what]) => {
      const answer = await fetch(`/api/v1${where}`, {
        method: how,
        ...(what === undefined
          ? {}
          : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(what) }),
      })
      if (!answer.ok) throw new Error(await answer.text())
      return (await answer.json()) as never
    },
    [method, path, body] as const,
  )
}

/** @param administrator a page on which one is signed in */
export async function openPhone(
  { url }: Beatline,
  administrator: Page,
  personId: number,
): Promise<FieldPhone> {
  const path = `/people/${String(personId)}/devices`
  const { token } = await askOn<DeviceCreated>(administrator, 'POST', path, { name: 'test' })
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const today = async () => {
    const answer = await fetch(`${url}/api/v1/my/day`, { headers })
    return ((await answer.json()) as MyDay).tour?.stops ?? []
  }
  const send = async (where: string, body: object) => {
    const options = { method: 'POST', headers, body: JSON.stringify(body) }
    const answer = await fetch(`${url}/api/v1${where}`, options)
    if (!answer.ok) throw new Error(`${where}: ${await answer.text()}`)
  }
  return {
    send,
    ahead: async () => (await today()).filter(({ outcome }) => outcome === null),
    async arriveLate({ id: stopId, retailerId, arrivesAt }, minutes) {
      const arrivedAt = new Date(Date.parse(arrivesAt) + minutes * 60_000).toISOString()
      for (const { outcome, visitId } of await today())
        if (outcome === 'open')
          await send(`/visits/${String(visitId)}/check-out`, { leftAt: arrivedAt })
      const visitId = crypto.randomUUID()
      await send('/visits', { id: visitId, retailerId, stopId, arrivedAt })
      return { visitId, arrivedAt }
    },
  }
}
