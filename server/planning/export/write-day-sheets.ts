import { timeIn, type ExportedPlan, type ExportedStop, type ExportedTour } from './plan-queries.ts'
import { exportWords } from './words.ts'
import { escapeMarkup as text } from './write-markup.ts'

/** For a hand and a pen: black on white, a row high enough to write in, a page per person. */
const STYLE = `
@page { size: A4; margin: 12mm }
body { margin: 0 auto; max-width: 190mm; color: #000; font: 10.5pt/1.35 system-ui, 'Noto Sans SC', 'Microsoft YaHei', sans-serif }
section { break-after: page; padding-block: 4mm }
section:last-child { break-after: auto }
h1 { margin: 0; font-size: 15pt }
p { margin: 1mm 0 3mm; color: #333 }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums }
thead { display: table-header-group }
tr { break-inside: avoid }
th { border-bottom: 1.5pt solid #000; padding: 1mm; text-align: left; font-size: 9pt }
td { border-bottom: 0.5pt solid #888; padding: 1.5mm 1mm; vertical-align: top }
td.box::before { content: ''; display: inline-block; width: 4mm; height: 4mm; border: 1pt solid #000 }
td.notes { width: 38mm }
small { color: #333 }
`

/** Tours as a page to print: one sheet of paper, or more, per person. No script, nothing fetched. */
export function writeDaySheets(exported: ExportedPlan): string {
  const { plan, teamName, tours, language } = exported
  const words = exportWords[language]
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<meta charset="utf-8">
<title>${text(`${words.plan} ${plan.day} ${teamName}`)}</title>
<style>${STYLE}</style>
${tours.map((tour) => writeSheet(tour, exported)).join('\n')}
</html>
`
}

function writeSheet(
  tour: ExportedTour,
  { plan, teamName, timeZone, language }: ExportedPlan,
): string {
  const words = exportWords[language]
  const heads = ['', words.number, words.arrives, words.shop, words.phone, words.notes]
  const state = plan.status === 'draft' ? ` · ${words.draft}` : ''
  const km = (tour.metres / 1000).toFixed(1)
  const back = tour.endsAt ? ` · ${words.home} ${timeIn(timeZone, tour.endsAt)}` : ''
  return `<section>
<h1>${text(tour.personName)} · ${plan.day}</h1>
<p>${text(teamName)}${state} · ${String(tour.stops.length)} ${words.stops} · ${km} km${back}</p>
<table><thead><tr>${heads.map((head) => `<th>${head}</th>`).join('')}</tr></thead>
<tbody>
${tour.stops.map((stop) => writeRow(stop, timeZone)).join('\n')}
</tbody></table>
</section>`
}

function writeRow(stop: ExportedStop, timeZone: string): string {
  const { position, arrivesAt, leavesAt, name, address, code, phone } = stop
  const cells = [
    '<td class="box"></td>',
    `<td>${String(position + 1)}</td>`,
    `<td>${timeIn(timeZone, arrivesAt)}<br><small>${timeIn(timeZone, leavesAt)}</small></td>`,
    `<td><b>${text(name ?? address ?? code)}</b> <small>${text(code)}</small><br>${text(name === null ? '' : (address ?? ''))}</td>`,
    `<td>${text(phone ?? '')}</td>`,
    '<td class="notes"></td>',
  ]
  return `<tr>${cells.join('')}</tr>`
}
