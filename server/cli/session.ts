import type { Config } from '../config.ts'

/** Results go to standard output, everything said on the way to standard error. */
export interface Output {
  readonly json: boolean
  /** The result: `text` for people, or `value` as one JSON document with `--json`. */
  result: (value: unknown, text: string) => void
  progress: (message: string) => void
}

export function createOutput(json: boolean): Output {
  return {
    json,
    result(value, text) {
      console.log(json ? JSON.stringify(value, null, 2) : text)
    },
    progress(message) {
      console.error(message)
    },
  }
}

/** What every command needs. */
export interface Session {
  readonly config: Config
  readonly output: Output
}
