import {
  reportChannels,
  reportKinds,
  reportOutcomes,
  reportStatuses,
} from '../../../shared/reports.ts'
import { parseWhole } from '../fields/parse-number.ts'
import { parseCode, parseOneOf, parseText } from '../fields/parse-text.ts'
import { parseInstant } from '../fields/parse-time.ts'
import { placePoint, pointFields } from '../fields/place-point.ts'
import { link, type Kind } from './kind.ts'

export const reports: Kind = {
  name: 'reports',
  fields: [
    {
      name: 'code',
      aliases: [
        '举报编号',
        '线索编号',
        '工单编号',
        '编号',
        '编码',
        'record id',
        'report id',
        'case number',
        'id',
      ],
      required: true,
      parse: parseCode,
    },
    {
      name: 'channel',
      aliases: ['来源', '渠道', '举报渠道'],
      parse: parseOneOf(reportChannels, {
        'phone-12313': ['12313', '12313电话'],
        'phone-12345': ['12345', '12345热线'],
        patrol: ['巡查', '日常巡查', '市场检查'],
        public: ['群众举报', '公众'],
        partner: ['部门移交', '协作单位'],
        import: ['导入'],
      }),
      keepWhenEmpty: true,
    },
    {
      name: 'kind',
      aliases: ['举报类型', '线索类型', '类型'],
      parse: parseOneOf(reportKinds, {
        'unlicensed-shop': ['无证经营', '无证店铺', '无证户'],
        'unlicensed-stall': ['无证摊点', '流动摊点'],
        online: ['网络销售', '互联网'],
        counterfeit: ['假烟', '售假'],
        other: ['其他', '其它'],
      }),
      keepWhenEmpty: true,
    },
    {
      name: 'occurredAt',
      aliases: ['发生时间', '案发时间', 'violation date', 'occurred', 'date of violation'],
      parse: parseInstant,
    },
    {
      name: 'reportedAt',
      aliases: ['举报时间', '受理时间', 'reported'],
      parse: parseInstant,
      keepWhenEmpty: true,
    },
    ...pointFields,
    {
      name: 'address',
      aliases: ['地址', '发生地址', '举报地址', '地点', 'street address', 'location'],
      combined: ['building', 'street', 'city'],
      combinedNeeds: 2,
      parse: parseText(300),
    },
    {
      name: 'description',
      aliases: ['内容', '举报内容', '描述', '情况', 'charge', 'details'],
      parse: parseText(2000),
      keepWhenEmpty: true,
    },
    {
      name: 'quantityCartons',
      aliases: ['数量', '数量条', '涉案数量'],
      parse: parseWhole(0, 10_000_000),
    },
    {
      name: 'status',
      aliases: ['状态', '处理状态'],
      parse: parseOneOf(reportStatuses, {
        submitted: ['待受理', '已提交'],
        accepted: ['已受理'],
        rejected: ['不受理', '已驳回'],
        duplicate: ['重复'],
        assigned: ['已派单', '已指派'],
        'on-site': ['现场核查'],
        verified: ['已核实'],
        closed: ['已办结', '已关闭'],
      }),
      keepWhenEmpty: true,
    },
    { name: 'outcome', aliases: ['处理结果', '核查结果'], parse: parseOneOf(reportOutcomes) },
    { name: 'assigneeCode', aliases: ['承办人', '承办人编码', '稽查员编码'], parse: parseCode },
  ],
  identity: `record->>'code'`,
  references: [
    {
      field: 'assigneeCode',
      key: 'assignee_code',
      known: 'exists (select from person x where x.code = code.value)',
    },
  ],
  needs: [
    {
      field: 'address',
      code: 'coordinates-missing',
      met: `record->>'geom' is not null or record->>'address' is not null`,
    },
  ],
  targets: [
    {
      table: 'report',
      rows: (staged) =>
        `select r.line, r.record || ${link('assignee_id', 'assignee_code', 'person')} as record ${staged()}`,
      match: `o.code = s.record->>'code'`,
      fresh: `jsonb_build_object('channel', 'import', 'kind', 'unlicensed-shop',
                'reported_at', coalesce(s.record->>'occurred_at', now()::text))`,
      counter: 'revision',
    },
    // The evidence chain: one step for a report that arrives, or that arrives in another state than it was in.
    {
      table: 'report_event',
      rows: (staged) => `
        select r.line, jsonb_build_object('report_id', x.id, 'from_status', e.to_status, 'to_status', x.status,
                                          'reason', 'imported') as record
        ${staged(`join report x on x.code = r.record->>'code'
           left join lateral (select to_status from report_event where report_id = x.id order by id desc limit 1) e on true`)} and e.to_status is distinct from x.status`,
      match: 'false',
    },
  ],
  finish: placePoint,
}
