import { error, type RequestEvent, type RequestHandler } from '@sveltejs/kit'
import { attachment } from '@jiceng/spreadsheet/attachment'
import { CSV, writeCsv } from '@jiceng/spreadsheet/write-csv'
import { writeWorkbook, XLSX } from '@jiceng/spreadsheet/write-workbook'
import type { List } from '$lib/list.ts'
import { m } from '$lib/paraglide/messages.js'

/** Parts a list is read in at most: each is a request to the api, and a Worker has a thousand. */
const PARTS_MAX = 500

/**
 * The whole list of a page as a file: what the page's own `load` reads, part after part, in the columns the page
 * shows. So it holds what its reader may see, filtered as they see it.
 */
export const exported =
  <Data, Row, Params>(load: (event: never) => unknown, list: List<Data, Row, Params>): RequestHandler =>
  async (event) => {
    const { data, rows } = await wholeOf(event, load, list)
    const columns = list.columns(data)
    const header = columns.map(({ title }) => title)
    const cells = rows.map((row) => columns.map(({ filed }) => filed(row)))
    const name = list.name(data, event.params as Params)
    if (event.params['format'] === 'csv') return fileOf(writeCsv(header, cells), CSV, `${name}.csv`)
    return fileOf(await writeWorkbook([{ name, header, rows: cells }]), XLSX, `${name}.xlsx`)
  }

async function wholeOf<Data, Row, Params>(
  event: RequestEvent,
  load: (event: never) => unknown,
  { rows, cursor }: List<Data, Row, Params>
) {
  // A page's load is typed by its own route; what it uses of its event, this one has too.
  const part = async (at: string | number | null): Promise<Data> => {
    const url = new URL(event.url)
    if (cursor) url.searchParams.delete(cursor.parameter)
    if (cursor && at !== null) url.searchParams.set(cursor.parameter, String(at))
    return (await load(Object.create(event, { url: { value: url } }) as never)) as Data
  }
  const first = await part(null)
  const all = [...rows(first)]
  let next = cursor?.next(first) ?? null
  for (let parts = 1; next !== null; parts++) {
    if (parts === PARTS_MAX) error(422, m.export_too_long())
    const data = await part(next)
    all.push(...rows(data))
    next = cursor?.next(data) ?? null
  }
  return { data: first, rows: all }
}

// What Windows does not allow in the name of a file.
const FORBIDDEN = /[\\/:*?"<>|]/g

const fileOf = (body: BodyInit, type: string, name: string): Response =>
  new Response(body, {
    headers: { 'content-type': type, 'content-disposition': attachment(name.replace(FORBIDDEN, ' ')) },
  })
