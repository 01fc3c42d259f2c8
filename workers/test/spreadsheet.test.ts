import { attachment } from '@jiceng/spreadsheet/attachment'
import { writeCsv } from '@jiceng/spreadsheet/write-csv'
import { writeWorkbook } from '@jiceng/spreadsheet/write-workbook'
import { writeXlsx } from 'hucre/xlsx'
import readXlsxFile from 'read-excel-file/universal'
import { describe, expect, test } from 'vitest'
import { readCsv } from '../src/spreadsheet/csv.ts'
import { readWorkbook } from '../src/spreadsheet/read-workbook.ts'
import { Unreadable } from '../src/spreadsheet/unreadable.ts'

const ROWS = [
  ['姓名', '日期', '分数'],
  ['𠮷野禾', new Date(Date.UTC(2026, 8, 30)), 2.5],
  ['阿依努尔·买买提', '2026-09-30', '２．５'],
  ['<b>马晓岚</b> 👍', '1899-12-31', true],
]

const workbook = (rows: readonly (readonly unknown[])[], cells?: Map<string, object>) =>
  writeXlsx({ sheets: [{ name: '代表', rows: rows as never, ...(cells ? { cells } : {}) }] })

const refusal = async (bytes: Uint8Array, name = 'a.xlsx'): Promise<string> => {
  try {
    await readWorkbook(bytes, name)
    return 'read'
  } catch (error) {
    if (error instanceof Unreadable) return error.problem.code
    throw error
  }
}

const text = (value: string) => new TextEncoder().encode(value)

