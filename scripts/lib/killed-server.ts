import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { addDays, dayOf } from '@jiceng/core/kernel/calendar'
import { DEMO_PASSWORD } from '../demo/accounts.ts'
import { quiet, root } from './local.ts'

/** The whole local server in a process group of its own, and the blow that ends every process of it at once. */
export async function startServer(
  port: string,
  state: string,
  { folder = root, command = ['node', 'scripts/start.ts'] }: { folder?: string; command?: [string, ...string[]] } = {}
) {
  const [program, ...words] = command
  const child = spawn(program, words, {
    cwd: folder,
    env: { ...process.env, ...quiet, PORT: port, JICENG_STATE: state },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => text.toString().includes('is running') && resolve())
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })
  // Collected before the load: a process without its parent could not be found any more.
  const pids = [child.pid!, ...descendantsOf(child.pid!)]
  return {
    kill: () => {
      for (const pid of pids) {
        try {
          process.kill(pid, 'SIGKILL')
        } catch {
          // It ended with another.
        }
      }
    },
  }
}

function descendantsOf(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
        return [{ pid: Number(name), parent: Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) }]
      } catch {
        return []
      }
    })
  const below = (of: number): number[] =>
    parents.filter(({ parent }) => parent === of).flatMap((one) => [one.pid, ...below(one.pid)])
  return below(pid)
}

/** A UUIDv7 (RFC 9562, 5.7): the time, then chance. */
export function newId(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

type Headers = Record<string, string>

/** The doors of a district for whoever these headers name; every answer has ten seconds. */
function doorsOf(port: string, slug: string, who: Headers) {
  const origin = `http://127.0.0.1:${port}`
  const send = (path: string, method: string, body?: unknown) =>
    fetch(`${origin}/api${path}`, {
      method,
      headers: { origin, ...who, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    })
  const post = (path: string, body: unknown) => send(`/tenants/${slug}${path}`, 'POST', body)
  return {
    post,
    get: async (path: string): Promise<unknown> => (await send(`/tenants/${slug}${path}`, 'GET')).json(),
    must: async (path: string, body: unknown): Promise<unknown> => {
      const answer = await post(path, body)
      if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
      return answer.json()
    },
    /** A door of the machine itself, not of the district. */
    outside: (path: string, body: unknown): Promise<Response> => send(path, 'POST', body),
  }
}

export type Client = ReturnType<typeof doorsOf>

/** Signs in at a district's API. */
export async function signedIn(port: string, slug: string, account: string): Promise<Client> {
  const session = await doorsOf(port, slug, {}).outside('/session', { account, slug, password: DEMO_PASSWORD })
  return doorsOf(port, slug, { cookie: session.headers.get('set-cookie')?.split(';')[0] ?? '' })
}

/** A program's hand, with a key of its own and so with a limit of its own. */
export async function withKey(port: string, slug: string, issuer: Client, name: string, permission: string) {
  const lastOn = addDays(dayOf(Date.now()), 30)
  const issued = { commandId: newId(), name, permissions: [permission], unitId: null, lastOn }
  const { key } = (await issuer.must('/keys', issued)) as { key: string }
  return doorsOf(port, slug, { authorization: `Bearer ${key}` })
}
