import { access, constants, mkdir, statfs } from 'node:fs/promises'
import type { Command } from 'commander'
import { databaseOptions, isLoopbackOnly, type Config } from '../config.ts'
import { openDatabase } from '../platform/database/index.ts'
import { readRunningServer } from '../running-server.ts'
import type { Session } from './session.ts'
import { CommandRefused } from './operator.ts'

interface Finding {
  readonly subject: string
  readonly state: 'ok' | 'warning' | 'failed'
  readonly says: string
}

export function doctorCommand(program: Command, open: () => Session): void {
  program
    .command('doctor')
    .description('examine this installation and say what is wrong and what to do')
    .action(async () => {
      const { config, output } = open()
      const findings = await examine(config)
      const mark = { ok: '✓', warning: '!', failed: '✗' }
      output.result(
        findings,
        findings.map(({ subject, state, says }) => `${mark[state]} ${subject}: ${says}`).join('\n'),
      )
      if (findings.some(({ state }) => state === 'failed'))
        throw new CommandRefused('Something above needs attention.')
    })
}

async function examine(config: Config): Promise<Finding[]> {
  return [
    { subject: 'Node.js', state: 'ok', says: process.versions.node },
    await examineFolder(config.dataDir),
    await examineDatabase(config),
    examineExposure(config),
    {
      subject: 'Time zone',
      state: 'ok',
      says: `${config.timeZone}, ${localTime(config.timeZone)}`,
    },
  ]
}

async function examineFolder(dataDir: string): Promise<Finding> {
  const subject = 'Data folder'
  try {
    await mkdir(dataDir, { recursive: true })
    await access(dataDir, constants.W_OK)
    const { bavail, bsize } = await statfs(dataDir)
    const gigabytes = (bavail * bsize) / 1e9
    const says = `${dataDir}, ${gigabytes.toFixed(1)} GB free`
    return gigabytes < 1
      ? { subject, state: 'warning', says: `${says}: make room, below 1 GB writes may fail` }
      : { subject, state: 'ok', says }
  } catch {
    return {
      subject,
      state: 'failed',
      says: `${dataDir} cannot be written: set DATA_DIR to a folder of yours`,
    }
  }
}

async function examineDatabase(config: Config): Promise<Finding> {
  const subject = 'Database'
  const running = await readRunningServer(config.dataDir)
  if (running) {
    const { ok } = await fetch(`${running.url}/readyz`)
    return ok
      ? { subject, state: 'ok', says: `in use by the server at ${running.url}, which is ready` }
      : { subject, state: 'failed', says: `the server at ${running.url} cannot reach it` }
  }
  try {
    const database = await openDatabase(databaseOptions(config))
    const { engine, version, postgis, migration } = await database.describe()
    await database.close()
    return {
      subject,
      state: 'ok',
      says: `${engine} ${version}, PostGIS ${postgis}, at ${migration}`,
    }
  } catch (error) {
    return {
      subject,
      state: 'failed',
      says: error instanceof Error ? error.message : String(error),
    }
  }
}

function examineExposure(config: Config): Finding {
  const subject = 'Address'
  const says = `${config.host}:${config.port}`
  if (isLoopbackOnly(config)) return { subject, state: 'ok', says: `${says}, this machine only` }
  if (config.publicUrl?.protocol === 'https:')
    return { subject, state: 'ok', says: `${says}, as ${config.publicUrl.href}` }
  return {
    subject,
    state: 'warning',
    says: `${says} is open to the network without HTTPS: put a proxy in front and set PUBLIC_URL=https://…`,
  }
}

const localTime = (timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'medium', timeStyle: 'short' }).format()
