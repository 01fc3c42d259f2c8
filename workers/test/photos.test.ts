import { exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, test } from 'vitest'
import { d1Store } from '../src/d1.ts'
import { envOf } from '../src/env.ts'
import type { Files } from '../src/file/files.ts'
import { cleanPhoto } from '../src/file/photo.ts'
import { sweepUploads } from '../src/file/sweep.ts'
import { qrPng } from '../src/paper/qr-png.ts'
import { call, commandId as newCommandId, signUpDistrict } from './client.ts'
import { bindings } from './setup.ts'

const text = (words: string) => [...new TextEncoder().encode(words)]
const SECRET = 'GPS 29.5630 106.5516'
const says = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes)

const segment = (marker: number, content: number[]) => [
  0xff,
  marker,
  (content.length + 2) >> 8,
  (content.length + 2) & 255,
  ...content,
]
/** Big-endian Exif of one entry, the orientation, with a place behind it. */
const exif = [
  ...text('Exif\0\0MM'),
  0,
  42,
  0,
  0,
  0,
  8,
  0,
  1,
  1,
  0x12,
  0,
  3,
  0,
  0,
  0,
  1,
  0,
  6,
  0,
  0,
  0,
  0,
  0,
  0,
  ...text(SECRET),
]
const SCAN = [...segment(0xda, [1, 1, 0, 0, 63, 0]), 0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]
const jpeg = (...before: number[][]) =>
  new Uint8Array([
    0xff,
    0xd8,
    ...segment(0xe0, text('JFIF\0')),
    ...before.flat(),
    ...segment(0xdb, [0, 1]),
    ...SCAN,
    0xff,
    0xd9,
  ])

const riff = (name: string, content: number[]) => [
  ...text(name),
  content.length,
  0,
  0,
  0,
  ...content,
  ...(content.length % 2 ? [0] : []),
]
const webp = (...chunks: number[][]) => {
  const content = [...text('WEBP'), ...chunks.flat()]
  return new Uint8Array([...text('RIFF'), content.length & 255, content.length >> 8, 0, 0, ...content])
}

describe('a photo keeps its picture and loses the rest', () => {
  test('JPEG: which side is up stays; place, camera, comments and what hangs behind the picture go', () => {
    const trailing = text(`mp4 ${SECRET}`)
    const file = new Uint8Array([
      ...jpeg(segment(0xe1, exif), segment(0xfe, text(SECRET)), segment(0xed, text(SECRET))),
      ...trailing,
    ])
    const { mediaType, bytes } = cleanPhoto(file)!
    expect(mediaType).toBe('image/jpeg')
    expect(says(bytes)).not.toContain('GPS')
    const upright = segment(0xe1, [
      ...text('Exif\0\0MM'),
      0,
      42,
      0,
      0,
      0,
      8,
      0,
      1,
      1,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      6,
      0,
      0,
      0,
      0,
      0,
      0,
    ])
    expect([...bytes]).toEqual([...jpeg(upright)])
  })

  test('PNG and WebP: texts, times, Exif and XMP go', async () => {
    const png = await qrPng('公告')
    const chunk = [0, 0, 0, SECRET.length, ...text('tEXt'), ...text(SECRET), 0, 0, 0, 0]
    const withText = new Uint8Array([...png.subarray(0, 33), ...chunk, ...png.subarray(33)])
    expect(cleanPhoto(withText)).toEqual({ mediaType: 'image/png', bytes: png })
    const picture = riff('VP8 ', [1, 2, 3])
    const extended = (flags: number) => riff('VP8X', [flags, 0, 0, 0, 1, 0, 0, 1, 0, 0])
    const told = webp(extended(0b1100), picture, riff('EXIF', text(SECRET)), riff('XMP ', text(SECRET)))
    expect(cleanPhoto(told)).toEqual({ mediaType: 'image/webp', bytes: webp(extended(0), picture) })
  })

  test('further pictures go: thumbnails of JFIF and JFXX, MPF and FlashPix, strangers in a frame of WebP', () => {
    const jfif = (...thumbnail: number[]) => [
      ...text('JFIF\0'),
      1,
      2,
      0,
      0,
      1,
      0,
      1,
      thumbnail.length / 3,
      1,
      ...thumbnail,
    ]
    const icc = segment(0xe2, text('ICC_PROFILE\0profile'))
    const adobe = segment(0xee, text('Adobe1'))
    const others = [
      ...[segment(0xe0, text(`JFXX\0${SECRET}`)), segment(0xe2, text(`MPF\0${SECRET}`))],
      ...[segment(0xe2, text(`FPXR\0${SECRET}`)), segment(0xee, text(SECRET))],
    ]
    const file = jpeg(segment(0xe0, jfif(...text('secret'))), icc, ...others, adobe)
    expect([...cleanPhoto(file)!.bytes]).toEqual([...jpeg(segment(0xe0, [...jfif().slice(0, 13), 0]), icc, adobe)])

    const fields = Array.from({ length: 16 }, (_, n) => n)
    const picture = [...riff('ALPH', [1]), ...riff('VP8 ', [1, 2, 3])]
    const frame = (...chunks: number[][]) => riff('ANMF', [...fields, ...chunks.flat()])
    const animated = webp(frame(riff('EXIF', text(SECRET)), picture, riff('what', text(SECRET))))
    expect(cleanPhoto(animated)).toEqual({ mediaType: 'image/webp', bytes: webp(frame(picture)) })
    expect(cleanPhoto(webp(frame(riff('EXIF', text(SECRET)))))).toBeNull()
    expect(cleanPhoto(webp(riff('ANMF', fields.slice(1))))).toBeNull()
  })

  test('what is no photo, and a photo cut off anywhere, is refused', async () => {
    expect(cleanPhoto(new Uint8Array(text('<svg onload=alert(1)>')))).toBeNull()
    expect(cleanPhoto(new Uint8Array())).toBeNull()
    for (const whole of [jpeg(segment(0xe1, exif)), await qrPng('a'), webp(riff('VP8 ', [1, 2, 3]))]) {
      expect(cleanPhoto(whole)).not.toBeNull()
      for (let length = 0; length < whole.length; length++) expect(cleanPhoto(whole.subarray(0, length))).toBeNull()
    }
  })
})

