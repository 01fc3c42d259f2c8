import { retryAfterSeconds, type Outcome } from '@jiceng/core/webhook/schedule'

export type Outgoing = { url: string; headers: Record<string, string>; body: string }
export type Sent = { outcome: Outcome; answer: string | null }

/** The port to the outside: one POST, and what came of it. It never throws. */
export type Send = (outgoing: Outgoing) => Promise<Sent>

const TIMEOUT_MS = 15_000
const ANSWER_BYTES_MAX = 1024

/** A POST that follows no redirect, waits fifteen seconds and reads a kilobyte. */
export const post: Send = async ({ url, headers, body }) => {
  const signal = AbortSignal.timeout(TIMEOUT_MS)
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'jiceng-webhook/1', ...headers },
      body,
      redirect: 'manual',
      signal,
    })
    const wait = retryAfterSeconds(response.headers.get('retry-after'), Date.now())
    return { outcome: { status: response.status, retryAfterSeconds: wait }, answer: await beginningOf(response) }
  } catch {
    return { outcome: { fault: signal.aborted ? 'timeout' : 'unreachable' }, answer: null }
  }
}

/** The status has arrived; a body that drips, breaks off or never ends takes nothing away from it. */
async function beginningOf(response: Response): Promise<string> {
  const reader = response.body?.getReader() as ReadableStreamDefaultReader<Uint8Array> | undefined
  const bytes = new Uint8Array(ANSWER_BYTES_MAX)
  let length = 0
  try {
    while (reader && length < ANSWER_BYTES_MAX) {
      const { done, value } = await reader.read()
      if (done) break
      const piece = value.subarray(0, ANSWER_BYTES_MAX - length)
      bytes.set(piece, length)
      length += piece.length
    }
    await reader?.cancel()
  } catch {
    // What was read so far is the answer.
  }
  return new TextDecoder().decode(bytes.subarray(0, length))
}
