import {
  AlignmentType,
  convertMillimetersToTwip as mm,
  Document,
  Packer,
  Paragraph,
  Tab,
  TabStopType,
  TextRun,
  type Table,
} from 'docx'
import type { DutyReport, Part } from '@jiceng/core/duty-report/draft'
import {
  centred,
  exactly,
  HEAD,
  LABEL,
  LINE_POINTS,
  PAGE,
  plain,
  run,
  SIZE,
  STYLES,
  tableOf,
  TEXT_WIDTH_MM,
  twips,
} from './parts.ts'

/** A duty report as a .docx its deputy goes on writing in. */
export const dutyReportDocument = ({ title, by, to, opening, sections, signedBy }: DutyReport): Promise<ArrayBuffer> =>
  Packer.toArrayBuffer(
    new Document({
      title,
      creator: signedBy,
      styles: STYLES,
      sections: [
        {
          properties: { page: PAGE },
          children: [
            centred(title, { font: HEAD, bold: true, size: SIZE.title }, 36, 12),
            centred(by, {}, LINE_POINTS),
            plain(`${to}：`),
            plain(opening, { isIndented: true }),
            ...sections.flatMap((section) => [heading(section.title), ...section.parts.flatMap(partOf)]),
            right(`报告人：${signedBy}`, 12),
            right('年\u3000\u3000月\u3000\u3000日'),
          ],
        },
      ],
    })
  )

const heading = (text: string) =>
  new Paragraph({
    keepNext: true,
    spacing: { ...exactly(LINE_POINTS), before: twips(6) },
    children: [run(text, { font: LABEL })],
  })

function partOf(part: Part): (Paragraph | Table)[] {
  switch (part.kind) {
    case 'text':
      return [plain(part.text, { isIndented: true })]
    case 'table':
      return [tableOf(part.columns, part.rows, sharesOf(part.columns.length)), new Paragraph({ spacing: exactly(8) })]
    case 'blank':
      return [plain(`（${part.label}）`, { isIndented: true }), ...Array.from({ length: part.lines }, blankLine)]
  }
}

/** The second column holds the words: it has what the others leave. */
const sharesOf = (columns: number): number[] =>
  columns > 3 ? [40, ...Array.from({ length: columns - 1 }, () => 60 / (columns - 1))] : [24, 56, 20]

/** A line to write on, as wide as the text. */
const blankLine = () =>
  new Paragraph({
    spacing: exactly(LINE_POINTS),
    tabStops: [{ type: TabStopType.RIGHT, position: mm(TEXT_WIDTH_MM) }],
    children: [new TextRun({ children: [new Tab()], underline: {} })],
  })

const right = (text: string, before = 0) =>
  new Paragraph({
    alignment: AlignmentType.RIGHT,
    spacing: { ...exactly(LINE_POINTS), before: twips(before) },
    children: [run(text)],
  })
