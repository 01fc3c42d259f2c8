import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import chromium from '@sparticuz/chromium'

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** It is made for machines without a screen: the journeys take half as long in it as in an installed one. */
async function shipped(): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined
  const path = await chromium.executablePath()
  // It fails at once where a library is missing.
  return spawnSync(path, ['--version']).status === 0 ? path : undefined
}

/** A Chromium that runs: the one named in CHROMIUM, the one an npm package ships, or an installed one. */
export async function chromiumPath(): Promise<string> {
  const path = process.env['CHROMIUM'] ?? (await shipped()) ?? INSTALLED.find((one) => existsSync(one))
  if (path !== undefined) return path
  throw new Error(
    'No Chromium runs here. Install Chrome or Chromium (Debian: apt install chromium), or set CHROMIUM to its path, and run npm test again.'
  )
}
