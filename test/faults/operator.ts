import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DeviceCreated, PersonCreated } from '../../shared/people.ts'
import type { RunningServer } from '../../server/running-server.ts'
import type { Beatline } from '../browser/start-beatline.ts'

/** A request as the command line on this machine makes it to a server started by `startBeatline`. */
export async function asOperator<T>(beatline: Beatline, path: string, body: object): Promise<T> {
  const file = readFileSync(join(beatline.dataDir, 'server.json'), 'utf8')
  const { token } = JSON.parse(file) as RunningServer
  const response = await postAs(beatline, token, path, body)
  if (!response.ok) throw new Error(`${path}: ${await response.text()}`)
  return (await response.json()) as T
}

export function postAs(
  { url }: Beatline,
  token: string,
  path: string,
  body: object,
): Promise<Response> {
  return fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
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
