import { insertMany } from '../kernel/insert.ts'
import type { Statement } from '../kernel/store.ts'
import type { Checked } from './check-state.ts'
import { LIST_PAGE, type Chosen, type WorkbookSheet } from './schema.ts'

// Bookkeeping: what a job says of a file before anything is decided. No event tells of it, and all of it can be
// thrown away and made again from the file.

const PIECE_ROWS = 1_000

type NewJob = { id: string; fileName: string; unitId: string | null; actor: string; createdAt: string }

export const rowCountOf = (workbook: readonly WorkbookSheet[]): number =>
  workbook.reduce((sum, sheet) => sum + sheet.rows.length, 0)

export const startJob = (job: NewJob, rowCount: number): Statement[] =>
  insertMany(
    'import_job',
    [
      {
        ...job,
        rowCount,
        stagedRows: 0,
        checkedRows: 0,
        state: 'staging',
        faultCount: 0,
        openCount: 0,
        streams: '[]',
        openingQuarters: '[]',
        summary: '{}',
        choices: '{}',
      },
    ],
    'on conflict do nothing'
  )

/** The file in pieces, each its own batch with the count of rows so far: staging again changes nothing. */
export function stagePieces(jobId: string, workbook: readonly WorkbookSheet[]): Statement[][] {
  const batches: Statement[][] = []
  let staged = 0
  workbook.forEach((sheet, index) => {
    for (let piece = 0; piece === 0 || piece * PIECE_ROWS < sheet.rows.length; piece++) {
      const rows = sheet.rows.slice(piece * PIECE_ROWS, (piece + 1) * PIECE_ROWS)
      staged += rows.length
      const row = { jobId, sheet: index, piece, name: sheet.name, rows: JSON.stringify(rows) }
      const faults = JSON.stringify(piece === 0 ? sheet.faults : [])
      batches.push([
        ...insertMany('import_row', [{ ...row, faults }], 'on conflict do nothing'),
        {
          sql: 'update import_job set stagedRows = max(stagedRows, cast(? as integer)) where id = ?',
          parameters: [staged, jobId],
        },
      ])
    }
  })
  return batches
}

export const startCheck = (jobId: string): Statement => ({
  sql: `update import_job set state = 'checking', checkedRows = 0 where id = ?`,
  parameters: [jobId],
})

/** What a check found, in place of what an earlier one did. */
export function keepChecked(
  jobId: string,
  { findings, choices, sums, summary, streams }: Checked,
  openingQuarters: readonly string[]
): Statement[] {
  const faulty = summary.sheets.filter((sheet) => sheet.faults > 0)
  const open = choices.filter((choice) => choice.chosen === null).length
  const clear = (table: string): Statement => ({ sql: `delete from ${table} where jobId = ?`, parameters: [jobId] })
  return [
    clear('import_list'),
    clear('import_quarter'),
    ...faulty.flatMap(({ name }) =>
      pages(
        jobId,
        `faults:${name}`,
        findings.filter((one) => one.sheet === name)
      )
    ),
    ...pages(jobId, 'faults', findings),
    ...pages(jobId, 'choices', choices),
    ...pages(jobId, 'sums', sums),
    ...insertMany(
      'import_quarter',
      summary.quarters.map(({ unitId, level, quarter }) => ({ unitId, level, quarter, jobId }))
    ),
    {
      sql: `update import_job set state = 'checked', checkedRows = rowCount, faultCount = cast(? as integer),
        openCount = cast(? as integer), streams = ?, openingQuarters = ?, summary = ? where id = ?`,
      parameters: [
        findings.length,
        open,
        JSON.stringify(streams),
        JSON.stringify(openingQuarters),
        JSON.stringify(summary),
        jobId,
      ],
    },
  ]
}

const pages = (jobId: string, kind: string, rows: readonly unknown[]): Statement[] =>
  insertMany(
    'import_list',
    Array.from({ length: Math.ceil(rows.length / LIST_PAGE) }, (_, page) => ({
      jobId,
      kind,
      page,
      rows: JSON.stringify(rows.slice(page * LIST_PAGE, (page + 1) * LIST_PAGE)),
    }))
  )

/** Some choices more; the last one for a key stands. */
export const keepChoices = (jobId: string, chosen: Chosen): Statement => ({
  sql: 'update import_job set choices = json_patch(choices, ?) where id = ?',
  parameters: [JSON.stringify(Object.fromEntries(chosen.map(({ key, mandateId }) => [key, mandateId]))), jobId],
})

/** An upload that broke off: without all of its rows it can be neither checked nor decided. */
export const forgetJob = (jobId: string): Statement[] => [
  ...forgetRows(jobId),
  { sql: 'delete from import_job where id = ?', parameters: [jobId] },
]

/** A decided job keeps its counts; the rows of its file and the lists made of them, names and all, go. */
export const forgetRows = (jobId: string): Statement[] =>
  ['import_row', 'import_list', 'import_quarter'].map((table) => ({
    sql: `delete from ${table} where jobId = ?`,
    parameters: [jobId],
  }))
