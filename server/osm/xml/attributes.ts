import { Flaw } from '../flaw.ts'
import { checkId } from '../limits.ts'

export type Attributes = Readonly<Record<string, string>>

export function readText(attributes: Attributes, name: string, element: string): string {
  const text = attributes[name]
  if (text === undefined) throw new Flaw('malformed', `a <${element}> has no "${name}"`)
  return text
}

export function readId(attributes: Attributes, name: string, element: string): number {
  const text = readText(attributes, name, element)
  if (!/^-?\d{1,20}$/.test(text)) {
    throw new Flaw(
      'malformed',
      `"${text.slice(0, 40)}" as ${name} of a <${element}> is not a number`,
    )
  }
  const id = Number(text)
  checkId(id)
  return id
}

/** Degrees × 10⁷, from a longitude or latitude in degrees; adding to 0 makes 0 of −0. */
export function readDegrees(attributes: Attributes, name: string, node: number): number {
  const text = attributes[name]
  if (text === undefined) throw new Flaw('coordinates', `node ${node} has no "${name}"`)
  if (!/^[+-]?\d+(\.\d*)?(e[+-]?\d+)?$/i.test(text)) {
    const shown = text.slice(0, 40)
    throw new Flaw('coordinates', `"${shown}" as ${name} of node ${node} is not a number`)
  }
  return 0 + Math.round(Number(text) * 1e7)
}
