import { i18n } from './i18n.svelte.ts'
import { session } from './session.svelte.ts'
import { t } from './words.ts'

type Instant = string | number

const formats = new Map<string, Intl.DateTimeFormat>()

function dateFormat(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${i18n.tag} ${timeZone} ${JSON.stringify(options)}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(i18n.tag, { timeZone, ...options })
  formats.set(key, made)
  return made
}

/** `09:05`, in the installation's zone. */
export function formatTime(at: Instant): string {
  return dateFormat(session.timeZone, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at))
}

/** `3月2日 09:05`, in the installation's zone. */
export function formatInstant(at: Instant): string {
  const date = dateFormat(session.timeZone, { month: 'short', day: 'numeric' }).format(new Date(at))
  return `${date} ${formatTime(at)}`
}

/** A calendar day: `3月2日`, with its weekday or with its year. A day has no zone. */
export function formatDay(day: string, form: 'bare' | 'weekday' | 'year' = 'weekday'): string {
  const options: Intl.DateTimeFormatOptions = {
    month: 'short',
    day: 'numeric',
    ...(form === 'weekday' ? { weekday: 'short' } : {}),
    ...(form === 'year' ? { year: 'numeric' } : {}),
  }
  return dateFormat('UTC', options).format(new Date(`${day}T00:00:00Z`))
}

/** The name of a day of the week, 1 = Monday: 周二, 星期二 or 二. */
export function formatWeekday(day: number, form: 'short' | 'long' | 'narrow' = 'short'): string {
  // 1 January 2024 was a Monday.
  return dateFormat('UTC', { weekday: form }).format(Date.UTC(2024, 0, day))
}

/** 周二、周四; Tue, Thu. */
export function formatWeekdays(days: readonly number[]): string {
  return days.map((day) => formatWeekday(day)).join(i18n.language === 'zh' ? '、' : ', ')
}

export function formatCount(count: number): string {
  return count.toLocaleString(i18n.tag)
}

/** One decimal below 100, none above; a fixed number of decimals when given. */
export function formatNumber(value: number, decimals = Math.abs(value) < 100 ? 1 : 0): string {
  return value.toLocaleString(i18n.tag, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  })
}

/** `84.2 km`, or `350 m` below one kilometre. */
export function formatDistance(metres: number): string {
  if (metres < 1000) return `${Math.round(metres)} m`
  return `${formatNumber(metres / 1000)} km`
}

/** A length of time, in the two largest units that say enough. */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return t('time.seconds', { n: Math.max(0, Math.round(seconds)) })
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return t('time.minutes', { n: minutes })
  if (minutes < 48 * 60) {
    const [h, m] = [Math.floor(minutes / 60), minutes % 60]
    return m === 0 ? t('time.full-hours', { h }) : t('time.hours', { h, m })
  }
  return t('time.days', { n: Math.round(minutes / 1440) })
}

const segmenter = new Intl.Segmenter()

/** What readers count as letters: one Chinese character, one emoji. */
export function lettersOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment)
}

/** How wide other letters are beside Chinese ones, with room for capitals. */
const NARROW = 0.7

/**
 * Chinese addresses tell most at both ends: the middle goes first.
 * @param width in Chinese letters; of narrower ones there is room for more
 */
export function truncateMiddle(text: string, width: number): string {
  const letters = lettersOf(text)
  const wide = letters.filter((letter) => /\p{sc=Han}/u.test(letter)).length
  const share =
    letters.length === 0 ? 1 : (wide + (letters.length - wide) * NARROW) / letters.length
  const length = Math.floor(width / share)
  if (letters.length <= length) return text
  const head = Math.ceil((length - 1) * 0.6)
  return `${letters.slice(0, head).join('')}…${letters.slice(head - length + 1).join('')}`
}

/** A name in the chosen language, when it has one in it. */
export function nameOf(thing: { name: string; nameEn: string | null } | undefined): string {
  if (!thing) return '—'
  return i18n.language === 'en' ? (thing.nameEn ?? thing.name) : thing.name
}

/** A shop's name, or its address when the register has no name; of a place to look at for a report, its number. */
export function shopName(shop: {
  name: string | null
  address?: string | null
  report?: { readonly code: string }
}): string {
  if (shop.report) return t('place.report', { code: shop.report.code })
  return shop.name ?? shop.address ?? '—'
}