/** A zip of one deflated part whose directory claims `claimed` bytes. */
async function zipOf(path: string, content: Uint8Array, claimed = content.length): Promise<Uint8Array> {
  const packed = new Uint8Array(
    await new Response(
      new Blob([content as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new CompressionStream('deflate-raw'))
    ).arrayBuffer()
  )
  const name = text(path)
  const part = (size: number, magic: number, from: number) => {
    const view = new DataView(new ArrayBuffer(size))
    view.setUint32(0, magic, true)
    view.setUint16(from + 4, 8, true)
    view.setUint32(from + 14, packed.length, true)
    view.setUint32(from + 18, claimed, true)
    view.setUint16(from + 22, name.length, true)
    return view
  }
  const local = part(30, 0x04034b50, 4)
  const entry = part(46, 0x02014b50, 6)
  const end = new DataView(new ArrayBuffer(22))
  end.setUint32(0, 0x06054b50, true)
  end.setUint16(10, 1, true)
  end.setUint32(16, 30 + name.length + packed.length, true)
  const parts = [local, name, packed, entry, name, end] as unknown as Uint8Array<ArrayBuffer>[]
  return new Uint8Array(await new Blob(parts).arrayBuffer())
}

describe('a workbook', () => {
  test('is read as text with its positions, whatever kind a cell was', async () => {
    const [sheet] = await readWorkbook(await workbook(ROWS), 'a.xlsx')
    expect(sheet).toEqual({
      name: '代表',
      faults: [],
      rows: [
        { row: 1, cells: ['姓名', '日期', '分数'] },
        { row: 2, cells: ['𠮷野禾', '2026-09-30', '2.5'] },
        { row: 3, cells: ['阿依努尔·买买提', '2026-09-30', '２．５'] },
        { row: 4, cells: ['<b>马晓岚</b> 👍', '1899-12-31', 'true'] },
      ],
    })
  })

  test('reads the same in another library', async () => {
    const bytes = await workbook(ROWS)
    const [other] = await readXlsxFile(new Blob([bytes as Uint8Array<ArrayBuffer>]))
    expect(other!.data[1]!.slice(0, 1)).toEqual(['𠮷野禾'])
    expect(other!.data[3]![0]).toBe('<b>马晓岚</b> 👍')
  })

  test('a formula counts as the value the file keeps; without one or with an error the cell is named', async () => {
    const cells = new Map<string, object>([
      ['1,0', { type: 'formula', formula: '1+1', formulaResult: 2, value: 2 }],
      ['2,0', { type: 'formula', formula: '1+1', value: null }],
    ])
    const [sheet] = await readWorkbook(await workbook([['甲'], [null], [null]], cells), 'a.xlsx')
    expect(sheet!.rows[1]).toEqual({ row: 2, cells: ['2'] })
    expect(sheet!.faults).toEqual([{ row: 3, column: 1, code: 'formula-without-value' }])
  })

  test('a long cell is cut and named; too many columns or rows refuse the file', async () => {
    const [sheet] = await readWorkbook(await workbook([['x'.repeat(2001)]]), 'a.xlsx')
    expect(sheet!.faults).toEqual([{ row: 1, column: 1, code: 'cell-too-long' }])
    expect(await refusal(await workbook([Array.from({ length: 51 }, () => 'x')]))).toBe('too-many-columns')
    const lines = `甲\n${'乙\n'.repeat(50_021)}`
    expect(await refusal(text(lines), 'a.csv')).toBe('too-many-rows')
  })

  test('a lone cell in the far corner does not cost a full sheet', async () => {
    const xml = text(
      '<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    expect(await refusal(await zipOf('xl/worksheets/sheet1.xml', xml))).toBe('cell-too-far')
  })
})

describe('a file that is no workbook', () => {
  test.each([
    ['nothing', new Uint8Array(0), 'read'],
    ['a picture', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]), 'not-a-spreadsheet'],
    ['half a zip', new Uint8Array([0x50, 0x4b, 3, 4, 20, 0]), 'not-a-spreadsheet'],
    ['half an .xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 'not-a-spreadsheet'],
    ['more than 10 MB', new Uint8Array(10_000_001), 'file-too-large'],
  ])('%s', async (_, bytes, code) => {
    expect(await refusal(bytes)).toBe(code)
  })

  test('a zip of something else', async () => {
    expect(await refusal(await zipOf('readme.xml', text('<a/>')))).toBe('not-a-spreadsheet')
  })

  test('a bomb is found by counting, whatever its directory claims', async () => {
    const zeros = new Uint8Array(21_000_000)
    expect(await refusal(await zipOf('xl/workbook.xml', zeros, 10))).toBe('spreadsheet-too-big')
  })

  test('a workbook with a password says so', async () => {
    const sheets = [{ name: '代表', rows: [['甲']] }]
    const bytes = await writeXlsx({ sheets, encryption: { password: 'x', spinCount: 1000 } })
    expect(await refusal(bytes)).toBe('spreadsheet-encrypted')
  })
})

describe('CSV', () => {
  const rows = [
    { row: 1, cells: ['姓名', '选区'] },
    { row: 2, cells: ['陈静', '第一选区'] },
  ]
  /** 姓名,选区 / 陈静,第一选区 in GBK. */
  const GBK = [
    ...[0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xd1, 0xa1, 0xc7, 0xf8, 0x0a],
    ...[0xb3, 0xc2, 0xbe, 0xb2, 0x2c, 0xb5, 0xda, 0xd2, 0xbb, 0xd1, 0xa1, 0xc7, 0xf8],
  ]
  test.each([
    ['UTF-8', text('姓名,选区\n陈静,第一选区')],
    ['UTF-8 with its mark, semicolons', text('\ufeff姓名;选区\r\n陈静;第一选区\r\n')],
    ['tabs and an empty line', text('姓名\t选区\n陈静\t第一选区\n\n')],
    ['GBK', new Uint8Array(GBK)],
  ])('in %s', async (_, bytes) => {
    expect(await readWorkbook(bytes, '代表.csv')).toEqual([{ name: '代表', rows, faults: [] }])
  })
})

describe('what is written', () => {
  const FORMULAS = ['=1+1', '+86 23', '-1', '@SUM(A1)', '＝1', '\t=1', '\r=1']
  const header = ['姓名', '分数', '说明']
  const rows = [
    ['𠮷野禾', 34.5, 'a,"b"\n第二行'],
    ['阿依努尔·买买提', -1, ''],
    ...FORMULAS.map((text) => [text, 0, null]),
  ]

  test('opens in another library: numbers are numbers, and nothing is a formula', async () => {
    const bytes = await writeWorkbook([
      { name: '柳荫镇[1]/2026年第三季度:积分登记表和它的很长很长的名字', header, rows },
    ])
    const [sheet] = await readXlsxFile(new Blob([bytes]))
    expect(sheet!.sheet).toBe('柳荫镇 1  2026年第三季度 积分登记表和它的很长很长的名字'.slice(0, 31))
    expect(sheet!.data[0]).toEqual(header)
    expect(sheet!.data[1]!.slice(0, 2)).toEqual(['𠮷野禾', 34.5])
    expect(sheet!.data[2]!.slice(0, 2)).toEqual(['阿依努尔·买买提', -1])
    const texts = sheet!.data.slice(3).map(([text]) => String(text))
    expect(texts).toHaveLength(FORMULAS.length)
    expect(texts.every((text) => text.startsWith("'"))).toBe(true)
  })

  test('a CSV has the mark of UTF-8, quotes what needs it, and nothing in it is a formula', () => {
    const csv = writeCsv(header, rows)
    expect(csv.startsWith('\uFEFF姓名,分数,说明\r\n𠮷野禾,34.5,"a,""b""\n第二行"\r\n')).toBe(true)
    expect(csv).toContain("'=1+1,0,\r\n'+86 23,0,\r\n'-1,0,\r\n'@SUM(A1),0,\r\n'＝1,0,")
    const read = readCsv(text(csv)).filter((row) => row.length > 1)
    expect(read.slice(1).map(([name]) => name)).toEqual([
      '𠮷野禾',
      '阿依努尔·买买提',
      ...FORMULAS.map((one) => `'${one}`),
    ])
    expect(read[2]).toEqual(['阿依努尔·买买提', '-1', ''])
  })

  test('the name of a file is safe in its header, in any language', () => {
    expect(attachment("北桥(1)'*.csv")).toBe("attachment; filename*=UTF-8''%E5%8C%97%E6%A1%A5%281%29%27%2A.csv")
  })
})
