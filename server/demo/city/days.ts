/** Calendar arithmetic on `YYYY-MM-DD`, without time zones. */
export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + count)
  return date.toISOString().slice(0, 10)
}

export function isWorkday(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6
}

/** An instant in the city's own time (+08:00) from minutes after midnight. */
export function instantAt(day: string, minutes: number): string {
  const seconds = Math.round(minutes * 60)
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  const clock = `${two(seconds / 3600)}:${two((seconds % 3600) / 60)}:${two(seconds % 60)}`
  return `${day}T${clock}+08:00`
}
