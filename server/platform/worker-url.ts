/**
 * The file a worker thread starts from, for a worker module beside the caller.
 *
 * Built code runs the module itself. Sources (tests, `tsx`) cannot: Node 20 does not strip types in a
 * worker, so a small shim registers the compiler first and then loads the module named in its URL.
 *
 * @param name module name without extension, relative to `base` ("./pglite-worker")
 * @param base the caller's `import.meta.url`
 */
export function workerUrl(name: string, base: string): URL {
  if (!base.endsWith('.ts')) return new URL(`${name}.js`, base)
  const shim = new URL('./worker-shim.mjs', import.meta.url)
  shim.searchParams.set('module', new URL(`${name}.ts`, base).href)
  return shim
}
