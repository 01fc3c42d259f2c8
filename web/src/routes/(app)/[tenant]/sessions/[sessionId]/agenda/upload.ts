import { m } from '$lib/paraglide/messages.js'
import { getLocale } from '$lib/paraglide/runtime.js'

type Heard = {
  /** Percent that is there. */
  on(percent: number): void
  done(fileId: string): void
  /** In words, to stand beside the field. */
  failed(text: string): void
}
type Told = { id?: string; title?: string; errors?: { detail: string }[] } | null

/** Sends a file to its door and says how far it is: a form alone could not. Answers what breaks it off. */
export function upload(href: string, file: File, { on, done, failed }: Heard): () => void {
  const request = new XMLHttpRequest()
  request.open('POST', href)
  request.responseType = 'json'
  request.setRequestHeader('content-type', file.type || 'application/octet-stream')
  request.setRequestHeader('accept-language', getLocale())
  request.upload.addEventListener('progress', ({ loaded, total }) => on(Math.floor((loaded / total) * 100)))
  request.addEventListener('error', () => failed(m.paper_upload_failed()))
  request.addEventListener('load', () => {
    const told = request.response as Told
    if (request.status === 201 && told?.id) done(told.id)
    else failed(told?.errors?.[0]?.detail ?? told?.title ?? m.paper_upload_failed())
  })
  request.send(file)
  return () => request.abort()
}
