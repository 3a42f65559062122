/** Key and value pairs as mapped; read by name, so an object without a prototype. */
export type Tags = Readonly<Record<string, string>>

export const newTags = (): Record<string, string> => Object.create(null) as Record<string, string>

export type OsmKind = 'node' | 'way' | 'relation'

export interface OsmMember {
  readonly type: OsmKind
  readonly ref: number
  readonly role: string
}

/**
 * What a reader is told, in the order of the file. A kind without a handler is skipped undecoded, so that a file is
 * cheap to read several times. Handlers are called synchronously; what they throw ends the reading as it is.
 */
export interface OsmHandlers {
  /** Whose data the file says it is, when it says so: the `copyright` of an XML file. */
  copyright?(holder: string): void
  /** Degrees × 10⁷, WGS 84. `tags` is undefined for the many nodes without any. */
  node?(id: number, lng: number, lat: number, tags: Tags | undefined): void
  /** `refs` belongs to the reader: copy what is kept. */
  way?(id: number, refs: Float64Array, tags: Tags): void
  relation?(id: number, members: readonly OsmMember[], tags: Tags): void
}

export interface ReadOptions {
  /** Share of the file's bytes read so far, 0 to 1; the last call says 1. */
  progress?: (share: number) => void
  /** Looked at between blocks; the reading then rejects with the signal's reason. */
  signal?: AbortSignal
}

/** Reads a whole file once. Ids are whole numbers below 2⁵³. */
export type ReadOsm = (path: string, handlers: OsmHandlers, options?: ReadOptions) => Promise<void>

/** Why a file cannot be used, for screens that say it in the reader's language. */
export type OsmFault =
  | 'empty'
  /** Not OSM data at all, or an OSM format that is not read. */
  | 'foreign'
  /** Changes to a map (`osmChange`), or several versions of the same objects, rather than one map. */
  | 'changes'
  | 'truncated'
  | 'malformed'
  /** Blobs compressed in another way than zlib. */
  | 'compression'
  /** The file demands a feature of its readers that this one lacks. */
  | 'feature'
  /** Beyond a limit of the format. */
  | 'oversized'
  | 'coordinates'

/** The file cannot be used: broken, truncated, hostile or of another kind. The message says what and where. */
export class OsmUnreadable extends Error {
  override name = 'OsmUnreadable'
  readonly fault: OsmFault

  constructor(fault: OsmFault, message: string) {
    super(message)
    this.fault = fault
  }
}
