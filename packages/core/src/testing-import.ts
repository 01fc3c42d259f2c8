import { checkJob, stage } from './imports/job.ts'
import { jobById, jobList } from './imports/queries.ts'
import type { Finding, WorkbookSheet } from './imports/schema.ts'
import { ask } from './kernel/command.ts'
import type { Store } from './kernel/store.ts'
import type { openedDistrict } from './testing-world.ts'

// A small workbook as a test uploads it, and what its check found.

export const UNITS = ['名称', '类型']
export const DISTRICTS = ['街镇', '级别', '选区名称', '名额']
export const DEPUTIES = ['代表编号', '姓名', '街镇', '级别', '选区', '任期起', '任期止', '产生方式']
export const ENTRIES = ['代表编号', '姓名', '街镇', '级别', '选区', '任期起', '日期', '积分项目', '说明']
export const OPENINGS = ['代表编号', '姓名', '街镇', '级别', '选区', '任期起', '季度', '积分项目', '分数', '来源']

export const sheet = (name: string, ...rows: string[][]): WorkbookSheet => ({
  name,
  faults: [],
  rows: rows.map((cells, index) => ({ row: index + 1, cells })),
})

export const TERM = ['2021-11-20', '2026-12-31']

/** A whole small district. */
export const workbook = (): WorkbookSheet[] => [
  sheet('说明', ['先填“街镇”']),
  sheet('街镇', UNITS, ['柳荫镇', '镇'], ['北桥街道', '街道']),
  sheet('选区', DISTRICTS, ['柳荫镇', '区县级', '第一选区', '2'], ['柳荫镇', '乡镇级', '第三选区', '3']),
  sheet(
    '代表',
    DEPUTIES,
    ['A1', '𠮷野禾', '柳荫镇', '区县级', '第一选区', ...TERM, ''],
    ['A1', '𠮷野禾', '柳荫镇', '乡镇级', '第三选区', ...TERM, '换届选举'],
    ['A2', '陈静', '柳荫镇', '区县级', '第一选区', '2021年11月20日', '２０２６/12/31', '补选']
  ),
  sheet('期初积分', OPENINGS, [
    'A2',
    '',
    '',
    '',
    '',
    '',
    '2026年第二季度',
    '视察、调研、执法检查',
    '4.5',
    '区登记册第12页',
  ]),
  sheet(
    '积分登记',
    ENTRIES,
    ['', '陈静', '柳荫镇', '区县级', '第一选区', '', '2026-09-16', '视察、调研、执法检查', '老旧小区视察'],
    ['A1', '', '', '乡镇级', '', '', '46281', 'inspection', '']
  ),
]

export const JOB = '01890000-0000-7000-8000-000000000001'

export const staged = async (
  store: Store,
  sheets: WorkbookSheet[],
  today = '2026-10-08',
  unitId: string | null = null,
  id = JOB
) => {
  const job = { id, fileName: '一区.xlsx', unitId, actor: 'member:hemin', createdAt: '2026-10-08T02:00:00.000Z' }
  await stage(store, job, sheets)
  await checkJob(store, id, today)
  return inputOf(store, id)
}

export async function inputOf(store: Store, jobId = JOB) {
  const [jobs] = (await store.read([jobById(jobId).compile()])) as [{ streams: string; openingQuarters: string }[]]
  const { streams, openingQuarters } = jobs[0]!
  return {
    jobId,
    streams: JSON.parse(streams) as string[],
    openingQuarters: JSON.parse(openingQuarters) as string[],
  }
}

type World = Awaited<ReturnType<typeof openedDistrict>>

export const linesOf = async <T>({ store, ctx, commission }: World, kind: string, jobId = JOB): Promise<T[]> => {
  const read = await ask(store, jobList, { jobId, kind, page: 0 }, ctx(commission))
  if (!read.ok) throw new Error(read.problem.code)
  return [...read.value.faults, ...read.value.choices, ...read.value.sums] as T[]
}

export const where = (faults: readonly Finding[]) =>
  faults.map((one) => `${one.sheet} ${one.row}:${one.column} ${one.title}`)
