/** Full-width forms made plain, outer space removed: what a cell means before it is looked at. */
export function trimCell(text: string): string {
  return text.normalize('NFKC').trim()
}

/** The same name however it is written: case, width, spaces and punctuation do not count. */
export function normaliseName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, '')
}
