// What a session's owner recognises a device by. Browsers claim to be each other, so the order of the rules matters.

const APPS = [
  ['wechat', /MicroMessenger/],
  ['edge', /Edg\w*\//],
  ['firefox', /Firefox\/|FxiOS\//],
  ['chrome', /Chrome\/|CriOS\//],
  ['safari', /Safari\//],
] as const

const SYSTEMS = [
  ['harmony', /HarmonyOS|OpenHarmony/],
  ['android', /Android/],
  ['ipad', /iPad/],
  ['iphone', /iPhone/],
  ['windows', /Windows/],
  ['macos', /Mac OS X/],
  ['linux', /Linux/],
] as const

export type App = (typeof APPS)[number][0] | 'other'
export type System = (typeof SYSTEMS)[number][0] | 'other'
export type Device = { app: App; system: System }

/** The app and system a user agent names. */
export const deviceOf = (userAgent: string): Device => ({
  app: APPS.find(([, sign]) => sign.test(userAgent))?.[0] ?? 'other',
  system: SYSTEMS.find(([, sign]) => sign.test(userAgent))?.[0] ?? 'other',
})

/** An address without the part that tells one machine from its neighbours: only this is kept. */
export function maskedAddress(address: string): string {
  const [a, b, c, d] = address.split('.')
  if (d !== undefined && !address.includes(':')) return `${a}.${b}.${c}.*`
  const groups = address.split(':')
  return groups.length > 2 && groups[0] !== '' ? `${groups.slice(0, 2).join(':')}:…` : ''
}