describe('the door', () => {
  let cookie = ''
  const send = async (bytes: Uint8Array<ArrayBuffer>, type: string, who = cookie, commandId = newCommandId()) => {
    const headers = { origin: 'http://jiceng.test', 'content-type': type, cookie: who }
    const request = new Request(`http://jiceng.test/api/tenants/qinghe/photos?commandId=${commandId}`, {
      method: 'POST',
      headers,
      body: bytes,
    })
    const response = await (exports as { default: Fetcher }).default.fetch(request)
    return { status: response.status, body: await response.json<Record<string, unknown>>() }
  }
  const tenant = async () =>
    (await bindings.DIRECTORY.prepare(`select id from tenant where slug = 'qinghe'`).first<{ id: string }>())!.id

  const sweep = async (hours: number, files = envOf(bindings).files) => {
    const id = await tenant()
    const now = new Date(Date.now() + hours * 3_600_000).toISOString()
    return sweepUploads(files, d1Store(bindings.TENANT_0001, id), id, now)
  }

  beforeAll(async () => {
    cookie = (await signUpDistrict('qinghe')).cookie
  })

  test('takes a photo under an id of its own; sent again under the same command it is the same', async () => {
    const commandId = newCommandId()
    const first = await send(jpeg(segment(0xe1, exif)), 'image/jpeg', cookie, commandId)
    expect(first).toMatchObject({ status: 201, body: { mediaType: 'image/jpeg' } })
    expect(await send(jpeg(segment(0xe1, exif)), 'image/jpeg', cookie, commandId)).toEqual(first)
    const other = await send(jpeg(segment(0xe1, exif)), 'image/jpeg')
    expect(other.body).toEqual({ ...first.body, id: other.body['id'] })
    expect(other.body['id']).not.toBe(first.body['id'])
    const kept = await bindings.FILES.get(`${await tenant()}/${first.body['id'] as string}`)
    expect(says(new Uint8Array(await kept!.arrayBuffer()))).not.toContain('GPS')
  })

  test('refuses strangers, other types, other content, damage and size, each by its name', async () => {
    expect((await send(jpeg(), 'image/jpeg', '')).status).toBe(401)
    expect(await send(jpeg(), 'image/gif')).toMatchObject({ status: 415, body: { code: 'not-a-photo-type' } })
    const refused = (code: string) => ({ status: 422, body: { code, errors: [{ pointer: '/file' }] } })
    expect(await send(new Uint8Array(text('%PDF-1.7')), 'image/png')).toMatchObject(refused('not-a-photo'))
    expect(await send(jpeg().slice(0, 20), 'image/jpeg')).toMatchObject(refused('photo-damaged'))
    expect(await send(new Uint8Array(8_000_001), 'image/jpeg')).toMatchObject(refused('photo-too-large'))
    expect(await send(new Uint8Array(10_500_000), 'image/jpeg')).toMatchObject({ status: 413 })
  })

  test('a photo nobody attached is nobody’s to fetch, and is swept after a day with its bytes', async () => {
    const { body } = await send(jpeg(), 'image/jpeg')
    const fileId = body['id'] as string
    const at = `/tenants/qinghe/circulars/none/announcements/none/posting/photos/${fileId}`
    expect((await call('GET', at, undefined, { cookie })).status).toBe(404)
    const id = await tenant()
    expect(await sweep(23)).toBe(0)
    expect(await sweep(25)).toBeGreaterThan(0)
    expect(await bindings.FILES.get(`${id}/${fileId}`)).toBeNull()
    expect((await bindings.TENANT_0001.prepare('select * from upload').all()).results).toEqual([])
  })

  test('a slow sweep deletes nothing of a later upload, and an upload that is being swept puts no bytes', async () => {
    const id = await tenant()
    const commandId = newCommandId()
    const upload = () => send(jpeg(), 'image/jpeg', cookie, commandId)
    const first = await upload()
    const { files } = envOf(bindings)
    let second = first
    const slow: Files = {
      ...files,
      delete: async (tenantId, ids) => {
        await files.delete(tenantId, ids)
        expect(await upload()).toMatchObject({ status: 409, body: { code: 'file-being-swept' } })
        expect(await files.get(tenantId, first.body['id'] as string)).toBeNull()
        expect(await sweep(25)).toBe(1)
        second = await upload()
        await files.delete(tenantId, ids)
      },
    }
    expect(await sweep(25, slow)).toBe(1)
    expect(second).toMatchObject({ status: 201, body: { hash: first.body['hash'] } })
    expect(await files.get(id, second.body['id'] as string)).not.toBeNull()
    expect((await bindings.TENANT_0001.prepare('select id, isStored from upload').all()).results).toEqual([
      { id: second.body['id'], isStored: 1 },
    ])
  })

  test('the photo that stands is shown by an address the browser asks about each time', async () => {
    const { body } = await send(jpeg(), 'image/jpeg')
    const fileId = body['id'] as string
    await bindings.TENANT_0001.batch(
      [
        `insert into unit (position, id, kind, name) values (1, 'u1', 'street', '清泉街道')`,
        `insert into period_close select 'u1', 'district', '2026Q3', '2026-10-01', 'a', max(version) from rule_set`,
        `insert into board_revision values ('u1', 'district', '2026Q3', 1, '2026-10-02', '2026-10-09', '2027-10-01', 1, 1,
          '${'0'.repeat(64)}', 0, 'a', null)`,
        `insert into circular (id, unitId, level, quarter, revision, root, edition, status, author, editor, proposedOn)
          values ('c1', 'u1', 'district', '2026Q3', 1, '${'0'.repeat(64)}', 1, 'approved', 'a', 'a', '2026-10-08')`,
        `insert into announcement values ('c1', 'd1', '2026-10-08', '${fileId}', 'image/jpeg', 40)`,
      ].map((sql) => bindings.TENANT_0001.prepare(sql))
    )
    const at = (file: string) => `/tenants/qinghe/circulars/c1/announcements/d1/posting/photos/${file}`
    const fetched = (headers: Record<string, string>) =>
      (exports as { default: Fetcher }).default.fetch(`http://jiceng.test/api${at(fileId)}`, { headers })
    const shown = await fetched({ cookie })
    expect(shown.headers.get('cache-control')).toBe('private, no-cache')
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(jpeg())
    const etag = shown.headers.get('etag')!
    expect((await fetched({ cookie, 'if-none-match': etag })).status).toBe(304)
    expect((await fetched({ 'if-none-match': etag })).status).toBe(401)
    expect((await call('GET', at('another'), undefined, { cookie })).status).toBe(404)
  })
})
