import { defineWords } from '../../lib/i18n.svelte.ts'

export const t = defineWords(
  {
    tools: '选择工具',
    lasso: '圈选',
    rectangle: '框选',
    hint: '在地图上拖动 · Shift 加选 · Alt 减选 · Esc 退出',
    bar: '对所选的操作',
    clear: '取消选择',
  },
  {
    tools: 'Choosing',
    lasso: 'Lasso',
    rectangle: 'Rectangle',
    hint: 'Drag on the map · Shift adds · Alt takes away · Esc leaves',
    bar: 'What to do with the selection',
    clear: 'Clear selection',
  },
)
