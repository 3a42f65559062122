import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DeviceCreated } from '../../shared/people.ts'
import { nextStatuses, reportStatuses, type Report, type ReportFile } from '../../shared/reports.ts'
import { addPerson, openTestApp, type SignedIn, type TestApp } from '../support/app.ts'
import { othersWait } from '../support/others-wait.ts'
import { addArea, addRetailer, addTeam } from '../support/world.ts'

describe('reports', () => {
  let world: TestApp
  let team: number
  let cell: number
  let farCell: number
  let supervisor: SignedIn
  let administrator: SignedIn
  let inspector: SignedIn
  let rep: SignedIn
  let shop: number

  beforeAll(async () => {
    world = await openTestApp()
    world.clock.set(new Date('2026-05-20T02:00:00Z'), 1)
    team = await addTeam(world.db)
    cell = await addArea(world.db, [117, 36, 0.1])
    farCell = await addArea(world.db, [118, 36, 0.1])
    rep = await world.signInAs('customer-manager', { teamId: team, name: '刘敏感' })
    inspector = await world.signInAs('inspector', { teamId: team })
    supervisor = await world.signInAs('supervisor', { teamId: team })
    administrator = await world.signInAs('administrator', { everything: true })
    shop = await addRetailer(world.db, [117.05, 36.05], {
      managerId: rep.personId,
      areaId: cell,
      name: '近邻',
    })
  })
  afterAll(() => world.close())

  const file = (by: SignedIn, body: object = {}) =>
    by.send('POST', '/reports', {
      channel: 'patrol',
      kind: 'unlicensed-stall',
      at: [117.051, 36.05],
      description: '门口柜台',
      ...body,
    })
  const filed = async (by: SignedIn, body?: object) => (await file(by, body)).json<Report>()
  const move = (by: SignedIn, report: Report, to: object) =>
    by.send('POST', `/reports/${report.id}/move`, { revision: report.revision, ...to })
  /** Moves through several steps and returns the report after the last. */
  async function walk(report: Report, ...steps: object[]): Promise<Report> {
    let at = report
    for (const step of steps) {
      const answer = await move(administrator, at, step)
      expect([answer.statusCode, answer.body]).toEqual([200, expect.anything()])
      at = answer.json<Report>()
    }
    return at
  }
  const fileOf = async (id: string, by = supervisor) =>
    (await by.get(`/reports/${id}`)).json<ReportFile>()
  const idsSeen = async (by: SignedIn, query = '') =>
    (await by.get(`/reports?limit=500&${query}`))
      .json<{ rows: Report[] }>()
      .rows.map(({ id }) => id)

  test('a filed report gets the day’s next number, its area, and everybody who reads reports hears of it', async () => {
    world.heard.length = 0
    const first = await filed(rep)
    const second = await filed(supervisor, { at: undefined, address: '长江路 8 号' })
    expect([first.code, second.code]).toEqual(['R-20260520-0001', 'R-20260520-0002'])
    expect(first).toMatchObject({
      status: 'submitted',
      revision: 1,
      areaId: cell,
      at: [117.051, 36.05],
      reportedAt: expect.stringMatching(/^2026-05-20T02:/) as string,
    })
    expect(second).toMatchObject({ at: null, areaId: null })
    expect(world.heard[0]).toEqual({
      event: 'report:changed',
      payload: [{ id: first.id, revision: 1 }],
      to: { roles: ['supervisor', 'manager', 'planner', 'administrator', 'inspector'] },
    })
    expect((await file(rep, { at: undefined })).json()).toMatchObject({ code: 'input-invalid' })
  })

  test('twenty reports at once have twenty numbers', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => file(supervisor)))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 201))
    const codes = answers.map((answer) => answer.json<Report>().code)
    expect(new Set(codes).size).toBe(20)
  })

  test('a phone that repeats its report stores it once; nobody else’s id answers with the report', async () => {
    const { token } = (
      await supervisor.send('POST', `/people/${rep.personId}/devices`, { name: 'phone' })
    ).json<DeviceCreated>()
    const id = randomUUID()
    const send = () =>
      world.inject({
        method: 'POST',
        url: '/api/v1/reports',
        headers: { authorization: `Bearer ${token}` },
        payload: { id, channel: 'patrol', kind: 'other', at: [117.05, 36.05], description: 'x' },
      })
    const answers = [await send(), await send()]
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 200])
    expect(answers[1]?.json()).toEqual(answers[0]?.json())
    expect((await fileOf(id)).events).toHaveLength(1)
    const impatient = randomUUID()
    const atOnce = await Promise.all([1, 2, 3].map(() => file(rep, { id: impatient })))
    expect(atOnce.map(({ statusCode }) => statusCode).sort()).toEqual([200, 200, 201])
    const guess = await file(await world.signInAs('customer-manager', { teamId: team }), { id })
    expect([guess.statusCode, guess.body]).toEqual([409, expect.not.stringContaining('R-2026')])
  })

  test('two reports that are called duplicates of each other at once are not both settled', async () => {
    const [one, other] = [await filed(supervisor), await filed(supervisor)]
    const asDuplicate = (report: Report, { id }: Report) =>
      move(administrator, report, { status: 'duplicate', duplicateOf: id })
    const { moves } = await world.db.transaction().execute(async (trx) => {
      // Both get as far as their line in the log.
      await sql`lock table report_event in share row exclusive mode`.execute(trx)
      const moves = Promise.all([asDuplicate(one, other), asDuplicate(other, one)])
      await othersWait(trx, 2)
      return { moves }
    })
    await moves
    const after = [await fileOf(one.id), await fileOf(other.id)]
    expect(after.map(({ report }) => report.status).sort()).toEqual(['duplicate', 'submitted'])
  })

  test('who reported is in no answer, event or announcement', async () => {
    world.heard.length = 0
    const report = await filed(rep, { description: '匿名' })
    await sql`update reporter set name = '秘密姓名', contact = contact where report_id = ${report.id}`.execute(
      world.db,
    )
    const answers = [
      JSON.stringify(report),
      (await administrator.get(`/reports/${report.id}`)).body,
      (await administrator.get('/reports?limit=500')).body,
      (await administrator.get('/reports.geojson')).body,
      (await move(administrator, report, { status: 'accepted' })).body,
      JSON.stringify(world.heard),
    ]
    const { code } = await world.db
      .selectFrom('person')
      .select('code')
      .where('id', '=', rep.personId)
      .executeTakeFirstOrThrow()
    for (const answer of answers) {
      expect(answer).not.toContain('秘密姓名')
      expect(answer).not.toContain('刘敏感')
      expect(answer).not.toContain(code)
    }
    const [firstEvent] = (await fileOf(report.id)).events
    expect(firstEvent).toMatchObject({ toStatus: 'submitted', personId: null })
    const kept = await world.db.selectFrom('reporter').select('contact').execute()
    expect(kept).toContainEqual({ contact: code })
  })

  test('customer managers file reports and read none', async () => {
    for (const path of [
      '/reports',
      '/reports/counts',
      '/reports.geojson',
      `/reports/${randomUUID()}`,
    ])
      expect((await rep.get(path)).statusCode).toBe(403)
  })

  test('a report walks from hand to hand; every step says who, when and why', async () => {
    const report = await filed(supervisor)
    const accepted = (
      await move(supervisor, report, { status: 'accepted', reason: '可信' })
    ).json<Report>()
    const assigned = (
      await move(supervisor, accepted, { status: 'assigned', assigneeId: inspector.personId })
    ).json<Report>()
    const onSite = (await move(inspector, assigned, { status: 'on-site' })).json<Report>()
    const verified = (
      await move(inspector, onSite, { status: 'verified', outcome: 'warned' })
    ).json<Report>()
    const closed = (await move(supervisor, verified, { status: 'closed' })).json<Report>()
    expect(closed).toMatchObject({
      status: 'closed',
      outcome: 'warned',
      assigneeId: inspector.personId,
      revision: 6,
    })
    const { events } = await fileOf(report.id)
    expect(
      events.map(({ fromStatus, toStatus, personId }) => [fromStatus, toStatus, personId]),
    ).toEqual([
      [null, 'submitted', supervisor.personId],
      ['submitted', 'accepted', supervisor.personId],
      ['accepted', 'assigned', supervisor.personId],
      ['assigned', 'on-site', inspector.personId],
      ['on-site', 'verified', inspector.personId],
      ['verified', 'closed', supervisor.personId],
    ])
    expect(events[1]?.reason).toBe('可信')
    expect(events[2]?.facts).toEqual({ assigneeId: inspector.personId })
    expect(events[4]?.facts).toEqual({ outcome: 'warned' })
    const reopened = (await move(supervisor, closed, { status: 'submitted' })).json<Report>()
    expect(reopened).toMatchObject({ outcome: null, assigneeId: null })
  })

  test('exactly the moves of the state machine are allowed', async () => {
    const original = await filed(supervisor)
    const routes: Record<string, object[]> = {
      submitted: [],
      accepted: [{ status: 'accepted' }],
      rejected: [{ status: 'rejected' }],
      duplicate: [{ status: 'duplicate', duplicateOf: original.id }],
      assigned: [{ status: 'accepted' }, { status: 'assigned', assigneeId: inspector.personId }],
    }
    routes['on-site'] = [...(routes['assigned'] ?? []), { status: 'on-site' }]
    routes['verified'] = [...routes['on-site'], { status: 'verified', outcome: 'not-found' }]
    routes['closed'] = [...routes['verified'], { status: 'closed' }]
    const complete = {
      outcome: 'warned',
      assigneeId: inspector.personId,
      duplicateOf: original.id,
    }
    for (const from of reportStatuses)
      for (const to of reportStatuses) {
        const report = await walk(await filed(supervisor), ...(routes[from] ?? []))
        expect(report.status).toBe(from)
        const answer = await move(supervisor, report, { ...complete, status: to })
        const expected = nextStatuses(from).includes(to) ? 200 : 409
        expect([from, to, answer.statusCode]).toEqual([from, to, expected])
        if (expected === 409) expect(answer.json()).toMatchObject({ code: 'report-move-forbidden' })
      }
  }, 120_000)

  test('a move that lacks what it needs is refused and writes nothing', async () => {
    const submitted = await filed(supervisor)
    const accepted = await walk(await filed(supervisor), { status: 'accepted' })
    const onSite = await walk(
      accepted,
      { status: 'assigned', assigneeId: inspector.personId },
      { status: 'on-site' },
    )
    const stranger = await addPerson(world.db, 'inspector', { teamId: await addTeam(world.db) })
    const fresh = await walk(await filed(supervisor), { status: 'accepted' })
    const cases: [Report, object, string][] = [
      [onSite, { status: 'verified' }, 'report-outcome-missing'],
      [fresh, { status: 'assigned' }, 'report-assignee-missing'],
      [fresh, { status: 'assigned', assigneeId: rep.personId }, 'report-assignee-missing'],
      [fresh, { status: 'assigned', assigneeId: stranger }, 'scope-forbidden'],
      [submitted, { status: 'duplicate' }, 'input-invalid'],
      [submitted, { status: 'duplicate', duplicateOf: submitted.id }, 'input-invalid'],
      [submitted, { status: 'duplicate', duplicateOf: randomUUID() }, 'input-invalid'],
    ]
    for (const [report, to, code] of cases) {
      expect((await move(supervisor, report, to)).json()).toMatchObject({ code })
      expect((await fileOf(report.id)).report).toEqual(report)
    }
  })

  test('of two who move the same report at once, one is told that it changed', async () => {
    const report = await filed(supervisor)
    const answers = await Promise.all([
      move(supervisor, report, { status: 'accepted' }),
      move(administrator, report, { status: 'rejected' }),
    ])
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409])
    const refused = answers.find(({ statusCode }) => statusCode === 409)
    expect(refused?.json()).toMatchObject({ code: 'report-changed' })
    expect((await fileOf(report.id)).events).toHaveLength(2)
  })

  test('an inspector moves only what is assigned to them, and decides nothing at the desk', async () => {
    const colleague = await world.signInAs('inspector', { teamId: team })
    const report = await walk(
      await filed(supervisor),
      { status: 'accepted' },
      { status: 'assigned', assigneeId: inspector.personId },
    )
    const refused = await move(colleague, report, { status: 'on-site' })
    expect([refused.statusCode, refused.json<object>()]).toEqual([
      403,
      expect.objectContaining({ code: 'role-forbidden' }),
    ])
    expect((await move(inspector, report, { status: 'accepted' })).statusCode).toBe(403)
    expect((await move(inspector, report, { status: 'on-site' })).statusCode).toBe(200)
  })

  test('reports are seen where the teams have shops, where areas are granted, and where one’s people are sent', async () => {
    const near = await filed(administrator)
    const far = await filed(administrator, { at: [118.05, 36.05] })
    const granted = await world.signInAs('supervisor', { areaIds: [farCell] })
    expect(await idsSeen(supervisor)).toContain(near.id)
    expect(await idsSeen(supervisor)).not.toContain(far.id)
    expect(await idsSeen(granted)).toEqual([far.id])
    expect((await supervisor.get(`/reports/${far.id}`)).statusCode).toBe(404)
    expect((await move(supervisor, far, { status: 'accepted' })).statusCode).toBe(404)
    await walk(far, { status: 'accepted' }, { status: 'assigned', assigneeId: inspector.personId })
    expect(await idsSeen(supervisor)).toContain(far.id)
  })

  test('search, open ones only, counts and points agree', async () => {
    const report = await filed(supervisor, { description: '独一无二 50% 折扣' })
    expect(await idsSeen(supervisor, `q=${encodeURIComponent('0% 折')}`)).toEqual([report.id])
    expect(await idsSeen(supervisor, `q=${report.code}`)).toEqual([report.id])
    const all = (await supervisor.get('/reports?limit=500')).json<{
      rows: Report[]
      total: number
    }>()
    expect(all.total).toBe(all.rows.length)
    const counts = (await supervisor.get('/reports/counts')).json<Record<string, number>>()
    for (const status of reportStatuses)
      expect(counts[status]).toBe(all.rows.filter((row) => row.status === status).length)
    const open = all.rows.filter(
      ({ status }) => !['closed', 'rejected', 'duplicate'].includes(status),
    )
    expect((await idsSeen(supervisor, 'open=true')).toSorted()).toEqual(
      open.map(({ id }) => id).toSorted(),
    )
    const points = (
      await supervisor.get('/reports.geojson?open=true')
    ).json<GeoJSON.FeatureCollection>()
    expect(points.features.map(({ properties }) => String(properties?.['id'])).toSorted()).toEqual(
      open
        .filter(({ at }) => at)
        .map(({ id }) => id)
        .toSorted(),
    )
  })

  test('a file says what is nearest: the licensed shop and the school gate', async () => {
    await sql`insert into sensitive_place (code, name, kind, geom, source_lng, source_lat)
      values ('s', '小学', 'primary', ST_SetSRID(ST_MakePoint(117.06, 36.05), 4326), 117.06, 36.05)`.execute(
      world.db,
    )
    await sql`insert into sensitive_place_gate (place_id, geom)
      select id, ST_SetSRID(ST_MakePoint(117.053, 36.05), 4326) from sensitive_place`.execute(
      world.db,
    )
    // Nearer, but its licence has ended.
    const ended = await addRetailer(world.db, [117.0511, 36.05])
    await world.db
      .insertInto('licence')
      .values({ retailer_id: ended, number: 'x', valid_to: '2025-12-31', status: 'expired' })
      .execute()
    const { nearestRetailer, nearestSchoolMetres } = await fileOf((await filed(supervisor)).id)
    expect(nearestRetailer).toMatchObject({ id: shop, name: '近邻' })
    // A thousandth of a degree of longitude at 36.05° north is 90.1 m.
    expect(nearestRetailer?.metres).toBeCloseTo(90.1, 0)
    expect(nearestSchoolMetres).toBeCloseTo(180.2, 0)
    const placeless = await filed(administrator, { at: undefined, address: '某处' })
    expect(await fileOf(placeless.id, administrator)).toMatchObject({
      nearestRetailer: null,
      nearestSchoolMetres: null,
    })
  })
})
