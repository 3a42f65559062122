import { type OsmFault, OsmUnreadable } from './osm.ts'

/** What a decoder finds wrong, not knowing where in the file it is. */
export class Flaw extends Error {
  readonly fault: OsmFault

  constructor(fault: OsmFault, message: string) {
    super(message)
    this.fault = fault
  }
}

/** The error to throw on: a flaw with its place ("Line 7"), anything else as it is. */
export function locate(error: unknown, place: string): unknown {
  if (!(error instanceof Flaw)) return error
  return new OsmUnreadable(error.fault, `${place}: ${error.message}`)
}
