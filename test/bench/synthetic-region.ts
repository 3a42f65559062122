import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { Random } from '../../server/solver/random.ts'
import type { OsmMap } from '../osm/support/osm-map.ts'
import { encodeHeader, frameBlob, writePbf } from '../osm/support/write-pbf.ts'

/** Objects of each kind on a square of this many degrees, as densely mapped as a Central European district. */
const SIDE = 1.1
const counts = { buildings: 600_000, streets: 150_000, areas: 40_000, pois: 100_000 }
const BATCH = 5_000
const streetKinds = ['primary', 'secondary', 'tertiary', 'residential', 'residential', 'service']
const areaTags = [
  { landuse: 'forest' },
  { landuse: 'farmland' },
  { landuse: 'residential' },
  { natural: 'water', name: '湖' },
]

/** Writes some 5 million nodes as .osm.pbf, block by block: nodes first, then ways. @returns the nodes */
export async function writeRegion(path: string): Promise<number> {
  const out = createWriteStream(path)
  const header = frameBlob('OSMHeader', encodeHeader())
  const write = async (map: Partial<OsmMap>) => {
    const pbf = writePbf({ nodes: [], ways: [], relations: [], ...map })
    if (!out.write(pbf.subarray(header.length))) await once(out, 'drain')
  }
  out.write(header)
  let nodes = 0
  for (const part of ['nodes', 'ways'] as const) {
    const region = new Region()
    for (let batch = region.next(); batch; batch = region.next()) {
      await write(part === 'nodes' ? { nodes: batch.nodes } : { ways: batch.ways })
      if (part === 'nodes') nodes += batch.nodes.length
    }
  }
  out.end()
  await finished(out)
  return nodes
}

/** The same objects each time, in batches. */
class Region {
  private readonly random = new Random(1)
  private nodeId = 1
  private wayId = 1
  private readonly left = { ...counts }

  next(): Pick<OsmMap, 'nodes' | 'ways'> | undefined {
    const kind = (['buildings', 'streets', 'areas', 'pois'] as const).find((one) => this.left[one])
    if (!kind) return undefined
    const batch: Pick<OsmMap, 'nodes' | 'ways'> = { nodes: [], ways: [] }
    const size = Math.min(BATCH, this.left[kind])
    this.left[kind] -= size
    for (let i = 0; i < size; i += 1) this.draw(kind, batch)
    return batch
  }

  private draw(kind: keyof typeof counts, batch: Pick<OsmMap, 'nodes' | 'ways'>): void {
    const { random } = this
    const unit = () => Math.round((random.unit() - 0.5) * SIDE * 1e7)
    const at: [number, number] = [1_170_000_000 + unit(), 366_000_000 + unit()]
    if (kind === 'pois') {
      this.addNode(batch, at, { amenity: 'restaurant', name: `饭店 ${this.nodeId}` })
      return
    }
    if (kind === 'buildings') {
      const number = random.unit() < 0.3 ? { 'addr:housenumber': String(this.wayId % 200) } : {}
      this.addRing(batch, at, 4, 1200, { building: 'yes', ...number })
    } else if (kind === 'areas') {
      this.addRing(batch, at, 25, 40_000, areaTags[this.wayId % areaTags.length] ?? {})
    } else this.addStreet(batch, at)
  }

  private addStreet(batch: Pick<OsmMap, 'nodes' | 'ways'>, [lng, lat]: [number, number]): void {
    const heading = this.random.unit() * 2 * Math.PI
    const refs = Array.from({ length: 10 }, (_, i) => {
      const bend = heading + (this.random.unit() - 0.5) * 0.6
      const along: [number, number] = [
        Math.round(lng + Math.cos(bend) * i * 5000),
        Math.round(lat + Math.sin(bend) * i * 4000),
      ]
      return this.addNode(batch, along)
    })
    const highway = streetKinds[this.wayId % streetKinds.length] ?? 'service'
    const name = highway === 'service' ? {} : { name: `第 ${this.wayId % 9000} 街` }
    batch.ways.push({ id: this.wayId++, refs, tags: { highway, ...name } })
  }

  private addRing(
    batch: Pick<OsmMap, 'nodes' | 'ways'>,
    [lng, lat]: [number, number],
    corners: number,
    radius: number,
    tags: Record<string, string>,
  ): void {
    const refs = Array.from({ length: corners }, (_, i) => {
      const heading = ((i + 0.5) / corners) * 2 * Math.PI
      const reach = radius * (0.7 + 0.3 * this.random.unit())
      return this.addNode(batch, [
        Math.round(lng + Math.cos(heading) * reach),
        Math.round(lat + Math.sin(heading) * reach * 0.8),
      ])
    })
    batch.ways.push({ id: this.wayId++, refs: [...refs, refs[0] ?? 0], tags })
  }

  private addNode(
    batch: Pick<OsmMap, 'nodes' | 'ways'>,
    [lng, lat]: [number, number],
    tags?: Record<string, string>,
  ): number {
    batch.nodes.push({ id: this.nodeId, lng, lat, ...(tags && { tags }) })
    return this.nodeId++
  }
}
