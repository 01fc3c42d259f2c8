import type { D1Database } from '@cloudflare/workers-types'

export const csr = false

type Event = {
  params: Record<'unitId' | 'level' | 'quarter' | 'revision', string>
  platform: { env: { DISTRICT: D1Database } }
  setHeaders(headers: Record<string, string>): void
}

type Row = {
  name: string
  electoralDistrict: string
  concerned: number
  present: number
  onLeave: number
  absent: number
  categories: Record<string, number>
  quarterHundredths: number
  yearHundredths: number
}
type Content = {
  unitName: string
  categories: { code: string; name: string }[]
  rows: { leaf: string; row: Row | null }[]
}

type Found = { deputyCount: number; publishedOn: string; objectionsUntilOn: string; root: string; rows: string }

export async function load({ params, platform, setHeaders }: Event) {
  const board = await platform.env.DISTRICT.prepare(
    `select r.deputyCount, r.publishedOn, r.objectionsUntilOn, r.root, c.rows
      from board_revision r join board_content c using (unitId, level, quarter, revision)
      where unitId = ? and level = ? and quarter = ? and revision = cast(? as integer) and withdrawnOn is null`
  )
    .bind(params.unitId, params.level, params.quarter, params.revision)
    .first<Found>()
  setHeaders({ 'cache-control': 'public, max-age=0, s-maxage=60' })
  return { ...board!, content: JSON.parse(board!.rows) as Content, rows: null }
}
