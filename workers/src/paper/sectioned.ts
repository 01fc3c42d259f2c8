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
import type { Part, SectionedPaper } from '@jiceng/core/kernel/sectioned-paper'
import {
  centred,
  DENSE,
  exactly,
  HEAD,
  LABEL,
  LINE_POINTS,
  PAGE,
  plain,
  READ,
  run,
  SIZE,
  STYLES,
  tableOf,
  TEXT_WIDTH_MM,
  twips,
  type Setting,
} from './parts.ts'

/** A paper in sections as a .docx one can go on writing in. */
export function sectionedDocument(paper: SectionedPaper): Promise<ArrayBuffer> {
  const { title, by, to, opening, sections, signatures, isDense } = paper
  const set = isDense ? DENSE : READ
  return Packer.toArrayBuffer(
    new Document({
      title,
      creator: by,
      styles: STYLES,
      sections: [
        {
          properties: { page: PAGE },
          children: [
            centred(title, { font: HEAD, bold: true, size: SIZE.title }, 36, 12),
            centred(by, { size: set.text }, set.line),
            ...(to === null ? [] : [plain(`${to}：`, { set })]),
            plain(opening, { isIndented: true, set }),
            ...sections.flatMap((section) => [
              heading(section.title, set),
              ...section.parts.flatMap((part) => partOf(part, set)),
            ]),
            ...signatures.map((line, n) => right(line, set, n === 0 ? 12 : 0)),
            right('年\u3000\u3000月\u3000\u3000日', set),
          ],
        },
      ],
    })
  )
}

const heading = (text: string, set: Setting) =>
  new Paragraph({
    keepNext: true,
    spacing: { ...exactly(set.line), before: twips(6) },
    children: [run(text, { font: LABEL, size: set.text })],
  })

function partOf(part: Part, set: Setting): (Paragraph | Table)[] {
  switch (part.kind) {
    case 'text':
      return [plain(part.text, { isIndented: true, set })]
    case 'table':
      return [tableOf(part.columns, part.rows, part.shares, set), new Paragraph({ spacing: exactly(8) })]
    case 'blank':
      return [plain(`（${part.label}）`, { isIndented: true, set }), ...Array.from({ length: part.lines }, blankLine)]
  }
}

/** A line to write on, as wide as the text. */
const blankLine = () =>
  new Paragraph({
    spacing: exactly(LINE_POINTS),
    tabStops: [{ type: TabStopType.RIGHT, position: mm(TEXT_WIDTH_MM) }],
    children: [new TextRun({ children: [new Tab()], underline: {} })],
  })

const right = (text: string, set: Setting, before = 0) =>
  new Paragraph({
    alignment: AlignmentType.RIGHT,
    spacing: { ...exactly(set.line), before: twips(before) },
    children: [run(text, { size: set.text })],
  })
