import { expect, test } from 'vitest'
import { generateDemoCity } from '../../server/demo/city/index.ts'

const today = '2026-11-23'
const { areas, people, places, policies, reports, retailers, teams, visits } = generateDemoCity({
  seed: 1,
  today,
})
const managers = people.filter(({ role }) => role === 'customer-manager')

test('every code is unique and every reference leads somewhere', () => {
  const areaCodes = areas.features.map(({ properties }) => properties.code)
  for (const codes of [
    areaCodes,
    ...[people, places, reports, retailers, teams].map((rows) => rows.map(({ code }) => code)),
  ]) {
    expect(new Set(codes).size).toBe(codes.length)
  }
  const known = new Set([
    ...areaCodes,
    ...[people, retailers, teams].flatMap((rows) => rows.map(({ code }) => code)),
  ])
  const used = [
    ...areas.features.flatMap(({ properties }) => properties.parentCode ?? []),
    ...people.flatMap(({ areaCodes: scope, teamCode }) => [
      ...scope,
      ...(teamCode === null ? [] : [teamCode]),
    ]),
    ...retailers.map(({ managerCode }) => managerCode),
    ...visits.flatMap(({ personCode, retailerCode }) => [personCode, retailerCode]),
    ...reports.flatMap(({ assigneeCode }) => assigneeCode ?? []),
  ]
  expect([...new Set(used)].filter((code) => !known.has(code))).toEqual([])
})

test('three teams of four managers share the cells and about evenly the shops', () => {
  for (const { code } of teams) {
    expect(managers.filter(({ teamCode }) => teamCode === code)).toHaveLength(4)
  }
  const scopes = managers.flatMap(({ areaCodes }) => areaCodes)
  const cells = areas.features.filter(({ properties }) => properties.kind === 'cell')
  expect([...scopes].sort()).toEqual(cells.map(({ properties }) => properties.code).sort())
  for (const { code } of managers) {
    const shops = retailers.filter(({ managerCode }) => managerCode === code).length
    expect(shops).toBeGreaterThan(180)
    expect(shops).toBeLessThan(320)
  }
})

test('visits happen on working days before today, one after the other', () => {
  expect(visits.every(({ arrivedAt }) => arrivedAt.slice(0, 10) < today)).toBe(true)
  expect(
    visits.every(({ arrivedAt }) => ![0, 6].includes(new Date(arrivedAt.slice(0, 10)).getUTCDay())),
  ).toBe(true)
  for (const { code } of managers) {
    const calls = visits.filter(({ personCode }) => personCode === code)
    calls.slice(1).forEach(({ arrivedAt }, i) => {
      expect(arrivedAt > (calls[i]?.leftAt ?? calls[i]?.arrivedAt ?? '')).toBe(true)
    })
  }
})

test('a manager has about a day of shops due this morning', () => {
  const last = new Map(
    visits
      .filter(({ outcome }) => outcome === 'done')
      .map((visit) => [visit.retailerCode, visit.arrivedAt]),
  )
  const isDue = ({ code, tier, status }: (typeof retailers)[number]): boolean => {
    const policy = policies.find(({ tierFrom, tierTo }) => tier >= tierFrom && tier <= tierTo)
    const seen = Date.parse((last.get(code) ?? '2000-01-01').slice(0, 10))
    return (
      status !== 'closed' && (Date.parse(today) - seen) / 86_400_000 >= (policy?.intervalDays ?? 0)
    )
  }
  const due = retailers.filter(isDue).length / managers.length
  expect(due).toBeGreaterThan(10)
  expect(due).toBeLessThan(30)
})

test('reports come in every state, and only settled questions have an answer', () => {
  const states = new Set(reports.map(({ status }) => status))
  expect(states.size).toBe(8)
  for (const { status, outcome } of reports) {
    expect(outcome !== null).toBe(status === 'verified' || status === 'closed')
  }
})
