import type { RoadImportFault } from '../../shared/roads.ts'
import { Problem } from '../platform/problem.ts'

/** An OSM file that streets and map cannot be made of. */
export class RoadsUnreadable extends Problem {
  readonly fault: RoadImportFault

  constructor(fault: RoadImportFault, detail: string) {
    super('roads-unreadable', detail)
    this.fault = fault
  }
}
