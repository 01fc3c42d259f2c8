import { canonicalJson, leafHash, merkleRoot } from '@jiceng/core/kernel/hash'

// The main job as another program does it: through the public api alone, with keys. Nothing here but fetch.

export type Site = {
  /** "https://…", without a path. */
  origin: string
  slug: string
  /** Keys of two different people: whoever closes a quarter does not publish it. */
  keys: { clerk: string; publisher: string }
  fetch: (url: string, init: RequestInit) => Promise<Response>
  say: (line: string) => void
}

type Written = { commandId: string; events: { id: string; type: string }[] }
type Told = { status: number; body: unknown }
type Problem = { code?: string; title?: string; errors?: { pointer: string; detail: string }[] }

/** A UUIDv7 (RFC 9562, 5.7): made before the first try and sent again with every other. */
function newCommandId(): string {
  const random = [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => byte.toString(16).padStart(2, '0'))
  const hex = Date.now().toString(16).padStart(12, '0') + random.join('')
  const variant = (8 + (parseInt(hex[16]!, 16) % 4)).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
}

/** The last quarter that is over, and a day in it. */
function lastQuarter(now: Date) {
  const index = now.getUTCFullYear() * 4 + Math.floor(now.getUTCMonth() / 3) - 1
  const [year, quarter] = [Math.floor(index / 4), (index % 4) + 1]
  return { quarter: `${year}Q${quarter}`, day: `${year}-${String(quarter * 3 - 1).padStart(2, '0')}-15`, year }
}

/** One request after the other; a key over its limit waits as long as it is told. */
async function send(site: Site, method: string, path: string, key: string | null, body?: unknown): Promise<Told> {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': 'en' }
  if (key !== null) headers['authorization'] = `Bearer ${key}`
  if (body !== undefined) headers['content-type'] = 'application/json'
  const init: RequestInit = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }
  for (;;) {
    const response = await site.fetch(`${site.origin}/api/tenants/${site.slug}${path}`, init)
    const answer = { status: response.status, body: await response.json() }
    if (answer.status !== 429) return answer
    const seconds = Number(response.headers.get('retry-after') ?? 1)
    site.say(`waiting ${seconds} s`)
    await new Promise((done) => setTimeout(done, seconds * 1000))
  }
}

function refusal(what: string, { status, body }: Told): Error {
  const { code, title, errors = [] } = body as Problem
  const details = errors.map(({ pointer, detail }) => `${pointer}: ${detail}`).join('; ')
  return new Error(`${what}: ${status} ${code ?? ''} ${title ?? ''} ${details}`.trim())
}

/** Does the main job in a unit of its own and answers what the public then reads. Throws where anything is refused. */
export async function mainJob(site: Site, now = new Date()) {
  const { clerk, publisher } = site.keys
  const { quarter, day, year } = lastQuarter(now)

  async function write(path: string, fields: object, key = clerk): Promise<Written> {
    const body = { commandId: newCommandId(), ...fields }
    const answer = await send(site, 'POST', path, key, body)
    if (answer.status !== 201) throw refusal(`POST ${path}`, answer)
    // An answer can get lost. The same request again is answered, and not done again.
    const again = await send(site, 'POST', path, key, body)
    if (JSON.stringify(again) !== JSON.stringify(answer)) throw refusal(`POST ${path}, once more`, again)
    return answer.body as Written
  }
  async function read<T>(path: string, key: string | null = clerk): Promise<T> {
    const answer = await send(site, 'GET', path, key)
    if (answer.status !== 200) throw refusal(`GET ${path}`, answer)
    return answer.body as T
  }

  const unit = (await write('/units', { kind: 'street', name: `接口街道${String(now.getTime()).slice(-7)}` })).commandId
  site.say(`unit ${unit}`)
  const own = `/units/${unit}/district`
  const seats = { name: '第1选区', seats: 3 }
  const electoralDistrictId = (await write(`${own}/electoral-districts`, seats)).commandId
  const term = {
    electoralDistrictId,
    ground: 'general_election',
    startOn: `${year - 1}-01-10`,
    endOn: `${year + 3}-01-09`,
  }
  const deputies: string[] = []
  for (const name of ['陈静', '丁文博', '马晓岚']) {
    deputies.push((await write(`${own}/mandates`, { ...term, name, namesake: true })).commandId)
  }
  site.say(`electoral district ${electoralDistrictId} with ${deputies.length} deputies`)

  const entry = { itemCode: 'suggestion', occurredOn: day, note: '关于公交线路的建议' }
  for (const mandateId of deputies) await write(`${own}/point-entries`, { ...entry, mandateId })
  const twice = await write(`${own}/point-entries`, { ...entry, mandateId: deputies[0] })
  const entryPath = `${own}/point-entries/${encodeURIComponent(twice.events[0]!.id)}/reversal`
  await write(entryPath, { mandateId: deputies[0], occurredOn: day, reason: '重复登记' })
  const presences = ['present', 'leave', 'present']
  const attendance = deputies.map((mandateId, n) => ({ mandateId, presence: presences[n] }))
  await write(`${own}/activities`, { title: '视察老旧小区改造', itemCode: 'inspection', occurredOn: day, attendance })
  site.say('4 entries, 1 reversal, 1 activity')

  const ofQuarter = `${own}/quarters/${quarter}`
  await write(`${ofQuarter}/closing`, {})
  const settings = { objectionWorkingDays: 5, publicUntilOn: `${year + 1}-12-31` }
  const alone = await send(site, 'POST', `${ofQuarter}/board`, clerk, { commandId: newCommandId(), ...settings })
  if ((alone.body as Problem).code !== 'second-signature-needed') throw refusal('publishing what one closed', alone)
  await write(`${ofQuarter}/board`, settings, publisher)
  site.say(`${quarter} closed, and published by another`)

  const { revision } = await read<{ revision: number }>(`${ofQuarter}/board`, null)
  const board = await read<Board>(`${ofQuarter}/board/${revision}`, null)
  const leaves = board.content.rows.map(({ salt, leaf, row }) => {
    if (salt === null || row === null) return leaf
    return leafHash(salt, canonicalJson(row))
  })
  if (merkleRoot(leaves) !== board.root) throw new Error('the board does not have the root it was published with')
  site.say(`root ${board.root} recomputed from ${leaves.length} rows`)
  return {
    unitId: unit,
    quarter,
    root: board.root,
    rows: board.content.rows.map(({ row }) => [row?.name, row?.quarterHundredths, row?.present, row?.onLeave] as const),
  }
}

type Row = { name: string; quarterHundredths: number; present: number; onLeave: number }
type Board = { root: string; content: { rows: { salt: string | null; leaf: string; row: Row | null }[] } }

/** What the main job takes: permissions of the clerk's key, and of the publisher's. */
export const MAIN_JOB = {
  clerk: [
    ...['unit.establish', 'electoral-district.draw', 'mandate.begin', 'points.record', 'points.reverse'],
    ...['activity.hold', 'period.close', 'board.publish'],
  ],
  publisher: ['board.publish'],
}
