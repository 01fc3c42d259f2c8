import type { Words } from '../kernel/words.ts'

// Where a webhook may go. Somebody else's server calls whatever stands here, from inside our network (SSRF): so the
// address is read by a grammar narrower than any URL parser's, and what the grammar does not know is refused.

const ADDRESS_CHARACTERS_MAX = 500

/** RFC 1035, 2.3.4. */
const HOST_CHARACTERS_MAX = 253
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/
/** RFC 3696, 2: no top-level domain is all digits; those that can be an address part ("0x7f") are no names either. */
const TOP_LEVEL = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/

/** Names that lead into a network of one's own (RFC 6762, 8375, 9476 and common use), and the loopback's. */
const INTERNAL = [
  ...['localhost', 'localdomain', 'local', 'internal', 'intranet', 'lan', 'home', 'corp', 'private', 'arpa'],
  ...['alt', 'onion'],
]
/** Public names that answer with whatever address is written in them, or with the loopback's. */
const ECHOING = ['nip.io', 'sslip.io', 'xip.io', 'localtest.me', 'lvh.me', 'vcap.me', 'lacolhost.com', 'traefik.me']

export type AddressFault = { code: string; detail: Words }

const fault = (code: string, zh: string, en: string): AddressFault => ({ code, detail: { zh, en } })

/**
 * Why nothing may be sent to `address`; null when it may. `receiver` is the address of this machine's own receiver, which
 * exists only where the product runs on one machine: the one exception to https.
 */
export function addressFault(address: string, receiver: string | null): AddressFault | null {
  if (receiver !== null && isBoxOf(receiver, address)) return null
  if (address.length > ADDRESS_CHARACTERS_MAX) {
    return fault(
      'address-too-long',
      `最多${ADDRESS_CHARACTERS_MAX}个字符`,
      `At most ${ADDRESS_CHARACTERS_MAX} characters`
    )
  }
  if (!/^https:\/\//i.test(address)) {
    return fault('address-not-https', '须以 https:// 开头', 'It has to begin with https://')
  }
  const [, authority, rest] = /^([^/?#]*)(.*)$/s.exec(address.slice('https://'.length))!
  return authorityFault(authority!) ?? pathFault(rest!)
}

function authorityFault(authority: string): AddressFault | null {
  if (authority.includes('@')) {
    return fault('address-has-credentials', '不能带账号或密码', 'It must not carry a name or password')
  }
  if (!/^[\x21-\x7e]*$/.test(authority) || /[%\\]/.test(authority)) {
    return fault(
      'address-host-encoded',
      '域名只能用英文字母、数字、点和连字符（中文域名请写成 xn-- 形式）',
      'The host is written in plain letters, digits, dots and hyphens (a Chinese domain in its xn-- form)'
    )
  }
  if (authority.startsWith('[')) return ipAddress()
  const [host, ...ports] = authority.toLowerCase().split(':')
  if (ports.length > 1 || (ports.length === 1 && ports[0] !== '443')) {
    return fault('address-port', '端口只能是443', 'The port can only be 443')
  }
  return hostFault(host!)
}

const ipAddress = () =>
  fault(
    'address-is-ip',
    '须是域名，不能是 IP 地址（任何写法）',
    'It has to be a domain name, not an IP address in any notation'
  )

function hostFault(host: string): AddressFault | null {
  if (host === '') return fault('address-without-host', '缺少域名', 'The host is missing')
  const labels = host.split('.')
  const last = labels.at(-1)!
  if (last === '') return fault('address-host-dot', '域名不能以点结尾', 'The host must not end in a dot')
  // WHATWG URL, "ends in a number": whatever ends so is read as an IPv4 address, in decimal, octal or hexadecimal.
  if (/^(?:\d+|0x[0-9a-f]*)$/.test(last)) return ipAddress()
  if (labels.length === 1 || INTERNAL.includes(last) || within(host, ECHOING)) {
    return fault(
      'address-internal',
      '这是内部网络或本机的名称，只能推送到公网域名',
      'That name belongs to an internal network or to this machine. Only public domains can be reached'
    )
  }
  if (host.length > HOST_CHARACTERS_MAX || !labels.every((label) => LABEL.test(label)) || !TOP_LEVEL.test(last)) {
    return fault('address-host-wrong', '域名写法不对', 'The host is not a domain name')
  }
  return null
}

const within = (host: string, suffixes: readonly string[]) =>
  suffixes.some((suffix) => host === suffix || host.endsWith(`.${suffix}`))

const pathFault = (rest: string): AddressFault | null =>
  /^[\x21-\x7e]*$/.test(rest) && !/[\\#<>"`{}|^]/.test(rest)
    ? null
    : fault(
        'address-path-wrong',
        '路径只能用英文字符，不能含空格、# 或反斜线',
        'The path is written in plain characters, without spaces, # or backslashes'
      )

/** One of the receiver's boxes, letter for letter: "http://127.0.0.1:8787/api/local/receiver/office". */
const isBoxOf = (receiver: string, address: string): boolean =>
  address.startsWith(`${receiver}/`) && BOX.test(address.slice(receiver.length + 1))

const BOX = /^[a-z][a-z0-9-]{0,29}$/

/** A signing secret as receivers know it: "whsec_" and the base64 of its bytes. */
export function secretText(hex: string): string {
  const bytes = hex.match(/../g)!.map((pair) => String.fromCharCode(parseInt(pair, 16)))
  return `whsec_${btoa(bytes.join(''))}`
}

const MINUTE = 60
const HOUR = 60 * MINUTE

/** Seconds before each try: ten in about 75 hours and 35 minutes (Standard Webhooks 1.0.0, "Deliverability"). */
export const RETRY_SECONDS = [
  ...[0, 5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR],
  ...[10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR],
]
