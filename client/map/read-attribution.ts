/** A piece of a notice: words, and where they lead. */
export interface Credit {
  readonly text: string
  readonly href?: string
}

const link = /<a\b[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')[^>]*>(.*?)<\/a\s*>/gis

/**
 * Takes a notice as tile sets carry it, words with links, apart. Whatever else it holds is shown as words: a tile set
 * of somebody else's writes nothing into the page.
 */
export function readAttribution(html: string): Credit[] {
  const credits: Credit[] = []
  let end = 0
  for (const found of html.matchAll(link)) {
    credits.push({ text: plainText(html.slice(end, found.index)) })
    const href = found[1] ?? found[2] ?? ''
    const text = plainText(found[3] ?? '')
    credits.push(/^https?:\/\//i.test(href) ? { text, href } : { text })
    end = found.index + found[0].length
  }
  credits.push({ text: plainText(html.slice(end)) })
  return credits.filter(({ text }) => text.trim() !== '')
}

const entities: Record<string, string> = {
  '&copy;': '©',
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&nbsp;': ' ',
}

const plainText = (html: string): string =>
  html.replace(/<[^>]*>/g, '').replace(/&\w+;/g, (entity) => entities[entity] ?? entity)
