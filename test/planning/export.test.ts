import { readSheet } from 'read-excel-file/node'
import { SaxesParser } from 'saxes'
import { sql } from 'kysely'
import type { FeatureCollection } from 'geojson'
import { expect, test } from 'vitest'
import type { Plan } from '../../shared/planning.ts'
import { eachTestHasASmallTeam, makePlan, stopAt, tourOf } from './support/small-team.ts'

const team = eachTestHasASmallTeam()

async function exportPlan(plan: Plan, query: string) {
  const answer = await team.boss.get(`/plans/${String(plan.id)}/export?${query}`)
  expect(answer.statusCode).toBe(200)
  return answer
}

/** Names that files trip over. */
async function renameShop(retailerId: number, name: string): Promise<void> {
  await sql`update retailer set name = ${name} where id = ${retailerId}`.execute(team.world.db)
}

interface Element {
  readonly name: string
  readonly attributes: Record<string, string>
  text: string
}

/** Every element of an XML document, in order; throws where it is not well-formed. */
function readXml(document: string): Element[] {
  const elements: Element[] = []
  const open: Element[] = []
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes: attributes as Record<string, string>, text: '' }
    elements.push(element)
    open.push(element)
  })
  parser.on('text', (text) => {
    const inside = open.at(-1)
    if (inside) inside.text += text
  })
  parser.on('closetag', () => void open.pop())
  parser.write(document).close()
  return elements
}

test('GPX has a route with a named point per stop, and a track from the start and back', async () => {
  const plan = await makePlan(team)
  const tour = tourOf(plan, team.a)
  await renameShop(stopAt(tour, 0).retailerId, 'Tea & <Tobacco> "No. 1"\u0007')

  const { body, headers } = await exportPlan(plan, `format=gpx&personId=${String(team.a.personId)}`)
  const elements = readXml(body)
  const points = elements.filter(({ name }) => name === 'rtept')
  expect(points.map(({ attributes: { lon, lat } }) => [Number(lon), Number(lat)])).toEqual(
    tour.stops.map(({ at }) => at),
  )
  expect(elements.filter(({ name }) => name === 'name').map(({ text }) => text)).toContain(
    '1 Tea & <Tobacco> "No. 1"',
  )
  const track = elements.filter(({ name }) => name === 'trkpt')
  expect(track.length).toBeGreaterThanOrEqual(tour.stops.length + 2)
  expect(track[0]?.attributes).toEqual(track.at(-1)?.attributes)
  expect(headers['content-type']).toContain('application/gpx+xml')
  expect(headers['content-disposition']).toMatch(
    /^attachment; filename="2026-03-02-v1-[\w-]+\.gpx"$/,
  )
})

test('GeoJSON has every stop and every leg of everybody', async () => {
  const plan = await makePlan(team)
  const { body } = await exportPlan(plan, 'format=geojson')
  const { features } = JSON.parse(body) as FeatureCollection
  const kinds = features.map(({ properties }) => properties?.['kind'] as string)
  // Seven stops; four legs and three, and two ways home.
  expect(kinds.filter((kind) => kind === 'stop')).toHaveLength(7)
  expect(kinds.filter((kind) => kind === 'leg')).toHaveLength(9)
})

test('a workbook has a row per stop in local time, and no text becomes a formula', async () => {
  const plan = await makePlan(team)
  const first = stopAt(tourOf(plan, team.a), 0)
  const formula = '=HYPERLINK("http://example.invalid")'
  await renameShop(first.retailerId, formula)

  const { rawPayload } = await exportPlan(plan, 'format=xlsx&language=en')
  const [head, ...rows] = (await readSheet(rawPayload)) as unknown[][]
  expect(head?.slice(0, 6)).toEqual(['Person', 'No.', 'Arrives', 'Leaves', 'Code', 'Shop'])
  expect(rows).toHaveLength(7)
  const row = rows.find((cells) => cells[5] === formula)
  expect(row?.[1]).toBe(1)
  // 08:00 in Shanghai is midnight in Greenwich.
  const hours = String((new Date(first.arrivesAt).getUTCHours() + 8) % 24).padStart(2, '0')
  expect(String(row?.[2]).slice(0, 2)).toBe(hours)
})

test('a day sheet is a page per person that shows names as they are and runs nothing', async () => {
  const plan = await makePlan(team)
  await renameShop(stopAt(tourOf(plan, team.b), 0).retailerId, '<script>alert(1)</script>')
  const { body, headers } = await exportPlan(plan, 'format=html')
  expect(body.match(/<section>/g)).toHaveLength(2)
  expect(body.match(/<td class="box">/g)).toHaveLength(7)
  expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(body).not.toContain('<script')
  expect(headers['content-disposition']).toMatch(/^inline/)
})

test('who does not see the team gets nothing, and every export is in the audit log', async () => {
  const plan = await makePlan(team)
  const path = `/plans/${String(plan.id)}/export?format=gpx`
  const stranger = await team.world.signInAs('manager', {})
  expect((await stranger.get(path)).statusCode).toBe(404)
  expect((await team.a.get(path)).statusCode).toBe(403)
  expect((await team.boss.get(`/plans/${String(plan.id)}/export?format=doc`)).statusCode).toBe(400)

  await exportPlan(plan, 'format=gpx')
  const { rows } = await sql<{ facts: object }>`
    select facts from audit_log where action = 'plan:export'`.execute(team.world.db)
  expect(rows).toEqual([{ facts: { format: 'gpx', personId: null } }])
})
