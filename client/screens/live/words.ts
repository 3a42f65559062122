import { defineWords } from '../../lib/i18n.svelte.ts'

export const t = defineWords(
  {
    summary: '今日概况',
    'empty.no-team': '还没有团队',
    'empty.no-team-hint': '先导入人员与团队。',
    'empty.no-people': '该团队没有外勤人员',
    'empty.no-plan': '{day} 没有已发布的计划',
    'empty.no-plan-hint': '排好线路并发布后，人员会出现在这里。',
    'empty.plan': '去排计划',
    'before-shift': '首班 {time} 开始 · {n} 人 · 计划已发布 ✓',
    privacy: '查看实时位置会记入审计日志。',
    simulate: '模拟这一天',
    'simulate.stop': '停止模拟',
    'simulate.speed': '速度',
    'simulate.of': '正在模拟 {day}',
  },
  {
    summary: 'The day in figures',
    'empty.no-team': 'There is no team yet',
    'empty.no-team-hint': 'Import people and teams first.',
    'empty.no-people': 'This team has no field staff',
    'empty.no-plan': 'No plan is published for {day}',
    'empty.no-plan-hint': 'Once the tours are planned and published, people appear here.',
    'empty.plan': 'Plan the day',
    'before-shift': 'First shift starts {time} · {n} {n:person|people} · plan published ✓',
    privacy: 'Watching live positions is written to the audit log.',
    simulate: 'Simulate the day',
    'simulate.stop': 'Stop',
    'simulate.speed': 'Speed',
    'simulate.of': 'Simulating {day}',
  },
)
