import type { Parse } from './field.ts'

/** Thousands in threes (1,234,567.8) or in fours (12,3456), digits, exponents; a bare comma is not a decimal sign. */
const written = /^[+-]?(\d+|\d{1,3}(,\d{3})+|\d{1,4}(,\d{4})+)?(\.\d*)?(e[+-]?\d+)?$/i

/** @returns undefined for what is not a finite number; full-width digits and signs are read */
export function readNumber(text: string): number | undefined {
  const plain = text.normalize('NFKC').replace(/[\s−]/g, (sign) => (sign === '−' ? '-' : ''))
  if (!/\d/.test(plain) || !written.test(plain)) return undefined
  const value = Number(plain.replaceAll(',', ''))
  return Number.isFinite(value) ? value : undefined
}

/** A number within inclusive limits. */
export const parseNumber =
  (min: number, max: number): Parse =>
  (text) => {
    const value = readNumber(text)
    if (value === undefined) return { refusal: 'value-invalid' }
    return value < min || value > max ? { refusal: 'number-out-of-range' } : { value }
  }

/** A whole number within inclusive limits; `23072.0` is one. */
export const parseWhole =
  (min: number, max: number): Parse =>
  (text) => {
    // "15档" is tier 15, "3 户" three shops.
    const value = readNumber(text.replace(/[档户人条级个]$/u, ''))
    if (value === undefined || !Number.isInteger(value)) return { refusal: 'value-invalid' }
    return value < min || value > max ? { refusal: 'number-out-of-range' } : { value }
  }
