import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { nextStatuses, reportStatuses, type Report } from '../../shared/reports.ts'
import { addPerson } from '../support/app.ts'
import { othersWait } from '../support/others-wait.ts'
import { addTeam } from '../support/world.ts'
import {
  eachFileHasAnOffice,
  fileReport,
  moveReport,
  readFileOf,
  walkReport,
} from './support/reports-office.ts'

const office = eachFileHasAnOffice()

describe('moving a report', () => {
  test('a report walks from hand to hand; every step says who, when and why', async () => {
    const report = await fileReport(office.supervisor)
    const accepted = (
      await moveReport(office.supervisor, report, { status: 'accepted', reason: '可信' })
    ).json<Report>()
    const assigned = (
      await moveReport(office.supervisor, accepted, {
        status: 'assigned',
        assigneeId: office.inspector.personId,
      })
    ).json<Report>()
    const onSite = (
      await moveReport(office.inspector, assigned, { status: 'on-site' })
    ).json<Report>()
    const verified = (
      await moveReport(office.inspector, onSite, { status: 'verified', outcome: 'warned' })
    ).json<Report>()
    const closed = (
      await moveReport(office.supervisor, verified, { status: 'closed' })
    ).json<Report>()
    expect(closed).toMatchObject({
      status: 'closed',
      outcome: 'warned',
      assigneeId: office.inspector.personId,
      revision: 6,
    })
    const { events } = await readFileOf(office.supervisor, report.id)
    expect(
      events.map(({ fromStatus, toStatus, personId }) => [fromStatus, toStatus, personId]),
    ).toEqual([
      [null, 'submitted', office.supervisor.personId],
      ['submitted', 'accepted', office.supervisor.personId],
      ['accepted', 'assigned', office.supervisor.personId],
      ['assigned', 'on-site', office.inspector.personId],
      ['on-site', 'verified', office.inspector.personId],
      ['verified', 'closed', office.supervisor.personId],
    ])
    expect(events[1]?.reason).toBe('可信')
    expect(events[2]?.facts).toEqual({ assigneeId: office.inspector.personId })
    expect(events[4]?.facts).toEqual({ outcome: 'warned' })
    const reopened = (
      await moveReport(office.supervisor, closed, { status: 'submitted' })
    ).json<Report>()
    expect(reopened).toMatchObject({ outcome: null, assigneeId: null })
  })

  test('exactly the moves of the state machine are allowed', async () => {
    const original = await fileReport(office.supervisor)
    const routes: Record<string, object[]> = {
      submitted: [],
      accepted: [{ status: 'accepted' }],
      rejected: [{ status: 'rejected' }],
      duplicate: [{ status: 'duplicate', duplicateOf: original.id }],
      assigned: [
        { status: 'accepted' },
        { status: 'assigned', assigneeId: office.inspector.personId },
      ],
    }
    routes['on-site'] = [...(routes['assigned'] ?? []), { status: 'on-site' }]
    routes['verified'] = [...routes['on-site'], { status: 'verified', outcome: 'not-found' }]
    routes['closed'] = [...routes['verified'], { status: 'closed' }]
    const complete = {
      outcome: 'warned',
      assigneeId: office.inspector.personId,
      duplicateOf: original.id,
    }
    for (const from of reportStatuses)
      for (const to of reportStatuses) {
        const report = await walkReport(
          office.administrator,
          await fileReport(office.supervisor),
          ...(routes[from] ?? []),
        )
        expect(report.status).toBe(from)
        const answer = await moveReport(office.supervisor, report, { ...complete, status: to })
        const expected = nextStatuses(from).includes(to) ? 200 : 409
        expect([from, to, answer.statusCode]).toEqual([from, to, expected])
        if (expected === 409) expect(answer.json()).toMatchObject({ code: 'report-move-forbidden' })
      }
  }, 120_000)

  test('a move that lacks what it needs is refused and writes nothing', async () => {
    const submitted = await fileReport(office.supervisor)
    const accepted = await walkReport(office.administrator, await fileReport(office.supervisor), {
      status: 'accepted',
    })
    const onSite = await walkReport(
      office.administrator,
      accepted,
      { status: 'assigned', assigneeId: office.inspector.personId },
      { status: 'on-site' },
    )
    const stranger = await addPerson(office.world.db, 'inspector', {
      teamId: await addTeam(office.world.db),
    })
    const fresh = await walkReport(office.administrator, await fileReport(office.supervisor), {
      status: 'accepted',
    })
    const cases: [Report, object, string][] = [
      [onSite, { status: 'verified' }, 'report-outcome-missing'],
      [fresh, { status: 'assigned' }, 'report-assignee-missing'],
      [fresh, { status: 'assigned', assigneeId: office.rep.personId }, 'report-assignee-missing'],
      [fresh, { status: 'assigned', assigneeId: stranger }, 'scope-forbidden'],
      [submitted, { status: 'duplicate' }, 'input-invalid'],
      [submitted, { status: 'duplicate', duplicateOf: submitted.id }, 'input-invalid'],
      [submitted, { status: 'duplicate', duplicateOf: randomUUID() }, 'input-invalid'],
    ]
    for (const [report, to, code] of cases) {
      expect((await moveReport(office.supervisor, report, to)).json()).toMatchObject({ code })
      expect((await readFileOf(office.supervisor, report.id)).report).toEqual(report)
    }
  })

  test('of two who move the same report at once, one is told that it changed', async () => {
    const report = await fileReport(office.supervisor)
    const answers = await Promise.all([
      moveReport(office.supervisor, report, { status: 'accepted' }),
      moveReport(office.administrator, report, { status: 'rejected' }),
    ])
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409])
    const refused = answers.find(({ statusCode }) => statusCode === 409)
    expect(refused?.json()).toMatchObject({ code: 'report-changed' })
    expect((await readFileOf(office.supervisor, report.id)).events).toHaveLength(2)
  })

  test('two reports that are called duplicates of each other at once are not both settled', async () => {
    const [one, other] = [await fileReport(office.supervisor), await fileReport(office.supervisor)]
    const asDuplicate = (report: Report, { id }: Report) =>
      moveReport(office.administrator, report, { status: 'duplicate', duplicateOf: id })
    const { moves } = await office.world.db.transaction().execute(async (trx) => {
      // Both get as far as their line in the log.
      await sql`lock table report_event in share row exclusive mode`.execute(trx)
      const moves = Promise.all([asDuplicate(one, other), asDuplicate(other, one)])
      await othersWait(trx, 2)
      return { moves }
    })
    await moves
    const after = [
      await readFileOf(office.supervisor, one.id),
      await readFileOf(office.supervisor, other.id),
    ]
    expect(after.map(({ report }) => report.status).sort()).toEqual(['duplicate', 'submitted'])
  })

  test('an inspector moves only what is assigned to them, and decides nothing at the desk', async () => {
    const colleague = await office.world.signInAs('inspector', { teamId: office.team })
    const report = await walkReport(
      office.administrator,
      await fileReport(office.supervisor),
      { status: 'accepted' },
      { status: 'assigned', assigneeId: office.inspector.personId },
    )
    const refused = await moveReport(colleague, report, { status: 'on-site' })
    expect([refused.statusCode, refused.json<object>()]).toEqual([
      403,
      expect.objectContaining({ code: 'role-forbidden' }),
    ])
    expect((await moveReport(office.inspector, report, { status: 'accepted' })).statusCode).toBe(
      403,
    )
    expect((await moveReport(office.inspector, report, { status: 'on-site' })).statusCode).toBe(200)
  })
})
