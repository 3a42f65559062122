import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { reportStatuses, type Report } from '../../shared/reports.ts'
import type { SignedIn } from '../support/app.ts'
import {
  eachFileHasAnOffice,
  fileReport,
  moveReport,
  readFileOf,
  walkReport,
} from './support/reports-office.ts'

const office = eachFileHasAnOffice()

const idsSeen = async (by: SignedIn, query = '') =>
  (await by.get(`/reports?limit=500&${query}`)).json<{ rows: Report[] }>().rows.map(({ id }) => id)

describe('reading reports', () => {
  test('who reported is in no answer, event or announcement', async () => {
    office.world.heard.length = 0
    const report = await fileReport(office.rep, { description: '匿名' })
    await sql`update reporter set name = '秘密姓名', contact = contact where report_id = ${report.id}`.execute(
      office.world.db,
    )
    const answers = [
      JSON.stringify(report),
      (await office.administrator.get(`/reports/${report.id}`)).body,
      (await office.administrator.get('/reports?limit=500')).body,
      (await office.administrator.get('/reports.geojson')).body,
      (await moveReport(office.administrator, report, { status: 'accepted' })).body,
      JSON.stringify(office.world.heard),
    ]
    const { code } = await office.world.db
      .selectFrom('person')
      .select('code')
      .where('id', '=', office.rep.personId)
      .executeTakeFirstOrThrow()
    for (const answer of answers) {
      expect(answer).not.toContain('秘密姓名')
      expect(answer).not.toContain('刘敏感')
      expect(answer).not.toContain(code)
    }
    const [firstEvent] = (await readFileOf(office.supervisor, report.id)).events
    expect(firstEvent).toMatchObject({ toStatus: 'submitted', personId: null })
    const kept = await office.world.db.selectFrom('reporter').select('contact').execute()
    expect(kept).toContainEqual({ contact: code })
  })

  test('customer managers file reports and read none', async () => {
    for (const path of [
      '/reports',
      '/reports/counts',
      '/reports.geojson',
      `/reports/${randomUUID()}`,
    ])
      expect((await office.rep.get(path)).statusCode).toBe(403)
  })

  test('reports are seen where the teams have shops, where areas are granted, and where one’s people are sent', async () => {
    const near = await fileReport(office.administrator)
    const far = await fileReport(office.administrator, { at: [118.05, 36.05] })
    const granted = await office.world.signInAs('supervisor', { areaIds: [office.farCell] })
    expect(await idsSeen(office.supervisor)).toContain(near.id)
    expect(await idsSeen(office.supervisor)).not.toContain(far.id)
    expect(await idsSeen(granted)).toEqual([far.id])
    expect((await office.supervisor.get(`/reports/${far.id}`)).statusCode).toBe(404)
    expect((await moveReport(office.supervisor, far, { status: 'accepted' })).statusCode).toBe(404)
    await walkReport(
      office.administrator,
      far,
      { status: 'accepted' },
      { status: 'assigned', assigneeId: office.inspector.personId },
    )
    expect(await idsSeen(office.supervisor)).toContain(far.id)
  })

  test('search, open ones only, counts and points agree', async () => {
    const settled = await fileReport(office.supervisor)
    await walkReport(office.administrator, settled, { status: 'rejected' })
    await fileReport(office.supervisor, { at: undefined, address: '长江路 8 号' })
    const report = await fileReport(office.supervisor, { description: '独一无二 50% 折扣' })
    expect(await idsSeen(office.supervisor, `q=${encodeURIComponent('0% 折')}`)).toEqual([
      report.id,
    ])
    expect(await idsSeen(office.supervisor, `q=${report.code}`)).toEqual([report.id])
    const all = (await office.supervisor.get('/reports?limit=500')).json<{
      rows: Report[]
      total: number
    }>()
    expect(all.total).toBe(all.rows.length)
    const counts = (await office.supervisor.get('/reports/counts')).json<Record<string, number>>()
    for (const status of reportStatuses)
      expect(counts[status]).toBe(all.rows.filter((row) => row.status === status).length)
    const open = all.rows.filter(
      ({ status }) => !['closed', 'rejected', 'duplicate'].includes(status),
    )
    expect(open.length).toBeLessThan(all.total)
    expect((await idsSeen(office.supervisor, 'open=true')).toSorted()).toEqual(
      open.map(({ id }) => id).toSorted(),
    )
    const points = (
      await office.supervisor.get('/reports.geojson?open=true')
    ).json<GeoJSON.FeatureCollection>()
    expect(points.features.map(({ properties }) => String(properties?.['id'])).toSorted()).toEqual(
      open
        .filter(({ at }) => at)
        .map(({ id }) => id)
        .toSorted(),
    )
  })
})
