import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, expect } from 'vitest'
import type { Report, ReportFile } from '../../../shared/reports.ts'
import { openTestApp, type SignedIn, type TestApp } from '../../support/app.ts'
import { addArea, addRetailer, addTeam } from '../../support/world.ts'

/** A team with one shop in one of two cells, and the people around it. */
export interface ReportsOffice {
  readonly world: TestApp
  readonly team: number
  readonly cell: number
  readonly farCell: number
  readonly supervisor: SignedIn
  readonly administrator: SignedIn
  readonly inspector: SignedIn
  readonly rep: SignedIn
  readonly shop: number
}

/** Opens the office for all tests of a file; what it has is there once they run. */
export function eachFileHasAnOffice(): ReportsOffice {
  const office = {} as { -readonly [part in keyof ReportsOffice]: ReportsOffice[part] }
  beforeAll(async () => {
    const world = await openTestApp()
    world.clock.set(new Date('2026-05-20T02:00:00Z'), 1)
    const team = await addTeam(world.db)
    const cell = await addArea(world.db, [117, 36, 0.1])
    const rep = await world.signInAs('customer-manager', { teamId: team, name: '刘敏感' })
    const near = { managerId: rep.personId, areaId: cell, name: '近邻' }
    Object.assign(office, {
      world,
      team,
      cell,
      farCell: await addArea(world.db, [118, 36, 0.1]),
      rep,
      inspector: await world.signInAs('inspector', { teamId: team }),
      supervisor: await world.signInAs('supervisor', { teamId: team }),
      administrator: await world.signInAs('administrator', { everything: true }),
      shop: await addRetailer(world.db, [117.05, 36.05], near),
    } satisfies ReportsOffice)
  })
  afterAll(() => office.world.close())
  return office
}

export const sendReport = (by: SignedIn, body: object = {}): Promise<LightMyRequestResponse> =>
  by.send('POST', '/reports', {
    channel: 'patrol',
    kind: 'unlicensed-stall',
    at: [117.051, 36.05],
    description: '门口柜台',
    ...body,
  })

export const fileReport = async (by: SignedIn, body?: object): Promise<Report> =>
  (await sendReport(by, body)).json<Report>()

export const moveReport = (
  by: SignedIn,
  { id, revision }: Report,
  to: object,
): Promise<LightMyRequestResponse> => by.send('POST', `/reports/${id}/move`, { revision, ...to })

/** Moves through several steps and returns the report after the last. */
export async function walkReport(
  by: SignedIn,
  report: Report,
  ...steps: object[]
): Promise<Report> {
  let at = report
  for (const step of steps) {
    const answer = await moveReport(by, at, step)
    expect([answer.statusCode, answer.body]).toEqual([200, expect.anything()])
    at = answer.json<Report>()
  }
  return at
}

export const readFileOf = async (by: SignedIn, id: string): Promise<ReportFile> =>
  (await by.get(`/reports/${id}`)).json<ReportFile>()
