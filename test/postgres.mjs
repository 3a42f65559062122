// A private PostgreSQL 15 with PostGIS for the tests: on a free port of the loopback, in a folder of its own.
//   node test/postgres.mjs run -- COMMAND…   starts it, runs COMMAND with DATABASE_URL set, stops it
//   node test/postgres.mjs start             starts it and prints DATABASE_URL=…
//   node test/postgres.mjs stop              stops what `start` started
// Needs Debian's postgresql-15-postgis-3, which it installs when it runs as root and the package is missing.
import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { constants, tmpdir } from 'node:os'
import { join } from 'node:path'

const binaries = '/usr/lib/postgresql/15/bin'
const extension = '/usr/share/postgresql/15/extension/postgis.control'
const note = join(tmpdir(), `beatline-postgres.${process.getuid()}.json`)
const isRoot = process.getuid() === 0

/** Runs to its end; a failure ends the script in words. */
function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 2, 2] })
  if (error || status !== 0)
    throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? `exit ${status}`}`)
}

/** PostgreSQL refuses to run as root: there everything is done as the user the package made. */
const runAsPostgres = (name, args) =>
  isRoot
    ? run('runuser', ['-u', 'postgres', '--', join(binaries, name), ...args])
    : run(join(binaries, name), args)

function install() {
  if (existsSync(join(binaries, 'initdb')) && existsSync(extension)) return
  if (!isRoot)
    throw new Error(
      'PostgreSQL is missing: apt-get install postgresql-15-postgis-3, then run this again',
    )
  // The package would start a cluster of its own on the default port.
  process.env.DEBIAN_FRONTEND = 'noninteractive'
  run('apt-get', ['update', '-q'])
  run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'postgresql-common'])
  run('sh', [
    '-c',
    "echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf",
  ])
  run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'postgresql-15-postgis-3'])
}

function findFreePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

async function start() {
  install()
  const folder = mkdtempSync(join(tmpdir(), 'beatline-postgres-'))
  if (isRoot) {
    const [, , uid, gid] = /^postgres:([^:]*):(\d+):(\d+)/m.exec(
      readFileSync('/etc/passwd', 'utf8'),
    )
    chownSync(folder, Number(uid), Number(gid))
  }
  const data = join(folder, 'data')
  const port = await findFreePort()
  // The embedded database sorts text by code point; so does this one.
  runAsPostgres('initdb', [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '-N',
  ])
  const settings = [
    `-p ${port}`,
    '-c listen_addresses=127.0.0.1',
    `-c unix_socket_directories=${folder}`,
    // A test cluster is thrown away, so it need not survive anything.
    '-c fsync=off',
    '-c synchronous_commit=off',
    '-c full_page_writes=off',
  ]
  runAsPostgres('pg_ctl', [
    '-D',
    data,
    '-w',
    '-l',
    join(folder, 'log'),
    '-o',
    settings.join(' '),
    'start',
  ])
  return { folder, url: `postgres://postgres@127.0.0.1:${port}/postgres` }
}

function stop({ folder }) {
  runAsPostgres('pg_ctl', ['-D', join(folder, 'data'), '-m', 'immediate', '-w', 'stop'])
  rmSync(folder, { recursive: true, force: true })
}

async function runCommand([command, ...args]) {
  const cluster = await start()
  const child = spawn(command, args, {
    stdio: 'inherit',
    env: { ...process.env, DATABASE_URL: cluster.url },
  })
  // Ctrl-C reaches the child by itself; this process stays to stop the cluster.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject)
      child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]))
    })
  } finally {
    stop(cluster)
  }
}

async function main([action, ...rest]) {
  if (action === 'run') {
    const command = rest[0] === '--' ? rest.slice(1) : rest
    if (command.length > 0) return runCommand(command)
  }
  if (action === 'start') {
    const cluster = await start()
    writeFileSync(note, JSON.stringify(cluster))
    console.log(`DATABASE_URL=${cluster.url}`)
    return 0
  }
  if (action === 'stop') {
    if (!existsSync(note)) throw new Error('Nothing was started by "node test/postgres.mjs start"')
    stop(JSON.parse(readFileSync(note, 'utf8')))
    rmSync(note)
    return 0
  }
  throw new Error('Say: node test/postgres.mjs start | stop | run -- COMMAND…')
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
