import { describe, expect, test } from 'vitest'
import { addressFault } from './rules.ts'

const RECEIVER = 'http://127.0.0.1:8787/api/local/receiver'
const codeOf = (address: string, receiver: string | null = null) => addressFault(address, receiver)?.code ?? null

/** One loopback address, written as every parser reads it. */
const LOOPBACK = [
  ...['127.0.0.1', '127.1', '127.0.1', '2130706433', '017700000001', '0x7f000001', '0x7f.1', '0177.0.0.1'],
  ...[
    '0x7f.0x0.0x0.0x1',
    '127.0.0.0x1',
    '00000177.0.0.1',
    '0x7F.0.0.1',
    '0',
    '0.0.0.0',
    '127.0.0.1:443',
    '0x.0x.0x.0x',
  ],
]
/** Every range that is nobody's on the public internet (RFC 6890 and its successors). */
const RANGES = [
  ...['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '198.18.0.1'],
  ...[
    '192.0.0.1',
    '192.0.2.1',
    '198.51.100.1',
    '203.0.113.1',
    '192.88.99.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
  ],
]
const V6 = [
  ...[
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
  ],
  ...[
    '[fe80::1]',
    '[fe80::1%25eth0]',
    '[fc00::1]',
    '[fd12::1]',
    '[ff02::1]',
    '[2001:db8::1]',
    '[2001::1]',
    '[::1]:443',
  ],
]
const INTERNAL = [
  ...['localhost', 'LOCALHOST', 'intranet', 'oa', 'db.localhost', 'printer.local', 'metadata.google.internal'],
  ...['oa.corp', 'nas.lan', 'router.home.arpa', 'a.intranet', '127.0.0.1.nip.io', '7f000001.sslip.io', 'lvh.me'],
]

describe('where a webhook may go', () => {
  test.each([
    'https://oa.qinghe.example/hooks/npc',
    'https://OA.qinghe.example:443/a?b=c&d=%E9%9D%92',
    'https://a.xn--fiqs8s',
  ])('%s', (address) => expect(codeOf(address)).toBeNull())

  test.each([...LOOPBACK, ...RANGES])('no IPv4 address in any notation: %s', (host) => {
    expect(codeOf(`https://${host}/hook`)).toBe('address-is-ip')
  })

  test.each(V6)('no IPv6 address, mapped, translated or local: %s', (host) => {
    const encoded = host.includes('%')
    expect(codeOf(`https://${host}/hook`)).toBe(encoded ? 'address-host-encoded' : 'address-is-ip')
  })

  test.each(INTERNAL)('no name of an inside network: %s', (host) => {
    expect(codeOf(`https://${host}/hook`)).toBe('address-internal')
  })

  test.each([
    ['https://127.0.0.1./', 'address-host-dot'],
    ['https://localhost./', 'address-host-dot'],
    ['https://oa.qinghe.example./', 'address-host-dot'],
    ['https://１２７.0.0.1/', 'address-host-encoded'],
    ['https://127。0。0。1/', 'address-host-encoded'],
    ['https://ⓛocalhost/', 'address-host-encoded'],
    ['https://青禾.中国/', 'address-host-encoded'],
    ['https://%31%32%37.0.0.1/', 'address-host-encoded'],
    ['https://127.0.0.1%2eexample.com/', 'address-host-encoded'],
    ['https://oa.example\\@127.0.0.1/', 'address-has-credentials'],
    ['https://oa.example\\.com/', 'address-host-encoded'],
    ['https://user:pass@oa.qinghe.example/', 'address-has-credentials'],
    ['https://oa.qinghe.example@127.0.0.1/', 'address-has-credentials'],
    ['https://oa.qinghe.example:8443/', 'address-port'],
    ['https://oa.qinghe.example:80/', 'address-port'],
    ['https://oa.qinghe.example:443:443/', 'address-port'],
    ['http://oa.qinghe.example/', 'address-not-https'],
    ['ftp://oa.qinghe.example/', 'address-not-https'],
    ['//oa.qinghe.example/', 'address-not-https'],
    ['https:oa.qinghe.example/', 'address-not-https'],
    ['https:///oa.qinghe.example/', 'address-without-host'],
    ['https://:443/', 'address-without-host'],
    ['https://-oa.qinghe.example/', 'address-host-wrong'],
    ['https://oa..example/', 'address-host-wrong'],
    ['https://oa_1.qinghe.example/', 'address-host-wrong'],
    ['https://oa.example1/', 'address-host-wrong'],
    ['https://oa.qinghe.example/a b', 'address-path-wrong'],
    ['https://oa.qinghe.example/#part', 'address-path-wrong'],
    ['https://oa.qinghe.example/\\..\\', 'address-path-wrong'],
    ['https://oa.qinghe.example/a\r\nhost: 127.0.0.1', 'address-path-wrong'],
    [`https://oa.qinghe.example/${'a'.repeat(500)}`, 'address-too-long'],
  ])('%s is refused as %s', (address, code) => expect(codeOf(address)).toBe(code))

  test('what is let through every parser reads alike, as a public name', () => {
    const parts = [
      '127',
      '0x7f',
      '1',
      'oa',
      'a-b',
      'example',
      'com',
      '%31',
      '１',
      '@',
      ':443',
      '.',
      '..',
      '[::1]',
      '\\',
      '/',
    ]
    for (const a of parts)
      for (const b of parts)
        for (const c of ['', ...parts]) {
          const address = `https://${a}.${b}${c}`
          if (codeOf(address) !== null) continue
          const { hostname, port, username, protocol } = new URL(address)
          expect([protocol, port, username]).toEqual(['https:', '', ''])
          expect(address.slice(8)).toMatch(new RegExp(`^${hostname.replaceAll('.', '\\.')}(?::443)?(?:/|$)`))
          expect(hostname).not.toMatch(/^[\d.]+$|^\[/)
        }
  })

  test('only this machine’s own receiver is reached without https, letter for letter', () => {
    expect(codeOf(`${RECEIVER}/office`, RECEIVER)).toBeNull()
    expect(codeOf(`${RECEIVER}/office`)).toBe('address-not-https')
    for (const other of [
      `${RECEIVER}`,
      `${RECEIVER}/`,
      `${RECEIVER}/../mails`,
      `${RECEIVER}/a/b`,
      `${RECEIVER}/a?b`,
      'http://127.0.0.1:8787/api/local/mails',
      'http://127.0.0.1:22/api/local/receiver/office',
    ]) {
      expect(codeOf(other, RECEIVER), other).not.toBeNull()
    }
  })
})
