import { SaxesParser } from 'saxes'
import { Flaw, locate } from '../flaw.ts'
import type { OsmHandlers } from '../osm.ts'
import { OsmElements } from './osm-elements.ts'

/** Most characters from one tag to the next: the parser keeps an unfinished one in memory. */
const LONGEST_TAG = 4 * 1024 * 1024

/** OSM's elements nest three deep; others may stand between. */
const DEEPEST = 100

/**
 * XML arriving in chunks. Nothing is expanded but the five entities of XML and character references: a document type
 * can declare what it likes.
 */
export class XmlText {
  private readonly parser = new SaxesParser({ xmlns: false })
  private readonly decoder = new TextDecoder('utf-8', { fatal: true })
  private readonly elements: OsmElements
  private depth = 0
  /** Characters up to the latest tag. */
  private tagAt = 0

  constructor(handlers: OsmHandlers) {
    this.elements = new OsmElements(handlers)
    this.parser.on('xmldecl', ({ encoding = 'utf-8' }) => {
      if (/^utf-8$/i.test(encoding)) return
      throw new Flaw('malformed', `it is written in ${encoding.slice(0, 40)}, not in UTF-8`)
    })
    this.parser.on('opentag', ({ name, attributes }) => {
      if (this.depth === DEEPEST) throw new Flaw('malformed', 'its elements nest too deep')
      this.tagAt = this.parser.position
      this.elements.open(this.depth++, name, attributes)
    })
    this.parser.on('closetag', () => {
      this.tagAt = this.parser.position
      this.elements.close(--this.depth)
    })
    this.parser.on('error', ({ message }) => {
      throw new Flaw('malformed', `it is not well-formed XML (${message.replace(/^[\d:]+ /, '')})`)
    })
  }

  write(chunk: Buffer): void {
    this.locating(() => {
      this.parser.write(this.decode(chunk))
      if (this.parser.position - this.tagAt > LONGEST_TAG) {
        throw new Flaw('oversized', `there is no tag in ${LONGEST_TAG} characters`)
      }
    })
  }

  end(): void {
    this.locating(() => {
      if (!this.elements.ended) throw new Flaw('truncated', 'the file ends before its last tag')
      this.parser.close()
    })
  }

  private decode(chunk: Buffer): string {
    try {
      return this.decoder.decode(chunk, { stream: true })
    } catch {
      throw new Flaw('malformed', 'it is not written in UTF-8')
    }
  }

  private locating(step: () => void): void {
    try {
      step()
    } catch (error) {
      throw locate(error, `On line ${this.parser.line}`)
    }
  }
}
