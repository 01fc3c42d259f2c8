import { bytesToHex, hexToBytes } from '@jiceng/core/kernel/hash'
import { betterAuth } from 'better-auth'
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { envOf, type Bindings, type Env } from './env.ts'

const SESSION_SECONDS = 7 * 24 * 60 * 60

/** Name of the session cookie. `__Host-` binds it to the host and to https, which local use lacks. */
export const sessionCookie = (env: Env): string => (env.ENVIRONMENT === 'production' ? '__Host-session' : 'session')

// Native scrypt: better-auth's own pure JavaScript hashing costs four times the CPU, and PBKDF2 is
// capped at 100,000 rounds in production. OWASP's floor for scrypt: N = 2^17 with r = 8, or 2^15 with p = 3.
const COST = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 }
const KEY_BYTES = 32

const derive = (password: string, salt: Uint8Array): Promise<Uint8Array> =>
  new Promise((done, failed) =>
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, COST, (error, key) => (error ? failed(error) : done(key)))
  )

async function hash(password: string): Promise<string> {
  const salt = randomBytes(16)
  return `${bytesToHex(salt)}:${bytesToHex(await derive(password, salt))}`
}

async function verify({ hash, password }: { hash: string; password: string }): Promise<boolean> {
  const [salt = '', key = ''] = hash.split(':')
  return timingSafeEqual(await derive(password, hexToBytes(salt)), hexToBytes(key))
}

function createAuth(env: Env) {
  return betterAuth({
    database: env.directory,
    secret: env.AUTH_SECRET,
    // No route of better-auth is mounted: it is called from our own routes only.
    baseURL: 'http://api.invalid',
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: { enabled: true, minPasswordLength: 10, maxPasswordLength: 128, password: { hash, verify } },
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    advanced: {
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: sessionCookie(env),
          attributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: env.ENVIRONMENT === 'production' },
        },
      },
    },
  })
}

const made = new WeakMap<object, ReturnType<typeof createAuth>>()

/** better-auth over the directory, one an isolate. */
export function authOf(bindings: Bindings) {
  const known = made.get(bindings)
  if (known) return known
  const auth = createAuth(envOf(bindings))
  made.set(bindings, auth)
  return auth
}
