import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'

/**
 * The file a worker thread starts from, for a worker module beside the caller.
 *
 * Built code runs the module itself. Sources (tests, `tsx`) cannot: Node 20 does not strip types in a worker, so a
 * small shim is written that registers the compiler first and then becomes the module. It is a file of its own per
 * module because Node and Piscina both drop the query of a worker's URL.
 *
 * @param name module name without extension, relative to `base` ("./pglite-worker")
 * @param base the caller's `import.meta.url`
 */
export function workerUrl(name: string, base: string): URL {
  if (!base.endsWith('.ts')) return new URL(`${name}.js`, base)
  return writeShim(new URL(`${name}.ts`, base).href)
}

/** Below node_modules, so that "tsx" resolves; named by its content, so that it is never rewritten. */
function writeShim(module: string): URL {
  const text = [
    `import { register } from 'tsx/esm/api'`,
    `register()`,
    `const exports = await import(${JSON.stringify(module)})`,
    `// Piscina calls the default export of the file it was given.`,
    `export default exports.default`,
    ``,
  ].join('\n')
  const folder = new URL('../../node_modules/.cache/beatline/workers/', import.meta.url)
  const shim = new URL(
    `${createHash('sha256').update(text).digest('hex').slice(0, 16)}.mjs`,
    folder,
  )
  if (existsSync(shim)) return shim
  mkdirSync(folder, { recursive: true })
  const draft = new URL(`${shim.href}.${String(process.pid)}.tmp`)
  writeFileSync(draft, text)
  renameSync(draft, shim)
  return shim
}
