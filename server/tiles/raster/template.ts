import type { TileAddress } from '../tile-address.ts'

/** What a template's placeholders stand for; names as in XYZ and in WMTS. */
function valuesOf({ z, x, y }: TileAddress): Readonly<Record<string, string>> {
  const column = String(x)
  const row = String(y)
  return {
    z: String(z),
    x: column,
    y: row,
    '-y': String(2 ** z - 1 - y),
    tilematrix: String(z),
    tilecol: column,
    tilerow: row,
  }
}

/** Stands for a key wherever a template is shown. */
const MASK = '***'

const placeholder = /\{([^{}]*)\}/g
/** `{s}`, or a range of servers like `{0-7}` or `{a-c}`. */
const range = /^([0-9a-z])-([0-9a-z])$/

/**
 * The address of one picture. Neighbours are asked of different servers, and one picture always of the same.
 * @param template that `faultOf` finds nothing wrong with
 */
export function expandTemplate(template: string, address: TileAddress): URL {
  const values = valuesOf(address)
  const text = template.replace(placeholder, (_whole, name: string) => {
    const servers = serversOf(name)
    if (servers) return servers[(address.x + address.y) % servers.length] as string
    return values[name.toLowerCase()] ?? ''
  })
  return new URL(text)
}

/** @returns what is wrong with it, for developers; undefined when nothing is */
export function faultOf(template: string): string | undefined {
  if (template.includes(MASK)) return `there is no key to put in place of ${MASK}`
  const names = [...template.matchAll(placeholder)].map(([, name = '']) => name)
  const known = Object.keys(valuesOf({ z: 0, x: 0, y: 0 }))
  const unknown = names.find((name) => !serversOf(name) && !known.includes(name.toLowerCase()))
  if (unknown !== undefined) return `{${unknown}} is no known placeholder`
  const has = (...choices: string[]) => names.some((name) => choices.includes(name.toLowerCase()))
  if (!has('z', 'tilematrix')) return '{z} or {TileMatrix} is missing'
  if (!has('x', 'tilecol')) return '{x} or {TileCol} is missing'
  if (!has('y', '-y', 'tilerow')) return '{y} or {TileRow} is missing'
  if (!URL.canParse(template.replace(placeholder, '0'))) return 'it is no address'
  const { protocol, username, password } = expandTemplate(template, { z: 0, x: 0, y: 0 })
  if (protocol !== 'http:' && protocol !== 'https:') return 'only http and https are asked'
  if (username || password) return 'it has a user or password before the host'
  return undefined
}

function serversOf(name: string): string[] | undefined {
  if (name === 's') return ['a', 'b', 'c']
  const ends = range.exec(name)
  const from = ends?.[1]?.charCodeAt(0) ?? 1
  const to = ends?.[2]?.charCodeAt(0) ?? 0
  if (to < from || to - from > 25) return undefined
  return Array.from({ length: to - from + 1 }, (_, index) => String.fromCharCode(from + index))
}

/** Parameters that say which picture, and never who asks. */
const open = new Set(
  `service request version layer layers style styles tilematrixset tilematrix tilerow tilecol format width height
  x y z l t lang language size scale ltype scl`.split(/\s+/),
)

/** The template without what may be a key: every parameter that is not known to be none, and long words of the path. */
export function maskTemplate(template: string): string {
  const [address, query] = splitOnce(template, '?')
  const masked = address.replace(/(?<!\/)\/[\w.-]{20,}(?=\/|$)/g, `/${MASK}`)
  if (query === undefined) return masked
  return `${masked}?${query.split('&').map(maskParameter).join('&')}`
}

function maskParameter(pair: string): string {
  const [name, value] = splitOnce(pair, '=')
  const shown = value === undefined || value.startsWith('{') || open.has(name.toLowerCase())
  return shown ? pair : `${name}=${MASK}`
}

function splitOnce(text: string, sign: string): [string, string?] {
  const at = text.indexOf(sign)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

/**
 * A template that was shown masked and came back, perhaps edited: what is masked in it is taken from the one kept, for
 * parameters by name and in the path by place. A key is only ever sent to the host that it was written for.
 * @returns with masks left in it where nothing is kept
 */
export function unmaskTemplate(told: string, kept: string | undefined): string {
  if (kept === undefined || hostOf(told) !== hostOf(kept)) return told
  const [address, query] = splitOnce(told, '?')
  const [keptAddress, keptQuery = ''] = splitOnce(kept, '?')
  const words = keptAddress.split('/')
  const masked = maskTemplate(keptAddress).split('/')
  const whole = address
    .split('/')
    .map((word, place) => (word === MASK && masked[place] === MASK ? words[place] : word))
    .join('/')
  if (query === undefined) return whole
  const pairs = keptQuery.split('&')
  const parameters = query
    .split('&')
    .map((pair) => pairs.find((one) => maskParameter(one) === pair) ?? pair)
  return `${whole}?${parameters.join('&')}`
}

const hostOf = (template: string) => template.split('/')[2]
