import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import type { ImportKind } from '../../shared/imports.ts'
import type { RoadData } from '../../shared/roads.ts'
import { addDays, dayOf, isoWeekday } from '../../shared/time.ts'
import { featureRows, importRows, undoBatch } from '../imports/index.ts'
import type { Parts } from '../platform/http.ts'
import { writeSetting } from '../platform/settings.ts'
import type { RoadWorks } from '../roads/index.ts'
import { generateDemoCity, writeOsmXml, type DemoCity } from './city/index.ts'
import { removePlans, replacePolicies, replaceRuleSet, teamIds } from './queries.ts'

export type DemoProgress = (step: string, done: number, total: number) => void

export interface DemoLoader extends Parts {
  readonly roads: Pick<RoadWorks, 'importFile' | 'removeData' | 'state'>
  /** A request to our own API as the operator: the day is planned and published like any other. */
  request<T>(method: 'POST', path: string, body: object): Promise<T>
  readonly log: FastifyBaseLogger
}

const SEED = 20261123

/**
 * Fills an empty database with the fictional city, through the same import code as a bureau's files, and
 * plans and publishes its next working day. When a step fails, everything imported so far is taken back.
 * @returns the planned day
 */
export async function loadDemoCity(parts: DemoLoader, progress: DemoProgress): Promise<string> {
  const today = nextWorkingDay(dayOf(parts.clock.now(), parts.config.timeZone))
  const city = generateDemoCity({ seed: SEED, today })
  const files = filesOf(city)
  const steps = files.length + 3
  const applied: number[] = []
  // Streets are made in threads of their own while the rest is imported; the plan needs both.
  const streets = importStreets(parts, city)
  // Whoever waits hears why it failed; nobody does while the rest is imported.
  streets.catch(() => undefined)
  try {
    for (const [index, { kind, rows }] of files.entries()) {
      progress(kind, index + 1, steps)
      const fileName = `demo-${kind}`
      const batch = await importRows(parts, {
        kind,
        fileName,
        rows,
        personId: null,
        datum: 'WGS-84',
      })
      applied.push(batch.id)
    }
    progress('roads', steps - 2, steps)
    await streets
    progress('plan', steps - 1, steps)
    await parts.db.transaction().execute(async (trx) => {
      await replacePolicies(trx, city.policies)
      await replaceRuleSet(trx, city.ruleSet)
    })
    await publishDay(parts, today)
    await writeSetting(parts.db, 'demo', {
      seed: SEED,
      day: today,
      name: city.name,
      nameEn: city.nameEn,
    })
  } catch (error) {
    const steps = [
      () => removePlans(parts.db),
      () => removeStreets(parts, streets),
      ...applied.toReversed().map((id) => () => undoBatch(parts, id, null)),
    ]
    // What cannot be taken back does not keep the rest, nor hide why the demo failed.
    for (const takeBack of steps)
      await takeBack().catch((left: unknown) =>
        parts.log.error({ err: left }, 'a part of the failed demo city was not taken back'),
      )
    throw error
  }
  return today
}

/** Streets and base map, from the file that a bureau would download. */
async function importStreets({ roads }: DemoLoader, city: DemoCity): Promise<RoadData> {
  const folder = await mkdtemp(join(tmpdir(), 'beatline-demo-'))
  try {
    const path = join(folder, 'city.osm')
    await writeOsmXml(path, city.map)
    return await roads.importFile(path, 'demo-city.osm')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Only the demo's own: others may have been imported since, and theirs stay. */
async function removeStreets({ roads }: DemoLoader, streets: Promise<RoadData>): Promise<void> {
  const own = await streets.catch(() => undefined)
  const { data } = await roads.state()
  if (own && data?.id === own.id) await roads.removeData()
}

async function publishDay(parts: DemoLoader, day: string): Promise<void> {
  for (const teamId of await teamIds(parts.db)) {
    const plan = await parts.request<{ id: number; revision: number }>('POST', '/plans', {
      teamId,
      day,
    })
    await parts.request('POST', `/plans/${String(plan.id)}/publish`, { revision: plan.revision })
  }
}

/** The day itself from Monday to Friday, else the Monday after. */
function nextWorkingDay(day: string): string {
  return isoWeekday(day) <= 5 ? day : nextWorkingDay(addDays(day, 1))
}

/** The city as the files a bureau would bring, in the order they refer to each other. */
function filesOf(city: DemoCity): { kind: ImportKind; rows: Iterable<object> }[] {
  const teams = new Map(city.teams.map((team) => [team.code, team]))
  const people = city.people.map((person) => {
    const team = person.teamCode === null ? undefined : teams.get(person.teamCode)
    return {
      ...person,
      teamName: team?.name,
      teamNameEn: team?.nameEn,
      areaCodes: person.teamCode === null ? '*' : person.areaCodes.join(';'),
    }
  })
  return [
    { kind: 'areas', rows: featureRows(city.areas) },
    { kind: 'people', rows: people },
    { kind: 'retailers', rows: city.retailers },
    { kind: 'places', rows: city.places },
    { kind: 'visits', rows: city.visits },
    { kind: 'reports', rows: city.reports },
  ]
}
