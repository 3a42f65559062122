import type { RoadImport, roadImportStages } from '../../shared/roads.ts'

type Stage = (typeof roadImportStages)[number]
type Part = 'receive' | 'build' | 'map'

/** Share of the whole that each part takes; streets and map are made side by side. */
const shares: Record<Part, number> = { receive: 0.08, build: 0.55, map: 0.35 }

/** How far one import is, for people: of everything, and never backwards. */
export class ImportProgress {
  private readonly done: Record<Part, number> = { receive: 0, build: 0, map: 0 }
  private readonly heard: (state: RoadImport) => void
  private state: RoadImport

  /** @param heard is told of every change */
  constructor(fileName: string, heard: (state: RoadImport) => void = () => undefined) {
    this.heard = heard
    this.state = {
      fileName,
      status: 'running',
      stage: 'receive',
      progress: 0,
      startedAt: new Date().toISOString(),
      fault: null,
      detail: null,
    }
  }

  read(): RoadImport {
    return this.state
  }

  /** @param share of the part, 0 to 1 */
  reach(part: Part, share: number, stage: Stage): void {
    this.done[part] = Math.max(this.done[part], Math.min(share, 1))
    const { receive, build, map } = this.done
    const progress = receive * shares.receive + build * shares.build + map * shares.map
    // The streets are what people wait for; the map is named when only it is left.
    if (part === 'map' && build < 1) {
      this.change({ progress })
      return
    }
    this.change({ progress, stage: build < 1 || stage === 'store' ? stage : 'map' })
  }

  end(status: 'done' | 'cancelled'): void {
    this.change({ status, ...(status === 'done' ? { progress: 1, stage: 'store' } : {}) })
  }

  /** @param detail why, in English */
  fail(fault: RoadImport['fault'], detail: string): void {
    this.change({ status: 'failed', fault, detail })
  }

  private change(change: Partial<RoadImport>): void {
    this.state = { ...this.state, ...change }
    this.heard(this.state)
  }
}
