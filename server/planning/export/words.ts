import { Type, type Static } from 'typebox'

export const ExportLanguage = Type.Enum(['zh', 'en'] as const)
export type ExportLanguage = Static<typeof ExportLanguage>

const zh = {
  plan: '走访计划',
  draft: '草稿',
  person: '走访人',
  number: '序号',
  arrives: '到达',
  leaves: '离开',
  code: '客户编码',
  shop: '零售户',
  address: '地址',
  phone: '电话',
  drive: '行程（分钟）',
  metres: '路程（米）',
  longitude: '经度',
  latitude: '纬度',
  notes: '备注',
  done: '完成',
  home: '返回',
  stops: '户',
  visit: '走访',
}

const en: typeof zh = {
  plan: 'Visit plan',
  draft: 'draft',
  person: 'Person',
  number: 'No.',
  arrives: 'Arrives',
  leaves: 'Leaves',
  code: 'Code',
  shop: 'Shop',
  address: 'Address',
  phone: 'Phone',
  drive: 'Drive (min)',
  metres: 'Way (m)',
  longitude: 'Longitude',
  latitude: 'Latitude',
  notes: 'Notes',
  done: 'Done',
  home: 'Back',
  stops: 'stops',
  visit: 'Visit',
}

/** The words of files, which are made on the server and carry no script. */
export const exportWords = { zh, en }
