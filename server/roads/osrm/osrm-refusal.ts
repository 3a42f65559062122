/** Codes of OSRM's HTTP API, of the services that are answered here; the last two are what its hosts add. */
export type OsrmCode =
  | 'InvalidUrl'
  | 'InvalidService'
  | 'InvalidVersion'
  | 'InvalidOptions'
  | 'InvalidQuery'
  | 'InvalidValue'
  | 'NoSegment'
  | 'TooBig'
  | 'NoRoute'
  | 'DisabledDataset'
  | 'InvalidToken'
  | 'TooManyRequests'

/** A refusal in OSRM's own shape. Its messages are OSRM's where OSRM has one: clients show and compare them. */
export class OsrmRefusal extends Error {
  override name = 'OsrmRefusal'
  readonly code: OsrmCode
  readonly status: number
  constructor(code: OsrmCode, message: string, status = 400) {
    super(message)
    this.code = code
    this.status = status
  }
}
