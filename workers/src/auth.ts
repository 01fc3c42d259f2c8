import { betterAuth } from 'better-auth'
import { maskedAddress } from './device.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { envOf, type Bindings, type Env } from './env.ts'

export const SESSION_SECONDS = 7 * 24 * 60 * 60

/** The header in which a sign-in's address is handed to better-auth. */
export const ADDRESS_HEADER = 'x-jiceng-address'

/** Name of the session cookie. `__Host-` binds it to the host and to https, which local use lacks. */
export const sessionCookie = (env: Env): string => (env.ENVIRONMENT === 'production' ? '__Host-session' : 'session')

function createAuth(env: Env) {
  return betterAuth({
    database: env.directory,
    secret: env.AUTH_SECRET,
    // No route of better-auth is mounted: it is called from our own routes only.
    baseURL: 'http://api.invalid',
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 10,
      maxPasswordLength: 128,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => ({
            data: { ...session, ipAddress: maskedAddress(session.ipAddress ?? '') },
          }),
        },
      },
    },
    advanced: {
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER], ipv6Subnet: 128 },
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
