import * as z from 'zod'
import { commandId, id, line, quarter } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'

/** A file as the port to spreadsheets reads it; rows and columns count from 1, as on screen. */
export type WorkbookSheet = { name: string; rows: SheetRow[]; faults: CellFault[] }
export type SheetRow = { row: number; cells: string[] }
export type CellFault = { row: number; column: number; code: 'formula-without-value' | 'error-value' | 'cell-too-long' }

/** Who may bring a file; a unit office for its own unit only. */
export const importRoles = ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'] as const

export type Column = Words & { required: boolean; help: Words }
const column = (zh: string, en: string, required: boolean, helpZh: string, helpEn: string): Column => ({
  zh,
  en,
  required,
  help: { zh: helpZh, en: helpEn },
})

// Which deputy a row is about: by number, or by name and as much of the rest as tells namesakes apart.
const deputyColumns = {
  code: column(
    '代表编号',
    'Deputy number',
    false,
    '“代表”表中的编号；填了可不填姓名',
    'As on the sheet of deputies; then the name may be left out'
  ),
  name: column('姓名', 'Name', false, '没有编号时必填', 'Needed where there is no number'),
  unit: column('街镇', 'Unit', false, '同名时填写', 'To tell namesakes apart'),
  level: column('级别', 'Level', false, '区县级或乡镇级；同名时填写', 'District or Township; to tell namesakes apart'),
  district: column('选区', 'Electoral district', false, '同名时填写', 'To tell namesakes apart'),
  term: column('任期起', 'Term from', false, '同名同选区时填写', 'Where name and district are the same'),
}

/** The sheets of the workbook in the order in which they build on each other. */
export const sheets = {
  units: {
    zh: '街镇',
    en: 'Units',
    columns: {
      name: column('名称', 'Unit name', true, '不超过30字', 'At most 30 characters'),
      kind: column('类型', 'Kind', true, '街道、镇或乡', 'Street, Town or Township'),
    },
  },
  districts: {
    zh: '选区',
    en: 'Electoral districts',
    columns: {
      unit: column('街镇', 'Unit', true, '“街镇”表中的或已登记的名称', 'On the sheet of units or already registered'),
      level: column(
        '级别',
        'Level',
        true,
        '区县级或乡镇级；街道只有区县级',
        'District or Township; a street has district only'
      ),
      name: column('选区名称', 'District name', true, '不超过30字', 'At most 30 characters'),
      seats: column('名额', 'Seats', true, '1至3（《选举法》第二十五条）', '1 to 3 (Electoral Law, art. 25)'),
    },
  },
  employers: {
    zh: '用人单位',
    en: 'Employers',
    columns: {
      name: column('单位名称', 'Organisation', true, '不超过60字', 'At most 60 characters'),
      address: column(
        '通信地址',
        'Postal address',
        false,
        '可不填；只用于新登记的单位，登记后可更改和清除',
        'May be left out; for a new organisation only, and can be changed and erased'
      ),
      person: column('联系人', 'Contact person', false, '可不填', 'May be left out'),
      phone: column('联系电话', 'Telephone', false, '可不填', 'May be left out'),
    },
  },
  deputies: {
    zh: '代表',
    en: 'Deputies',
    columns: {
      code: column(
        '代表编号',
        'Deputy number',
        false,
        '自编，供后面的表引用；一人兼两级代表时两行同号',
        'Your own, for the later sheets; one person with two mandates has one number'
      ),
      name: column('姓名', 'Name', true, '不超过50字', 'At most 50 characters'),
      unit: column('街镇', 'Unit', true, '', ''),
      level: column('级别', 'Level', true, '区县级或乡镇级', 'District or Township'),
      district: column('选区', 'Electoral district', true, '', ''),
      startOn: column('任期起', 'Term from', true, '日期，如2021-11-20', 'A day, as 2021-11-20'),
      endOn: column('任期止', 'Term to', true, '日期', 'A day'),
      ground: column(
        '产生方式',
        'Elected by',
        false,
        '换届选举（可不填）或补选',
        'General election (may be left out) or By-election'
      ),
      employer: column(
        '用人单位',
        'Employer',
        false,
        '“用人单位”表中的或已登记的名称；公示后的通报寄给它',
        'On the sheet of employers or already registered; it gets the circulars'
      ),
    },
  },
  openings: {
    zh: '期初积分',
    en: 'Opening points',
    columns: {
      ...deputyColumns,
      quarter: column('季度', 'Quarter', true, '如2026Q2', 'As 2026Q2'),
      item: column(
        '积分项目',
        'Item',
        true,
        '积分规则中的项目名称；受该项上限约束',
        'An item of the rules; its caps hold'
      ),
      points: column('分数', 'Points', true, '最多两位小数', 'At most two decimals'),
      source: column('来源', 'Source', true, '原登记册名称和页码', 'The earlier record and its page'),
    },
  },
  entries: {
    zh: '积分登记',
    en: 'Entries',
    columns: {
      ...deputyColumns,
      day: column('日期', 'Day', true, '如2026-09-16', 'As 2026-09-16'),
      item: column(
        '积分项目',
        'Item',
        true,
        '积分规则中的项目名称；分数由规则定',
        'An item of the rules, which give the points'
      ),
      note: column('说明', 'Note', false, '不超过500字', 'At most 500 characters'),
    },
  },
} satisfies Record<string, Words & { columns: Record<string, Column> }>

