import { writeFile } from 'node:fs/promises'
import type { OsmDocument, OsmTags } from './osm-draft.ts'

/** Nobody has mapped it: its map must not name OpenStreetMap's contributors. */
const HOLDER = '虚构的演示城市 · Fictional demo city'

/** Characters gathered before they are handed to the file. */
const CHUNK = 1 << 16

/** Writes the document as OSM XML 0.6, piece by piece. */
export async function writeOsmXml(path: string, document: OsmDocument): Promise<void> {
  await writeFile(path, inChunks(xmlLines(document)))
}

function* xmlLines({ nodes, ways, relations }: OsmDocument): Generator<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n'
  yield `<osm version="0.6" generator="Beatline" copyright="${HOLDER}">\n`
  for (const { id, lng, lat, tags } of nodes) {
    yield element(
      'node',
      `id="${String(id)}" lat="${String(lat)}" lon="${String(lng)}"`,
      tagLines(tags),
    )
  }
  for (const { id, refs, tags } of ways) {
    const inside = refs.map((ref) => `<nd ref="${String(ref)}"/>`).join('')
    yield element('way', `id="${String(id)}"`, inside + tagLines(tags))
  }
  for (const { id, members, tags } of relations) {
    const inside = members.map(
      ({ type, ref, role }) => `<member type="${type}" ref="${String(ref)}" role="${role}"/>`,
    )
    yield element('relation', `id="${String(id)}"`, inside.join('') + tagLines(tags))
  }
  yield '</osm>\n'
}

function element(name: string, attributes: string, inside: string): string {
  return inside === ''
    ? `<${name} ${attributes}/>\n`
    : `<${name} ${attributes}>${inside}</${name}>\n`
}

function tagLines(tags: OsmTags): string {
  let text = ''
  for (const [key, value] of Object.entries(tags)) {
    text += `<tag k="${escapeXml(key)}" v="${escapeXml(value)}"/>`
  }
  return text
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => entities[character] ?? character)

function* inChunks(lines: Iterable<string>): Generator<string> {
  let chunk = ''
  for (const line of lines) {
    chunk += line
    if (chunk.length < CHUNK) continue
    yield chunk
    chunk = ''
  }
  yield chunk
}
