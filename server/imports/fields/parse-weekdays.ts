import { trimCell } from './normalise.ts'
import type { Parse } from './field.ts'

/** Beginnings of the names of a day, Monday first. */
const names = [
  ['一', 'mo'],
  ['二', 'tu'],
  ['三', 'we'],
  ['四', 'th'],
  ['五', 'fr'],
  ['六', 'sa'],
  ['日天七', 'su'],
]

/** Days of the week, 1 = Monday: 周二、周四; 每周一三五; Tue, Thu; 2,4. */
export const parseWeekdays: Parse = (text) => {
  const days = readWeekdays(text)
  return days ? { value: days } : { refusal: 'value-invalid' }
}

/** One day of the week. */
export const parseWeekday: Parse = (text) => {
  const [day, ...others] = readWeekdays(text) ?? []
  return day === undefined || others.length > 0 ? { refusal: 'value-invalid' } : { value: day }
}

function readWeekdays(text: string): number[] | undefined {
  const words = trimCell(text)
    .toLowerCase()
    .replace(/每|周|星期|礼拜|逢|every|and|和|及/gu, ' ')
    .match(/[一二三四五六日天七]|[a-z]+|\d+|[^\s,;、，；|/+&]/gu)
  const days = words?.map(readWeekday) ?? []
  if (days.length === 0 || days.includes(0)) return undefined
  return [...new Set(days)].sort((a, b) => a - b)
}

/** 0 for what is no day. */
function readWeekday(word: string): number {
  if (/^[1-7]$/.test(word)) return Number(word)
  const isLatin = /^[a-z]{2,}$/.test(word)
  return 1 + names.findIndex(([zh, en]) => (isLatin ? isDay(word, en ?? '') : zh?.includes(word)))
}

const longNames = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
/** "tue", "tues" and "tuesday", but not "tuna". */
const isDay = (word: string, start: string) =>
  word.startsWith(start) && longNames.some((name) => name.startsWith(word.replace(/s$/, '')))
