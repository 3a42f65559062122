import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { ImportBatch } from '../../shared/imports.ts'
import type { PersonCreated } from '../../shared/people.ts'
import type { RoadData } from '../../shared/roads.ts'
import { findProjectFolder } from '../../server/platform/project-folder.ts'
import { townXml } from '../roads/support/write-town.ts'
import { startBeatline, type Beatline } from '../browser/start-beatline.ts'
import { beatline, startCommand, type Ended } from './support/run-command.ts'

const areas = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { code: 'A1', name: '甲单元', population: 1000 },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [117, 30],
            [117.1, 30],
            [117.1, 30.1],
            [117, 30.1],
            [117, 30],
          ],
        ],
      },
    },
  ],
}

// Every command opens and closes a database of its own.
vi.setConfig({ testTimeout: 240_000 })

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'beatline-cli-'))
  writeFileSync(join(folder, 'areas.geojson'), JSON.stringify(areas))
  writeFileSync(
    join(folder, 'shops.csv'),
    '客户编码,店名,经度,纬度\nS1,城东便利店,117.05,30.05\nS2,没有坐标的店,,\n',
  )
  writeFileSync(join(folder, 'town.osm'), townXml())
  writeFileSync(join(folder, 'broken.osm'), townXml().slice(0, -200))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the command line', () => {
  test('shows its help with examples, and ends with 2 on wrong usage', async () => {
    const help = await beatline(folder, '--help')
    expect(help.code).toBe(0)
    expect(help.out).toMatch(/serve[\s\S]*demo[\s\S]*simulate[\s\S]*import[\s\S]*Examples:/)
    expect((await beatline(folder, 'fly')).code).toBe(2)
  })

  test('says what is wrong with a setting and ends with 1', async () => {
    const ended = await new Promise<Ended>((resolve) => {
      execFile(
        process.execPath,
        ['server/beatline.mjs', 'doctor'],
        { cwd: findProjectFolder(), env: { ...process.env, DATA_DIR: folder, PORT: 'x' } },
        (error, out, err) => resolve({ code: Number(error?.code ?? 0), out, err }),
      )
    })
    expect(ended.code).toBe(1)
    expect(ended.err).toContain('PORT="x" is not usable')
  })
})

describe('on a stopped installation', () => {
  test('imports a file, refuses a bad row in words, and takes a batch back', async () => {
    const dataDir = join(folder, 'stopped')
    const first = await beatline(
      dataDir,
      '--json',
      'import',
      'areas',
      join(folder, 'areas.geojson'),
    )
    expect(first).toMatchObject({ code: 0 })
    expect((JSON.parse(first.out) as ImportBatch).counts).toMatchObject({ added: 1, refused: 0 })

    const shops = join(folder, 'shops.csv')
    const refused = await beatline(dataDir, 'import', 'retailers', shops)
    expect(refused.code).toBe(1)
    expect(refused.out).toMatch(/line 3: coordinates-missing/)
    expect(refused.err).toContain('Nothing was imported')

    const allowed = await beatline(
      dataDir,
      '--json',
      'import',
      'retailers',
      shops,
      '--allow-refused',
    )
    const batch = JSON.parse(allowed.out) as ImportBatch
    expect(batch.counts).toMatchObject({ added: 1, refused: 1 })

    const undone = await beatline(dataDir, 'import', 'undo', String(batch.id))
    expect(undone.out).toContain('is undone')
  })

  test('makes streets of a map', async () => {
    const map = join(folder, 'town.osm')
    const made = await beatline(join(folder, 'stopped'), '--json', 'roads', 'import', map)
    expect(made).toMatchObject({ code: 0 })
    expect(JSON.parse(made.out) as RoadData).toMatchObject({ fileName: 'town.osm', segments: 49 })
    expect(made.err).toMatch(/\w+: \d+ %/)
  })

  test('the doctor finds it well, as JSON too', async () => {
    const ended = await beatline(join(folder, 'stopped'), '--json', 'doctor')
    expect(ended.code).toBe(0)
    const findings = JSON.parse(ended.out) as { subject: string; state: string }[]
    expect(findings.map(({ state }) => state)).not.toContain('failed')
  })

  test('a backup fills another, empty installation', async () => {
    const file = join(folder, 'copy.backup.gz')
    expect((await beatline(join(folder, 'stopped'), 'backup', file)).code).toBe(0)
    expect((await beatline(join(folder, 'restored'), 'restore', file)).code).toBe(0)
    const again = await beatline(
      join(folder, 'restored'),
      '--json',
      'import',
      'areas',
      join(folder, 'areas.geojson'),
    )
    expect((JSON.parse(again.out) as ImportBatch).counts).toMatchObject({ added: 0, same: 1 })
  })
})

describe('beside a running server', () => {
  let server: Beatline
  beforeAll(async () => {
    server = await startBeatline(join(folder, 'running'))
  })
  afterAll(() => server.stop())

  test('lets the server do the work: its users appear at once', async () => {
    const args = ['--json', 'user', 'add', 'feng', '--name', '冯毅', '--role', 'supervisor']
    const added = await beatline(server.dataDir, ...args)
    const { oneTimePassword } = JSON.parse(added.out) as PersonCreated
    const answer = await fetch(`${server.url}/api/v1/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'feng', password: oneTimePassword }),
    })
    expect(await answer.json()).toMatchObject({ role: 'supervisor', mustChangePassword: true })
  })

  test('sends it a map; a broken one is refused in words, Ctrl+C cancels, and both leave what was there', async () => {
    const roads = (...args: string[]) => beatline(server.dataDir, 'roads', ...args)
    expect((await roads('import', join(folder, 'town.osm'))).code).toBe(0)
    const broken = await roads('import', join(folder, 'broken.osm'))
    expect(broken.code).toBe(1)
    expect(broken.err).toMatch(/Nothing was imported: \w+/)

    const args = ['roads', 'import', join(folder, 'town.osm')]
    const { child, ended } = startCommand(server.dataDir, args)
    child?.stderr?.on('data', (text: Buffer) => {
      if (/\w+: \d+ %/.test(String(text))) child.kill('SIGINT')
    })
    const cancelled = await ended
    expect(cancelled.code).toBe(1)
    expect(cancelled.err).toContain('what was there is still in use')

    const status = await roads('status')
    expect(status.out).toMatch(/Engine own: ready[\s\S]*town\.osm[\s\S]*foot: \d+ turns/)
    expect((await roads('remove')).code).toBe(0)
    const removed = await roads('remove')
    expect(removed).toMatchObject({ code: 1 })
    expect(removed.err).toContain('No streets have been imported yet')
  })

  test('will not restore under it', async () => {
    const ended = await beatline(server.dataDir, 'restore', join(folder, 'copy.backup.gz'))
    expect(ended.code).toBe(1)
    expect(ended.err).toContain('Stop the server first')
  })
})
