import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DeviceCreated, PersonCreated } from '../../shared/people.ts'
import type { RunningServer } from '../../server/running-server.ts'
import type { Beatline } from '../browser/start-beatline.ts'

/** A request as the command line on this machine makes it to a server started by `startBeatline`. */
export async function ask<Answer>(
  beatline: Beatline,
  method: string,
  path: string,
  body?: object,
): Promise<Answer> {
  const file = readFileSync(join(beatline.dataDir, 'server.json'), 'utf8')
  const { token } = JSON.parse(file) as RunningServer
  const response = await sendAs(beatline, token, method, path, body)
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
  return (await response.json()) as Answer
}

export const asOperator = <Answer>(beatline: Beatline, path: string, body: object) =>
  ask<Answer>(beatline, 'POST', path, body)

export const postAs = (beatline: Beatline, token: string, path: string, body: object) =>
  sendAs(beatline, token, 'POST', path, body)

function sendAs(
  { url }: Beatline,
  token: string,
  method: string,
  path: string,
  body?: object,
): Promise<Response> {
  return fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      prefer: 'respond-async',
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  })
}

/** A field person with a phone; gives the phone's token. */
export async function addPhone(beatline: Beatline, code: string): Promise<string> {
  const { person } = await asOperator<PersonCreated>(beatline, '/people', {
    code,
    name: code,
    role: 'customer-manager',
  })
  const { token } = await asOperator<DeviceCreated>(
    beatline,
    `/people/${String(person.id)}/devices`,
    { name: 'phone' },
  )
  return token
}
