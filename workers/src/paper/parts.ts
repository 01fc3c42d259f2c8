import {
  AlignmentType,
  convertMillimetersToTwip as mm,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
  type IRunOptions,
} from 'docx'

// What every paper is set from, after GB/T 9704-2012 (A4; body 仿宋 3号; 28 points a line).

/** 仿宋 and 黑体 stand in every Chinese system; Latin letters and digits are set beside them. */
export const font = (eastAsia: string) => ({
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  cs: 'Times New Roman',
  eastAsia,
})
const BODY = font('仿宋')
export const HEAD = font('宋体')
export const LABEL = font('黑体')

/** Half points: 1号, 2号, 3号, 4号, 小4号, 5号, 小5号. */
export const SIZE = { organ: 52, title: 44, body: 32, table: 28, receipt: 24, dense: 21, small: 18 }
export const twips = (points: number) => points * 20
export const exactly = (points: number) => ({ line: twips(points), lineRule: LineRuleType.EXACT })
export const LINE_POINTS = 28
export const TEXT_WIDTH_MM = 156

/** How large text and tables are set: half points, and points a line. */
export type Setting = { text: number; line: number; cell: number; cellLine: number }
export const READ: Setting = { text: SIZE.body, line: LINE_POINTS, cell: SIZE.table, cellLine: 24 }
export const DENSE: Setting = { text: SIZE.receipt, line: 22, cell: SIZE.dense, cellLine: 16 }

export const PAGE = {
  size: { width: mm(210), height: mm(297) },
  margin: { top: mm(18), bottom: mm(17), left: mm(28), right: mm(26), footer: mm(9) },
}
export const STYLES = {
  default: { document: { run: { font: BODY, size: SIZE.body, language: { eastAsia: 'zh-CN' } } } },
}

export const run = (text: string, options: IRunOptions = {}) => new TextRun({ text, ...options })

export const centred = (text: string, options: IRunOptions, linePoints: number, around = 0) =>
  new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { ...exactly(linePoints), before: twips(around), after: twips(around) },
    children: [run(text, options)],
  })

export const plain = (text: string, { isIndented = false, set = READ } = {}) =>
  new Paragraph({
    alignment: AlignmentType.JUSTIFIED,
    spacing: exactly(set.line),
    ...(isIndented ? { indent: { firstLine: twips(set.text) } } : {}),
    children: [run(text, { size: set.text })],
  })

/** `shares`: percent of the text's width, column by column. The headings are repeated on every page. */
export const tableOf = (
  columns: readonly string[],
  rows: readonly string[][],
  shares: readonly number[],
  set: Setting = READ
): Table =>
  new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: shares.map((share) => mm((TEXT_WIDTH_MM * share) / 100)),
    rows: [
      new TableRow({ ...WHOLE, tableHeader: true, children: cellsOf(columns, shares, set, { font: LABEL }) }),
      ...rows.map((row) => new TableRow({ ...WHOLE, children: cellsOf(row, shares, set) })),
    ],
  })

const WHOLE = { cantSplit: true }

const cellsOf = (texts: readonly string[], shares: readonly number[], set: Setting, look: IRunOptions = {}) =>
  texts.map(
    (text, at) =>
      new TableCell({
        width: { size: shares[at]!, type: WidthType.PERCENTAGE },
        verticalAlign: VerticalAlign.CENTER,
        children: [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: exactly(set.cellLine),
            children: [run(text, { size: set.cell, ...look })],
          }),
        ],
      })
  )
