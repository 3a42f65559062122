/** What is going on, told by fill and glyph, never by the person's hue. */
export const stateColours = {
  planned: '#94A3B8',
  'en-route': '#3B82F6',
  'on-site': '#1E1B4B',
  done: '#065F46',
  'at-risk': '#FBBF24',
  late: '#C2185B',
} as const
export type FieldState = keyof typeof stateColours

export const stateGlyphs: Record<FieldState, string> = {
  planned: '○',
  'en-route': '▶',
  'on-site': '■',
  done: '✓',
  'at-risk': '!',
  late: '▲',
}
