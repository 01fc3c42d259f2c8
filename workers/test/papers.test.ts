import { expect, test } from 'vitest'
import type { Paper } from '@jiceng/core/circular/papers'
import type { SectionedPaper } from '@jiceng/core/kernel/sectioned-paper'
import { documentOf } from '../src/paper/document.ts'
import { qrPng } from '../src/paper/qr-png.ts'
import { sectionedDocument } from '../src/paper/sectioned.ts'
import { unzipped } from '../src/spreadsheet/unzipped.ts'

const letter: Paper = {
  id: 'r1',
  kind: 'letters',
  organ: '青禾区人民代表大会常务委员会',
  number: '〔2026〕　　号',
  title: '关于北桥街道2026年第三季度代表履职情况的通报',
  to: '青禾区第一中学<&>',
  paragraphs: ['便于单位保障代表执行职务的时间。'],
  deputies: [{ name: '𠮷野明', electoralDistrict: '第1选区', quarter: '34.5', year: '−2' }],
  signedOn: '2026年10月8日',
  address: { url: `https://jiceng.example/notices/qinghe/${'a'.repeat(120)}`, text: '扫码回执：', caption: '扫码回执' },
  receipt: { title: '回　执', text: '青禾区人大常委会：收悉。', choices: ['确认收到'], blanks: ['日期'] },
}

test('letters and 公告 become one .docx in the Worker, each from a page of its own, with codes that are pictures', async () => {
  const poster: Paper = { ...letter, kind: 'announcements', to: null, number: null, receipt: null }
  const bytes = new Uint8Array(await documentOf([letter, poster, { ...letter, address: null }]))
  // Stored without compression, so that its parts can be read as they are.
  const xml = new TextDecoder().decode(await unzipped(bytes))
  expect(xml.match(/<w:sectPr/g)).toHaveLength(3)
  expect(xml).toContain('青禾区第一中学&lt;&amp;&gt;：')
  expect(xml).toContain('𠮷野明')
  expect(xml).toContain(letter.address!.url)
  expect(xml.match(/<pic:pic/g)).toHaveLength(2)
  expect(xml).toMatch(/media\/[^"]+\.png/)
})

test('a paper in sections becomes a .docx: tables whose headings every page repeats, empty lines to write on, who signs', async () => {
  const table = {
    kind: 'table' as const,
    columns: ['日期', '活动', '情况'],
    rows: [['2026年9月20日', '视察<&>', '出席']],
    shares: [24, 56, 20],
  }
  const blank = { kind: 'blank' as const, label: '由本人填写', lines: 8 }
  const sections = [
    { title: '一、参加会议和活动', parts: [{ kind: 'text' as const, text: '出席1次。' }, table, blank] },
  ]
  const paper = {
    ...{ title: '2026年度述职报告', by: '𠮷野明', to: '各位选民', opening: '', sections },
    ...{ signatures: ['报告人：𠮷野明'], isDense: false },
  }
  const xmlOf = async (one: SectionedPaper) =>
    new TextDecoder().decode(await unzipped(new Uint8Array(await sectionedDocument(one))))
  const xml = await xmlOf(paper)
  expect(xml).toContain('视察&lt;&amp;&gt;')
  expect(xml).toContain('报告人：𠮷野明')
  expect(xml.match(/<w:tab\/>/g)).toHaveLength(8)
  expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(1)
  const filed = await xmlOf({ ...paper, to: null, isDense: true })
  expect(filed).not.toContain('各位选民')
  expect(filed).toContain('<w:sz w:val="21"/>')
})

test('a code is a PNG of one bit a pixel, small enough for a document of hundreds', async () => {
  const png = await qrPng(letter.address!.url)
  const view = new DataView(png.buffer)
  expect([view.getUint32(16), view.getUint32(20), png[24], png[25]]).toEqual([
    view.getUint32(16),
    view.getUint32(16),
    1,
    0,
  ])
  expect(png.length).toBeLessThan(5000)
})
