/** Seconds of a `duration` value: `20` (minutes), `1:30`, `00:20:00` or ISO 8601 `PT1H30M`. */
export function parseDuration(value: string): number | undefined {
  return positive(parseClock(value) ?? parseIso(value))
}

function parseClock(value: string): number | undefined {
  const match = /^(?:(\d{1,3}):)?(\d{1,4})(?::(\d{2}))?$/.exec(value.trim())
  if (!match) return undefined
  const [, hours = '0', minutes = '0', seconds = '0'] = match
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
}

function parseIso(value: string): number | undefined {
  const match = /^P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(value.trim())
  if (!match) return undefined
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = match
  return Number(days) * 86400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)
}

const positive = (seconds: number | undefined) => (seconds ? seconds : undefined)
