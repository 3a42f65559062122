// Only for sources run as they are: registers the TypeScript loader, then becomes the worker module.
import { register } from 'tsx/esm/api'

const module = new URL(import.meta.url).searchParams.get('module')
if (!module) throw new Error('worker-shim.mjs needs ?module=')
register()
const exports = await import(module)

/** Piscina calls the default export of the file it was given. */
export default exports.default
