import type { Parse, Parsed } from './field.ts'
import { normaliseName } from './normalise.ts'

/** Any words, up to a length. */
export const parseText =
  (maxLength = 300): Parse =>
  (text) =>
    text.length > maxLength ? { refusal: 'value-invalid' } : { value: text }

/** A code is compared byte by byte, so spreadsheets' trailing `.0` is taken off. */
export const parseCode: Parse = (text) => {
  const code = /^\d+\.0$/.test(text) ? text.slice(0, -2) : text
  return code.length > 100 ? { refusal: 'value-invalid' } : { value: code }
}

/**
 * One of a closed set, by its own name or by any alias.
 * @param fallback what an unknown word becomes, with a remark; without it the row is refused
 */
export function parseOneOf<V extends string>(
  values: readonly V[],
  aliases: Partial<Record<V, readonly string[]>> = {},
  fallback?: V,
): Parse {
  const known = new Map<string, V>()
  for (const value of values) {
    for (const name of [value, ...(aliases[value] ?? [])]) known.set(normaliseName(name), value)
  }
  return (text): Parsed => {
    const value = known.get(normaliseName(text))
    if (value !== undefined) return { value }
    if (fallback !== undefined) return { value: fallback, remark: 'value-unknown' }
    return { refusal: 'value-invalid' }
  }
}

/** A list: JSON, or separated by comma, semicolon, 、 or |; each part once. */
export const parseList: Parse = (text) => {
  if (text.startsWith('[')) {
    const list = parseJson(text)
    return Array.isArray(list)
      ? { value: [...new Set(list.map(String))] }
      : { refusal: 'value-invalid' }
  }
  const parts = text.split(/[,;、|]/).map((part) => part.trim())
  return { value: [...new Set(parts.filter((part) => part !== ''))] }
}

/** A JSON object: named facts. */
export const parseObject: Parse = (text) => {
  const value = parseJson(text)
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? { value } : { refusal: 'value-invalid' }
}

/** @returns undefined for what is not JSON */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
