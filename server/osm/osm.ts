/** Key and value pairs as mapped; read by name, so an object without a prototype. */
export type Tags = Readonly<Record<string, string>>

export interface OsmMember {
  readonly type: 'node' | 'way' | 'relation'
  readonly ref: number
  readonly role: string
}

/**
 * What a reader is told, in the order of the file. A kind without a handler is skipped undecoded, so that a file is
 * cheap to read several times. Handlers are called synchronously.
 */
export interface OsmHandlers {
  /** Degrees × 10⁷, WGS 84. `tags` is undefined for the many nodes without any. */
  node?(id: number, lng: number, lat: number, tags: Tags | undefined): void
  /** `refs` belongs to the reader: copy what is kept. */
  way?(id: number, refs: Float64Array, tags: Tags): void
  relation?(id: number, members: readonly OsmMember[], tags: Tags): void
}

export interface ReadOptions {
  /** Share of the file's bytes read so far, 0 to 1. */
  progress?: (share: number) => void
  signal?: AbortSignal
}

/** Reads a whole file once. Ids are whole numbers below 2⁵³. */
export type ReadOsm = (path: string, handlers: OsmHandlers, options?: ReadOptions) => Promise<void>

/** The file cannot be used: broken, truncated, hostile or of another kind. The message says what and where. */
export class OsmUnreadable extends Error {
  override name = 'OsmUnreadable'
}
