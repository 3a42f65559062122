import { defineWords } from '../../lib/i18n.svelte.ts'

export const t = defineWords(
  {
    title: '顺路核查',
    'offer.today': '插入{person}的线路',
    'offer.later': '插入{person}{day}的线路',
    'offer.arrives': '{time} 到达，{end} 收工',
    'offer.confirm': '确认插入',
    'offer.none': '今后一周没有顺路的线路。',
    planned: '{person}将于 {day} {time} 到场核查。',
    'planned.draft': '已排入{person} {day} 的草稿（{time}），发布后通知本人。',
    'done.today': '已插入{person}的线路，并已通知本人',
    'done.later': '已排入{person}{day}的草稿，发布后通知本人',
  },
  {
    title: 'On a tour nearby',
    'offer.today': 'Insert in the tour of {person}',
    'offer.later': 'Insert in the tour of {person}, {day}',
    'offer.arrives': 'there at {time}, back at {end}',
    'offer.confirm': 'Confirm',
    'offer.none': 'No tour of the coming week has room for it.',
    planned: '{person} looks at it on {day} at {time}.',
    'planned.draft':
      'In the draft of {person} for {day}, {time}: they are told once it is published.',
    'done.today': 'In the tour of {person}; they have been told',
    'done.later': 'In the draft of {person} for {day}; they are told once it is published',
  },
)
