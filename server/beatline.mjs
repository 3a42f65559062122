#!/usr/bin/env node
// The one launcher: brings dist/ up to date, then runs the command line from it.
import { build } from './build.mjs'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Beatline needs Node.js 20.19 or newer; this is ${process.versions.node}.`)
  process.exit(1)
}
await build((message) => console.error(message))
const { run } = await import('../dist/server/main.js')
process.exitCode = await run(process.argv.slice(2))