export type SheetKey = keyof typeof sheets
export const sheetKeys = Object.keys(sheets) as SheetKey[]

/** One thing wrong with one cell, and what stood there; column 0 is the whole row, row 0 the whole sheet. */
export type Finding = { sheet: string; row: number; column: number; title: string; found: string } & Words

/** A row about one of several deputies; all rows with the same key are decided by one choice. */
/** The choice that a new seat is taken by nobody known. */
export const ANOTHER_PERSON = 'another-person'

export type Choice = {
  key: string
  sheet: string
  row: number
  rowCount: number
  text: string
  candidates: { mandateId: string; text: string }[]
  chosen: string | null
}

export type DeputySum = {
  mandateId: string
  name: string
  unit: string
  district: string
  hundredths: number
  entries: number
}

export type Summary = {
  units: number
  districts: number
  employers: number
  deputies: number
  /** Deputies newly said to work for an employer. */
  belongings: number
  openings: number
  entries: number
  /** Rows about what the district already has: nothing to do. */
  known: number
  sheets: { name: string; faults: number }[]
  quarters: { unitId: string; unit: string; level: string; quarter: string; entries: number }[]
}

export const importStream = (jobId: string) => `import/${jobId}`

/** What the check found, so that a retry names the same streams. */
export const decideImport = z.strictObject({
  jobId: id,
  streams: z.array(z.string()),
  openingQuarters: z.array(quarter),
})

/** What an upload says beside its bytes; its commandId is the job's id. */
export const uploadInput = z.strictObject({ commandId, fileName: line(200) })
/** Rows a page of a job's lists, and pages one answer may hold. */
export const LIST_PAGE = 100
export const LIST_PAGES_MAX = 50

export const chooseInput = z.strictObject({
  jobId: id,
  chosen: z
    .array(z.strictObject({ key: z.string().max(500), mandateId: id }))
    .min(1)
    .max(LIST_PAGE),
})
export type Chosen = z.infer<typeof chooseInput>['chosen']
export const jobInput = z.strictObject({ jobId: id })

const listPage = z.coerce.number().int().min(0).max(10_000)

/** `faults` and `page`: which page of which list of faults is shown with it; the first of all sheets without. */
export const oneJobInput = z.strictObject({
  jobId: id,
  faults: z
    .string()
    .regex(/^faults(?::.*)?$/)
    .max(100)
    .optional(),
  page: listPage.optional(),
})

/** A checked file nobody applies is discarded after this many days: it holds names, and closing waits for it. */
export const UNDECIDED_DAYS_MAX = 30

export const templateInput = z.strictObject({
  empty: z.enum(['1']).optional(),
  /** The language of its headings; without it, the caller's. */
  lang: z.enum(['zh', 'en']).optional(),
})

export const listInput = z.strictObject({
  jobId: id,
  kind: z.string().max(100),
  page: listPage,
  pages: z.coerce.number().int().min(1).max(LIST_PAGES_MAX).optional(),
})
