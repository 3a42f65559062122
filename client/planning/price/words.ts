import { defineWords } from '../../lib/i18n.svelte.ts'

export const t = defineWords(
  {
    'price.more': '+{time}',
    'price.less': '−{time}',
    'price.finish': '{time} 收工',
    'price.fits': '可行',
    'price.breaks': '违反：{rules}',
    'price.pending': '正在计算…',
  },
  {
    'price.more': '+{time}',
    'price.less': '−{time}',
    'price.finish': 'done {time}',
    'price.fits': 'ok',
    'price.breaks': 'breaks: {rules}',
    'price.pending': 'reckoning…',
  },
)
