import { existsSync } from 'node:fs'
import chromium from '@sparticuz/chromium'

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** A Chromium that is there: the one named in CHROMIUM, an installed one, or the one an npm package ships. */
export async function chromiumPath(): Promise<string> {
  const named = process.env['CHROMIUM']
  if (named !== undefined) return named
  const installed = INSTALLED.find((path) => existsSync(path))
  if (installed !== undefined) return installed
  if (process.platform === 'linux') return chromium.executablePath()
  throw new Error('No Chromium found. Install Chrome or Chromium, or set CHROMIUM to its path, and run npm test again.')
}
