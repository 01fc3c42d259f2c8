import { exports } from 'cloudflare:workers'
import { DOCX, PDF } from '@jiceng/core/upload/schema'
import { beforeAll, describe, expect, test } from 'vitest'
import { paperTypeOf } from '../src/file/paper.ts'
import { sectionedDocument } from '../src/paper/sectioned.ts'
import { call, commandId as newCommandId, signUpDistrict } from './client.ts'
import { bindings } from './setup.ts'
import { zipOf } from './zip.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text) as Uint8Array<ArrayBuffer>
const pdf = (about = '') => bytesOf(`%PDF-1.7\n1 0 obj\n${about}\nendobj\nstartxref\n9\n%%EOF\n`)

const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
const types = (main: string) => `<Types><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`
const docx = (more: Record<string, string> = {}) =>
  zipOf({ '[Content_Types].xml': types(MAIN), 'word/document.xml': '<w:document/>', ...more })

describe('what a paper is follows from its bytes', () => {
  test('a PDF by its beginning and its end; cut off anywhere it is damaged, or nothing', async () => {
    const whole = pdf()
    expect(await paperTypeOf(whole)).toBe(PDF)
    for (let length = 0; length < whole.length - '%%EOF\n'.length; length++) {
      expect(await paperTypeOf(whole.subarray(0, length))).toBe(length < 5 ? 'not-a-paper' : 'damaged')
    }
    expect(await paperTypeOf(bytesOf('<html>%PDF-1.7 startxref 0 %%EOF'))).toBe('not-a-paper')
  })

  test('a .docx as Word and this product write it; cut off anywhere it is damaged', async () => {
    const paper = { title: '报告', by: '青禾区', to: null, opening: '', sections: [], signatures: [], isDense: false }
    const written = new Uint8Array(await sectionedDocument(paper))
    expect(await paperTypeOf(written)).toBe(DOCX)
    expect(await paperTypeOf(docx())).toBe(DOCX)
    for (const length of [4, 30, 200, written.length >> 1, written.length - 1]) {
      expect(await paperTypeOf(written.subarray(0, length))).toBe('damaged')
    }
  })

  test.each([
    ['macros beside the text', docx({ 'word/vbaProject.bin': 'x' }), 'macros'],
    ['macros anywhere else', docx({ 'customXml/VBAData.xml': '<x/>' }), 'macros'],
    [
      'a list of its parts beyond any document’s',
      docx({ '[Content_Types].xml': types(MAIN) + ' '.repeat(1_000_000) }),
      'too-big',
    ],
    ['a .docm under another name', docx({ '[Content_Types].xml': types(`${MAIN} macroEnabled`) }), 'macros'],
    ['a workbook', zipOf({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<x/>' }), 'not-a-paper'],
    [
      'a template',
      docx({ '[Content_Types].xml': types(MAIN.replace('document.main', 'template.main')) }),
      'not-a-paper',
    ],
    ['any zip', zipOf({ 'a.txt': 'a' }), 'not-a-paper'],
    ['a picture', bytesOf('\x89PNG\r\n'), 'not-a-paper'],
    ['a page', bytesOf('<script>alert(1)</script>'), 'not-a-paper'],
    ['nothing', bytesOf(''), 'not-a-paper'],
  ])('%s is none', async (_, bytes, fault) => {
    expect(await paperTypeOf(bytes)).toBe(fault)
  })
})

describe('the doors', () => {
  let cookie = ''
  const get = (path: string, headers: Record<string, string> = {}) =>
    (exports as { default: Fetcher }).default.fetch(`http://jiceng.test/api/tenants/qinghe${path}`, { headers })
  const send = async (bytes: Uint8Array<ArrayBuffer>, type: string = PDF, who = cookie) => {
    const headers = { origin: 'http://jiceng.test', 'content-type': type, cookie: who }
    const door = `http://jiceng.test/api/tenants/qinghe/papers?commandId=${newCommandId()}`
    const response = await (exports as { default: Fetcher }).default.fetch(
      new Request(door, { method: 'POST', headers, body: bytes })
    )
    return { status: response.status, body: await response.json<Record<string, unknown>>() }
  }
  const AT = '/bodies/u1/congress/sessions/s1'
  const post = (path: string, body: object) =>
    call('POST', `/tenants/qinghe${path}`, { commandId: newCommandId(), ...body }, { cookie })
  const attach = async (isPublic: boolean, bytes = pdf(String(Math.random()))) => {
    const { id: fileId } = (await send(bytes)).body
    const answer = await post(`${AT}/agenda/items/i1/papers`, { fileId, name: '民生实事报告', isPublic })
    return { ...answer, paperId: String(answer.body['commandId']), bytes }
  }

  beforeAll(async () => {
    cookie = (await signUpDistrict('qinghe')).cookie
    await bindings.TENANT_0001.batch(
      [
        `insert into unit (position, id, kind, name) values (1, 'u1', 'town', '柳荫镇')`,
        `insert into session (id, placeId, body, termOrdinal, ordinal, kind, calledOn, firstOn, lastOn, noticeDays,
          proposerCount, memberCount, status) values ('s1', 'u1', 'congress', 20, 3, 'quarterly', '2026-10-01', '2026-10-20',
          '2026-10-20', 0, null, 9, 'called')`,
        `insert into agenda_item values ('s1', 'i1', 1, 'special_report', null, 30, 1)`,
        `insert into agenda_item_text values ('i1', '民生实事报告', '')`,
      ].map((sql) => bindings.TENANT_0001.prepare(sql))
    )
  })

  test('refuse strangers, other types, other content, macros, damage and size, each by its name', async () => {
    expect((await send(pdf(), PDF, '')).status).toBe(401)
    expect(await send(pdf(), 'text/plain')).toMatchObject({ status: 415, body: { code: 'not-a-paper-type' } })
    const refused = (code: string) => ({ status: 422, body: { code, errors: [{ pointer: '/file' }] } })
    expect(await send(bytesOf('<html>'))).toMatchObject(refused('not-a-paper'))
    expect(await send(docx({ 'word/vbaProject.bin': 'x' }), DOCX)).toMatchObject(refused('paper-with-macros'))
    expect(await send(pdf().slice(0, 20))).toMatchObject(refused('paper-damaged'))
    expect((await send(new Uint8Array(20_000_001))).status).toBe(413)
    expect(await send(docx(), 'application/octet-stream')).toMatchObject({ status: 201, body: { mediaType: DOCX } })
  })

  test('a paper goes out under its name, to be saved, with nothing a browser would run', async () => {
    const { paperId, bytes, status } = await attach(false)
    expect(status).toBe(201)
    const sent = await get(`/sessions/s1/papers/${paperId}`, { cookie })
    expect(new Uint8Array(await sent.arrayBuffer())).toEqual(bytes)
    expect(Object.fromEntries(sent.headers)).toMatchObject({
      'content-type': PDF,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('民生实事报告')}.pdf`,
      'content-security-policy': `default-src 'none'; sandbox`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    })
    const etag = sent.headers.get('etag')!
    expect((await get(`/sessions/s1/papers/${paperId}`, { cookie, 'if-none-match': etag })).status).toBe(304)
    expect((await get(`/sessions/s1/papers/${paperId}`)).status).toBe(401)
    expect((await get(`/meetings/s1/papers/${paperId}`)).status).toBe(404)
  })

  test('everybody reads what is public, and no longer than it is', async () => {
    const { paperId, bytes } = await attach(true)
    const shown = await get(`/meetings/s1/papers/${paperId}`)
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(bytes)
    expect(shown.headers.get('cache-control')).toBe('private, no-store')
    expect(await (await get('/meetings/s1')).json()).toMatchObject({ items: [{ papers: [{ id: paperId }] }] })
    expect((await post(`${AT}/papers/${paperId}/publicity`, { isPublic: false })).status).toBe(201)
    expect((await get(`/meetings/s1/papers/${paperId}`)).status).toBe(404)
    expect((await post(`${AT}/papers/${paperId}/removal`, {})).status).toBe(201)
    expect((await get(`/sessions/s1/papers/${paperId}`, { cookie })).status).toBe(404)
  })

  test('a paper is no photo, and a photo no paper', async () => {
    const { id: fileId } = (await send(pdf())).body
    await bindings.TENANT_0001.prepare(`update upload set mediaType = 'image/png' where id = ?`).bind(fileId).run()
    expect(await post(`${AT}/agenda/items/i1/papers`, { fileId, name: '照片', isPublic: false })).toMatchObject({
      ...{ status: 422, body: { code: 'file-missing' } },
    })
  })
})
