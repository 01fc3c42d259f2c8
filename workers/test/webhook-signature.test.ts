import { Webhook as StandardReceiver } from 'standardwebhooks'
import { Webhook as SvixReceiver } from 'svix'
import { describe, expect, test } from 'vitest'
import { signedHeaders } from '../src/webhook/sign.ts'

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const OTHER = `whsec_${btoa('another secret of thirty-two bytes'.slice(0, 32))}`

describe('a signature', () => {
  test('is the one of the specification’s own example', () => {
    const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', body: '{"test": 2432232314}' }
    expect(signedHeaders({ ...message, sentAt: new Date(1614265330 * 1000) }, [SECRET])).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    })
  })

  test('is accepted by two receivers that know nothing of us, under the old and under the new secret', () => {
    const body = JSON.stringify({ type: 'endpoint.test', data: { 名: '青禾区 𠮷' } })
    const headers = signedHeaders({ id: 'msg_1', sentAt: new Date(), body }, [OTHER, SECRET])
    for (const secret of [SECRET, OTHER]) {
      expect(new StandardReceiver(secret).verify(body, headers)).toEqual(JSON.parse(body))
      expect(() => new SvixReceiver(secret).verify(body, headers)).not.toThrow()
    }
    const stranger = `whsec_${btoa('x'.repeat(32))}`
    expect(() => new StandardReceiver(stranger).verify(body, headers)).toThrow()
    expect(() => new SvixReceiver(SECRET).verify(`${body} `, headers)).toThrow()
  })
})
