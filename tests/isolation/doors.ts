import { alike, isSlow, isUpload, toldOf, type Places, type Probe } from './answers.ts'
import type { Answer, Send, Sending } from './client.ts'
import { OPENING, ORIGIN, type Things } from './world.ts'

// What is asked of every route whoever asks: whether it believes a name, and what it lets in.

/** One's own question, with the other district's name wherever a name might be believed. */
export function claimProbes({ world, row, input, foreign, probe, checked }: Places): Probe[] {
  const [, administrator] = world.personas
  const stranger = world.personas.find(({ name }) => name === 'administrator of another district')!
  const cookie = administrator!.cookie
  const { id, slug } = world.tenants.foreign
  const claims: [string, Sending][] = [
    ['in headers', { cookie, headers: claimedHeaders(id, slug, foreign) }],
    ['in cookies', { cookie: `${cookie}; tenant=${id}; place=${slug}; unit=${foreign.unitId}` }],
    ['by a second session cookie', { cookie: `${cookie}; ${stranger.cookie}` }],
  ]
  if (isSlow(row)) return []
  const withoutClaim = (send: Send) => send(row, input, { cookie })
  return claims.map(([where, sending]) =>
    probe('claim', `with the other district named ${where}`, (send) =>
      checked(send, input, sending, () => null).then(async (wrong) => {
        if (wrong) return wrong
        const [claimed, plain] = [await send(row, input, sending), await withoutClaim(send)]
        return alike(claimed, plain) ? null : `${toldOf(claimed)}, but ${toldOf(plain)} without the claim`
      })
    )
  )
}

const claimedHeaders = (id: string, slug: string, { unitId }: Things): Record<string, string> => ({
  ...{ 'x-tenant': slug, 'x-tenant-id': id, 'x-jiceng-tenant': id, 'x-unit-id': unitId },
  ...{
    'x-forwarded-host': `${slug}.example`,
    'x-original-url': `/api/tenants/${slug}/units`,
    'x-http-method-override': 'GET',
  },
  'x-jiceng-frame': encodeURIComponent(JSON.stringify({ tenant: { slug } })),
})

const isOfDistrict = (path: string): boolean => path.includes('/:tenant/')

const TOO_LARGE = JSON.stringify({ text: 'x'.repeat(1_000_000) })

/** What stands before every handler: where a request comes from, what its body is, how many there are. */
export function doorProbes({ world, row, input, probe, checked }: Places): Probe[] {
  const [, administrator] = world.personas
  const operator = world.personas.find(({ name }) => name === 'operator')!
  const { path, method, doc } = row
  const { cookie } = path.startsWith('/api/operator/') ? operator : administrator!
  const told = (expected: string) => (answer: Answer) =>
    toldOf(answer) === expected ? null : `should be ${expected}, is ${toldOf(answer)}`
  const probes: Probe[] = []
  if (isOfDistrict(path)) {
    probes.push(
      probe('door', 'of a district that is not open', (send) =>
        checked(send, input, { slug: OPENING, cookie }, told('404 not-found'))
      )
    )
  }
  const both = { cookie: cookie!, headers: { authorization: 'Bearer a-key' } }
  probes.push(
    probe('door', 'with a cookie and a key', (send) => checked(send, input, both, told('400 cookie-and-key')))
  )
  if (path.startsWith('/api/tenants/')) {
    const usedUp = { cookie: world.usedUpKey }
    probes.push(
      probe('door', 'by a key that has used up its minute', (send) =>
        checked(send, input, usedUp, told('429 too-many-requests'))
      )
    )
  }
  if (method === 'GET') return probes
  const from = (origin: string) => ({ cookie, headers: { origin } })
  for (const origin of ['https://elsewhere.example', 'null', `${ORIGIN}.example`]) {
    probes.push(probe('door', `from ${origin}`, (send) => checked(send, input, from(origin), told('403 cross-origin'))))
  }
  if (method !== 'POST') return probes
  const isUploading = isUpload(doc!.policy)
  const form = { cookie, headers: { 'content-type': 'text/plain' } }
  const refusal = isUploading ? /^415 not-a-(?:photo|paper|file)-type$/ : /^415 json-only$/
  probes.push(
    probe('door', 'with a form as its body', (send) =>
      checked(send, input, form, (answer) => (refusal.test(toldOf(answer)) ? null : `is ${toldOf(answer)}`))
    )
  )
  if (!isUploading) {
    const large = { cookie, body: TOO_LARGE }
    probes.push(
      probe('door', 'with a body over the limit', (send) => checked(send, input, large, told('413 body-too-large')))
    )
  }
  if (isOfDistrict(path) || path.startsWith('/api/operator/')) {
    probes.push(
      probe('door', 'too often', async (send) => {
        world.controls.limiter = false
        try {
          return await checked(send, input, { cookie }, told('429 too-many-requests'))
        } finally {
          world.controls.limiter = true
        }
      })
    )
  }
  return probes
}
