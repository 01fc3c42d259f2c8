import { readdirSync, readFileSync } from 'node:fs'

// What workerd's own process has worked, as the kernel counts it.

const TICKS_A_SECOND = 100

type Stat = { name: string; parent: number; ticks: number }

/** Process, parent and the ticks in its own code and in the kernel for it (proc(5)). */
function statOf(pid: number): Stat {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return {
    name: text.slice(text.indexOf('(') + 1, text.lastIndexOf(')')),
    parent: Number(fields[1]),
    ticks: Number(fields[11]) + Number(fields[12]),
  }
}

/** The one workerd this process started. */
export function workerdPid(): number {
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
  const own = pids.filter((pid) => {
    try {
      const { name, parent } = statOf(pid)
      return name.startsWith('workerd') && parent === process.pid
    } catch {
      // It ended meanwhile.
      return false
    }
  })
  if (own.length !== 1) throw new Error(`${own.length} workerd processes`)
  return own[0]!
}

/** Milliseconds of processor a request of `many` takes, some at once. */
export async function cpuOf(
  pid: number,
  many: number,
  atOnce: number,
  request: () => Promise<unknown>
): Promise<number> {
  const before = statOf(pid).ticks
  let left = many
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await request()
    })
  )
  return ((statOf(pid).ticks - before) * 1000) / TICKS_A_SECOND / many
}
