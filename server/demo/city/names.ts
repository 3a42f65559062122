import type { Format } from '../../../shared/retailers.ts'
import type { Random } from './random.ts'

/** A name in both languages; the English one is pinyin with a translated ending. */
export interface Name {
  readonly name: string
  readonly nameEn: string
}

// prettier-ignore
const heads = [
  '澜 Lan', '云 Yun', '青 Qing', '望 Wang', '文 Wen', '和 He', '长 Chang', '锦 Jin', '明 Ming', '海 Hai',
  '松 Song', '梧 Wu', '月 Yue', '星 Xing', '春 Chun', '秋 Qiu', '金 Jin', '玉 Yu', '宁 Ning', '安 An',
  '福 Fu', '兴 Xing', '永 Yong', '清 Qing', '白 Bai', '红 Hong', '绿 Lü', '石 Shi', '竹 Zhu', '柳 Liu',
  '桂 Gui', '荷 He', '鹭 Lu', '鹤 He', '渔 Yu', '帆 Fan', '潮 Chao', '沙 Sha', '岭 Ling', '雁 Yan',
  '东 Dong', '西 Xi', '南 Nan', '北 Bei', '新 Xin', '古 Gu', '书 Shu', '学 Xue', '瑞 Rui', '嘉 Jia',
]
// prettier-ignore
const tails = [
  '江 jiang', '湾 wan', '屿 yu', '滨 bin', '桥 qiao', '门 men', '塘 tang', '井 jing', '园 yuan', '林 lin',
  '山 shan', '泉 quan', '溪 xi', '浦 pu', '华 hua', '康 kang', '平 ping', '丰 feng', '祥 xiang', '源 yuan',
  '阳 yang', '晖 hui', '岚 lan', '汀 ting', '洲 zhou', '港 gang', '田 tian', '陵 ling', '台 tai', '亭 ting',
  '苑 yuan', '里 li', '坊 fang', '和 he', '乐 le', '昌 chang', '隆 long', '盛 sheng', '远 yuan', '景 jing',
]

const endings = {
  avenue: ['大道', 'Avenue'],
  road: ['路', 'Road'],
  street: ['街', 'Street'],
  lane: ['巷', 'Lane'],
  cell: ['单元', 'Cell'],
  village: ['村', 'Village'],
  bridge: ['大桥', 'Bridge'],
  park: ['公园', 'Park'],
} as const

export type Ending = keyof typeof endings

/** Never gives the same stem twice for one ending. */
export class NameBook {
  private readonly used = new Set<string>()
  private readonly random: Random

  constructor(random: Random) {
    this.random = random
  }

  /** Two syllables and an ending, such as 澜江大道, Lanjiang Avenue. */
  invent(ending: Ending): Name {
    const [suffix, suffixEn] = endings[ending]
    for (let attempt = 0; ; attempt++) {
      // Two syllables give 2,000 names; when they run short a third joins them.
      const stem = attempt < 12 ? this.stem() : this.longStem()
      const name = stem.name + suffix
      if (this.used.has(name)) continue
      this.used.add(name)
      return { name, nameEn: `${stem.nameEn} ${suffixEn}` }
    }
  }

  private longStem(): Name {
    const [tail = '', tailEn = ''] = this.random.pick(tails).split(' ')
    const { name, nameEn } = this.stem()
    return { name: name + tail, nameEn: nameEn + tailEn }
  }

  stem(): Name {
    const [head = '', headEn = ''] = this.random.pick(heads).split(' ')
    const [tail = '', tailEn = ''] = this.random.pick(tails).split(' ')
    if (head === tail) return this.stem()
    return { name: head + tail, nameEn: headEn + tailEn }
  }
}

// prettier-ignore
const shopStems = [
  '好邻居', '万家', '惠民', '顺发', '鑫源', '利群', '福满', '聚鑫', '百姓', '祥和', '永利', '旺角', '佳佳',
  '老地方', '宏达', '天天', '喜临门', '同心', '家家乐', '兴隆', '美宜', '金桥', '诚信', '德胜', '吉祥', '平价',
  '乐购', '千禧', '如意', '恒丰', '华联', '友谊', '便民', '小康', '四海', '双喜', '海风', '渔人', '澜湾', '星光',
]

const shopEndings = {
  mall: ['商场', '购物中心', '百货'],
  supermarket: ['超市', '生活超市', '连锁超市'],
  convenience: ['便利店', '便民店', '24小时便利店'],
  'tobacco-liquor': ['烟酒店', '名烟名酒', '烟酒商行'],
  grocery: ['食杂店', '副食店', '小卖部', '杂货店'],
  entertainment: ['酒店小卖部', '棋牌室', '网咖', '歌厅'],
  other: ['报刊亭', '加油站便利点', '服务部', '茶庄'],
} as const satisfies Record<Format, readonly string[]>

/** An invented shop sign such as 秋塘好邻居便利店. */
export function inventShop(book: NameBook, format: Format, random: Random): string {
  const place = random.chance(0.75) ? book.stem().name : ''
  return place + random.pick(shopStems) + random.pick(shopEndings[format])
}
