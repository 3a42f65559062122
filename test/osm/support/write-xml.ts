import type { OsmMap, OsmNode } from './osm-map.ts'

/** A map as a .osm file. */
export function writeXml({ nodes, ways, relations }: OsmMap): string {
  return [
    `<?xml version="1.0" encoding="UTF-8"?>`,
    `<osm version="0.6" generator="Beatline tests">`,
    ...nodes.map((node) => element('node', placeOf(node), xmlTags(node.tags))),
    ...ways.map(({ id, refs, tags }) =>
      element('way', { id }, [...refs.map((ref) => element('nd', { ref })), ...xmlTags(tags)]),
    ),
    ...relations.map(({ id, members, tags }) =>
      element('relation', { id }, [
        ...members.map((member) => element('member', { ...member })),
        ...xmlTags(tags),
      ]),
    ),
    `</osm>`,
    ``,
  ].join('\n')
}

const placeOf = ({ id, lng, lat }: OsmNode) => ({ id, lat: degrees(lat), lon: degrees(lng) })

/** With its seven digits exactly, where dividing would round. */
function degrees(value: number): string {
  const digits = Math.abs(value).toString().padStart(8, '0')
  return `${value < 0 ? '-' : ''}${digits.slice(0, -7)}.${digits.slice(-7)}`
}

const xmlTags = (tags: Record<string, string> = {}) =>
  Object.entries(tags).map(([k, v]) => element('tag', { k, v }))

function element(
  name: string,
  attributes: Record<string, string | number>,
  children: string[] = [],
): string {
  const start = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
    .join('')
  return children.length === 0
    ? `<${name}${start}/>`
    : `<${name}${start}>${children.join('')}</${name}>`
}

/** White space in an attribute is written as references: XML reads it as plain spaces otherwise. */
const escapeXml = (text: string) =>
  text.replace(/[&<>"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
