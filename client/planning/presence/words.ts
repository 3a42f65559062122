import { defineWords } from '../../lib/i18n.svelte.ts'

export const t = defineWords(
  { here: '{person}也在看这一版', at: '{person}正在编辑这条线路' },
  {
    here: '{person} has this version open too',
    at: '{person} is at this tour',
  },
)
