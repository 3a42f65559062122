/** What Esc leaves, innermost last. Each answers whether there was anything to leave. */
const levels: (() => boolean)[] = []

/**
 * Adds a level that Esc climbs out of: a tool, then the selection, then a panel.
 * @returns the means to remove it again
 */
export function addEscape(leave: () => boolean): () => void {
  levels.push(leave)
  return () => {
    levels.splice(levels.indexOf(leave), 1)
  }
}

/** Leaves the innermost level that there is anything to leave of. */
export function climb(): boolean {
  return levels.toReversed().some((leave) => leave())
}

/** Whether a key is meant for what is being written in. */
export function isTyping(event: KeyboardEvent): boolean {
  return (
    event.target instanceof HTMLElement &&
    event.target.closest('input, textarea, select, [contenteditable]') !== null
  )
}
