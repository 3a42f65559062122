import { rowProblems, type RowProblemCode } from '../../shared/imports.ts'
import { defineWords } from '../lib/i18n.svelte.ts'

const t = defineWords(
  {
    'value-missing': '缺少必填内容',
    'value-invalid': '内容无法识别',
    'number-out-of-range': '数值超出范围',
    'date-invalid': '日期无法识别',
    'coordinates-missing': '没有坐标',
    'coordinates-invalid': '坐标无法识别',
    'coordinates-swapped': '经度和纬度像是颠倒了',
    'geometry-invalid': '边界图形无法识别',
    'duplicate-in-file': '文件中重复出现',
    'reference-unknown': '所指的编码不存在',
    'value-taken': '已被另一行或另一条记录占用',
    'row-malformed': '这一行的格式坏了',
    'outside-areas': '不在任何单元网格内',
    'on-two-areas': '同时落在两个单元网格上',
    'shares-point': '与其他零售户坐标完全相同',
    'value-unknown': '不认识的内容，按“其他”导入',
    'geometry-repaired': '边界图形有误，已修复',
  } satisfies Record<RowProblemCode, string>,
  {
    'value-missing': 'A required value is missing',
    'value-invalid': 'The value cannot be understood',
    'number-out-of-range': 'The number is out of range',
    'date-invalid': 'The date cannot be read',
    'coordinates-missing': 'No coordinates',
    'coordinates-invalid': 'The coordinates cannot be read',
    'coordinates-swapped': 'Longitude and latitude look swapped',
    'geometry-invalid': 'The outline cannot be read',
    'duplicate-in-file': 'Appears more than once in the file',
    'reference-unknown': 'Refers to a code that does not exist',
    'value-taken': 'Belongs to another row or record already',
    'row-malformed': 'The row itself is broken',
    'outside-areas': 'Lies outside every grid cell',
    'on-two-areas': 'Lies on two grid cells at once',
    'shares-point': 'Exactly the same point as another shop',
    'value-unknown': 'Unknown value, imported as "other"',
    'geometry-repaired': 'The outline was broken and has been repaired',
  },
)

/** A problem of a row in the chosen language; a code of a newer server is shown as it is. */
export function rowProblemText(code: string): string {
  return isRowProblem(code) ? t(code) : code
}

/** Whether the problem keeps its row out. */
export function isRefusal(code: string): boolean {
  return isRowProblem(code) && rowProblems[code] === 'refused'
}

/** What keeps a row out comes before what is merely remarked upon. */
export function refusalsFirst<Problem extends { code: string }>(
  problems: readonly Problem[],
): Problem[] {
  return problems.toSorted((a, b) => Number(isRefusal(b.code)) - Number(isRefusal(a.code)))
}

function isRowProblem(code: string): code is RowProblemCode {
  return Object.hasOwn(rowProblems, code)
}
