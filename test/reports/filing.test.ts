import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { DeviceCreated } from '../../shared/people.ts'
import type { Report } from '../../shared/reports.ts'
import { addRetailer } from '../support/world.ts'
import {
  eachFileHasAnOffice,
  fileReport,
  readFileOf,
  sendReport,
} from './support/reports-office.ts'

const office = eachFileHasAnOffice()

describe('filing a report', () => {
  test('a filed report gets the day’s next number, its area, and everybody who reads reports hears of it', async () => {
    office.world.heard.length = 0
    const first = await fileReport(office.rep)
    const second = await fileReport(office.supervisor, { at: undefined, address: '长江路 8 号' })
    expect([first.code, second.code]).toEqual(['R-20260520-0001', 'R-20260520-0002'])
    expect(first).toMatchObject({
      status: 'submitted',
      revision: 1,
      areaId: office.cell,
      at: [117.051, 36.05],
      reportedAt: expect.stringMatching(/^2026-05-20T02:/) as string,
    })
    expect(second).toMatchObject({ at: null, areaId: null })
    expect(office.world.heard[0]).toEqual({
      event: 'report:changed',
      payload: [{ id: first.id, revision: 1 }],
      to: { roles: ['supervisor', 'manager', 'planner', 'administrator', 'inspector'] },
    })
    expect((await sendReport(office.rep, { at: undefined })).json()).toMatchObject({
      code: 'input-invalid',
    })
  })

  test('twenty reports at once have twenty numbers', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => sendReport(office.supervisor)),
    )
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 201))
    const codes = answers.map((answer) => answer.json<Report>().code)
    expect(new Set(codes).size).toBe(20)
  })

  test('a phone that repeats its report stores it once; nobody else’s id answers with the report', async () => {
    const { token } = (
      await office.supervisor.send('POST', `/people/${office.rep.personId}/devices`, {
        name: 'phone',
      })
    ).json<DeviceCreated>()
    const id = randomUUID()
    const send = () =>
      office.world.inject({
        method: 'POST',
        url: '/api/v1/reports',
        headers: { authorization: `Bearer ${token}` },
        payload: { id, channel: 'patrol', kind: 'other', at: [117.05, 36.05], description: 'x' },
      })
    const answers = [await send(), await send()]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 200])
    expect(answers[1]?.json()).toEqual(answers[0]?.json())
    expect((await readFileOf(office.supervisor, id)).events).toHaveLength(1)
    const impatient = randomUUID()
    const atOnce = await Promise.all([1, 2, 3].map(() => sendReport(office.rep, { id: impatient })))
    expect(atOnce.map(({ statusCode }) => statusCode).sort()).toEqual([200, 200, 201])
    const guess = await sendReport(
      await office.world.signInAs('customer-manager', { teamId: office.team }),
      { id },
    )
    expect([guess.statusCode, guess.body]).toEqual([409, expect.not.stringContaining('R-2026')])
  })

  test('a file says what is nearest: the licensed shop and the school gate', async () => {
    await sql`insert into sensitive_place (code, name, kind, geom, source_lng, source_lat)
      values ('s', '小学', 'primary', ST_SetSRID(ST_MakePoint(117.06, 36.05), 4326), 117.06, 36.05)`.execute(
      office.world.db,
    )
    await sql`insert into sensitive_place_gate (place_id, geom)
      select id, ST_SetSRID(ST_MakePoint(117.053, 36.05), 4326) from sensitive_place`.execute(
      office.world.db,
    )
    // Nearer, but its licence has ended.
    const ended = await addRetailer(office.world.db, [117.0511, 36.05])
    await office.world.db
      .insertInto('licence')
      .values({ retailer_id: ended, number: 'x', valid_to: '2025-12-31', status: 'expired' })
      .execute()
    const { nearestRetailer, nearestSchoolMetres } = await readFileOf(
      office.supervisor,
      (await fileReport(office.supervisor)).id,
    )
    expect(nearestRetailer).toMatchObject({ id: office.shop, name: '近邻' })
    // A thousandth of a degree of longitude at 36.05° north is 90.1 m.
    expect(nearestRetailer?.metres).toBeCloseTo(90.1, 0)
    expect(nearestSchoolMetres).toBeCloseTo(180.2, 0)
    const placeless = await fileReport(office.administrator, { at: undefined, address: '某处' })
    expect(await readFileOf(office.administrator, placeless.id)).toMatchObject({
      nearestRetailer: null,
      nearestSchoolMetres: null,
    })
  })
})
