import type { HallState } from '@jiceng/core/sitting/live'

/** A stream that stopped is connected anew by the browser itself; before that is worth a word, some seconds pass. */
const SILENCE_MS = 4000
/** A browser that was refused does not ask again by itself. */
const AGAIN_MS = 3000

/**
 * The hall of a session as it is, told by the server. null until the first word; `isLost` while it cannot be reached: what
 * is shown then may be old. `skewMs`: how far this machine's clock is behind the server's, for what counts seconds.
 */
export function followHall(address: () => string) {
  let state = $state<HallState | null>(null)
  let skewMs = $state(0)
  let isLost = $state(false)
  $effect(() => {
    const at = address()
    let silence: ReturnType<typeof setTimeout> | undefined
    let again: ReturnType<typeof setTimeout> | undefined
    let source = connected()
    function connected(): EventSource {
      const stream = new EventSource(at)
      stream.onmessage = ({ data }: MessageEvent<string>) => {
        const { now, ...told } = JSON.parse(data) as HallState & { now: string }
        state = told
        skewMs = Date.parse(now) - Date.now()
      }
      stream.onopen = () => {
        clearTimeout(silence)
        silence = undefined
        isLost = false
      }
      stream.onerror = () => {
        silence ??= setTimeout(() => (isLost = true), SILENCE_MS)
        if (stream.readyState === EventSource.CLOSED) again = setTimeout(() => (source = connected()), AGAIN_MS)
      }
      return stream
    }
    return () => {
      clearTimeout(silence)
      clearTimeout(again)
      source.close()
    }
  })
  return {
    get state() {
      return state
    },
    get skewMs() {
      return skewMs
    },
    get isLost() {
      return isLost
    },
  }
}
