import writeExcelFile from 'write-excel-file/node'
import { timeIn, type ExportedPlan, type ExportedStop, type ExportedTour } from './plan-queries.ts'
import { exportWords } from './words.ts'

type Words = (typeof exportWords)['zh']

interface Column {
  readonly title: keyof Words
  /** In characters. */
  readonly width: number
  readonly value: (stop: ExportedStop, tour: ExportedTour, zone: string) => string | number | null
}

const columns: readonly Column[] = [
  { title: 'person', width: 14, value: (_, { personName }) => personName },
  { title: 'number', width: 6, value: ({ position }) => position + 1 },
  { title: 'arrives', width: 8, value: ({ arrivesAt }, _, zone) => timeIn(zone, arrivesAt) },
  { title: 'leaves', width: 8, value: ({ leavesAt }, _, zone) => timeIn(zone, leavesAt) },
  { title: 'code', width: 14, value: ({ code }) => code },
  { title: 'shop', width: 24, value: ({ name }) => name },
  { title: 'address', width: 40, value: ({ address }) => address },
  { title: 'phone', width: 14, value: ({ phone }) => phone },
  { title: 'drive', width: 12, value: ({ leg }) => Math.round(leg.seconds / 60) },
  { title: 'metres', width: 10, value: ({ leg }) => leg.metres },
  { title: 'longitude', width: 12, value: ({ at }) => at[0] },
  { title: 'latitude', width: 12, value: ({ at }) => at[1] },
]

/** Tours as a workbook, a row per stop. Text stays text, whatever it begins with: a cell never becomes a formula. */
export async function writeXlsx({
  plan,
  tours,
  language,
  timeZone,
}: ExportedPlan): Promise<Buffer> {
  const words = exportWords[language]
  const head = columns.map(({ title }) => ({
    value: words[title],
    type: String,
    fontWeight: 'bold' as const,
  }))
  const rows = tours.flatMap((tour) =>
    tour.stops.map((stop) =>
      columns.map(({ value }) => {
        const cell = value(stop, tour, timeZone)
        if (cell === null || cell === '') return null
        return typeof cell === 'number'
          ? { value: cell, type: Number }
          : { value: cell, type: String }
      }),
    ),
  )
  return writeExcelFile([head, ...rows], {
    sheet: plan.day,
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  }).toBuffer()
}
