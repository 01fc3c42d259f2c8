import {
  AlignmentType,
  BorderStyle,
  convertMillimetersToTwip as mm,
  Document,
  Footer,
  ImageRun,
  Packer,
  Paragraph,
  SectionType,
  Table,
  TableCell,
  TableRow,
  type TextRun,
  WidthType,
  type IBordersOptions,
} from 'docx'
import type { Paper } from '@jiceng/core/circular/papers'
import { paperColumns } from '@jiceng/core/circular/schema'
import {
  centred,
  exactly,
  font,
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
import { qrPng } from './qr-png.ts'

// Papers as one .docx that Word, WPS and LibreOffice open: each its own section, so each begins on a page of its own.
// Sizes after GB/T 9704-2012 (A4; body 仿宋 3号; letters with a red double line under the organ's name, its 10.1); the
// head and foot of the page are narrower, so that an ordinary letter and its slip share one sheet.

const RED = 'C00000'
const QR_MM = 30
const PIXELS_A_MM = 96 / 25.4

export async function documentOf(papers: readonly Paper[]): Promise<ArrayBuffer> {
  const sections = await Promise.all(
    papers.map(async (paper) => ({
      properties: {
        type: SectionType.NEXT_PAGE,
        page: PAGE,
      },
      footers: { default: new Footer({ children: paper.kind === 'letters' ? [rule('thinThick')] : [] }) },
      children: await bodyOf(paper),
    }))
  )
  const document = new Document({
    title: papers[0]?.title ?? '',
    creator: papers[0]?.organ ?? '',
    styles: STYLES,
    sections,
  })
  return Packer.toArrayBuffer(document)
}

async function bodyOf(paper: Paper): Promise<(Paragraph | Table)[]> {
  const { organ, number, title, to, paragraphs, signedOn, address, receipt } = paper
  return [
    centred(organ, { font: HEAD, bold: true, size: SIZE.organ, color: RED }, 40),
    rule('thickThin'),
    ...(number
      ? [new Paragraph({ alignment: AlignmentType.RIGHT, spacing: exactly(LINE_POINTS), children: [run(number)] })]
      : []),
    centred(title, { font: HEAD, bold: true, size: SIZE.title }, 36, 12),
    ...(to ? [plain(`${to}：`)] : []),
    ...paragraphs.map((text) => plain(text, { isIndented: true })),
    deputyTable(paper),
    ...(address && !receipt ? await addressOf(address) : []),
    new Paragraph({
      alignment: AlignmentType.RIGHT,
      spacing: { ...exactly(LINE_POINTS), before: twips(8) },
      children: [run(organ)],
    }),
    new Paragraph({
      alignment: AlignmentType.RIGHT,
      spacing: exactly(LINE_POINTS),
      indent: { right: twips(32) },
      children: [run(signedOn)],
    }),
    ...(receipt ? await receiptOf(receipt, address) : []),
  ]
}

/** The red double line of a letter, thick side out. */
const rule = (side: 'thickThin' | 'thinThick') =>
  new Paragraph({
    spacing: exactly(6),
    border: {
      bottom: {
        style: side === 'thickThin' ? BorderStyle.THICK_THIN_SMALL_GAP : BorderStyle.THIN_THICK_SMALL_GAP,
        size: 24,
        color: RED,
        space: 1,
      },
    },
  })

/** Percent of the text's width. */
const SHARES = [22, 38, 20, 20]

const deputyTable = ({ deputies }: Paper): Table =>
  tableOf(
    paperColumns.map(({ title }) => title),
    deputies.map((deputy) => paperColumns.map(({ of }) => deputy[of])),
    SHARES
  )

type Address = NonNullable<Paper['address']>

async function addressOf(address: Address): Promise<(Paragraph | Table)[]> {
  return [
    new Paragraph({
      spacing: { ...exactly(22), before: twips(12) },
      children: [run(address.text, { size: SIZE.table })],
    }),
    ...linkLines(address),
    new Paragraph({ spacing: { before: twips(6) }, children: [await codeOf(address)] }),
  ]
}

/** Of an address without spaces Word breaks at any letter only where it is told so. */
const linkLines = ({ url }: Address) => [
  new Paragraph({
    wordWrap: false,
    spacing: exactly(14),
    children: [run(url, { size: SIZE.small, font: font('宋体') })],
  }),
]

const codeOf = async ({ url, caption }: Address) =>
  new ImageRun({
    type: 'png',
    data: await qrPng(url),
    transformation: { width: QR_MM * PIXELS_A_MM, height: QR_MM * PIXELS_A_MM },
    altText: { name: caption, title: caption, description: url },
  })

const NO_BORDERS = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'insideHorizontal', 'insideVertical'].map((side) => [
    side,
    { style: BorderStyle.NONE, size: 0, color: 'auto' },
  ])
) as IBordersOptions

/** The part to cut off and send back, kept together at the foot; beside it the code that spares the stamp. */
async function receiptOf(receipt: NonNullable<Paper['receipt']>, address: Paper['address']) {
  const line = (children: (TextRun | ImageRun)[], spacing = exactly(20)) =>
    new Paragraph({ keepNext: true, keepLines: true, spacing, children })
  const text = (words: string) => run(words, { size: SIZE.receipt })
  const form = [
    line([text(receipt.text)]),
    line([text(receipt.choices.map((choice) => `□ ${choice}`).join('　'))]),
    ...receipt.blanks.map((blank) =>
      line([text(`${blank}：`), run('　'.repeat(14), { size: SIZE.receipt, underline: {} })])
    ),
  ]
  const beside = address
    ? [
        new Paragraph({ alignment: AlignmentType.CENTER, keepNext: true, children: [await codeOf(address)] }),
        new Paragraph({ alignment: AlignmentType.CENTER, children: [run(address.caption, { size: SIZE.small })] }),
      ]
    : [new Paragraph({})]
  const cell = (share: number, children: Paragraph[]) =>
    new TableCell({ width: { size: share, type: WidthType.PERCENTAGE }, borders: NO_BORDERS, children })
  return [
    new Paragraph({
      keepNext: true,
      spacing: { ...exactly(14), before: twips(10) },
      border: { bottom: { style: BorderStyle.DASHED, size: 6, color: '000000', space: 1 } },
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      keepNext: true,
      spacing: exactly(30),
      children: [run(receipt.title, { font: LABEL, size: SIZE.body })],
    }),
    new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      columnWidths: [mm(TEXT_WIDTH_MM - QR_MM - 8), mm(QR_MM + 8)],
      borders: NO_BORDERS,
      rows: [new TableRow({ cantSplit: true, children: [cell(76, form), cell(24, beside)] })],
    }),
    ...(address
      ? [
          new Paragraph({
            spacing: { ...exactly(14), before: twips(4) },
            children: [run(address.text, { size: SIZE.small })],
          }),
          ...linkLines(address),
        ]
      : []),
  ]
}
