// What RFC 8187 lets stand in a name as it is, of what encodeURIComponent leaves.
const ESCAPED = /['()*]/g

/** The header that saves an answer under this name, in any language (RFC 6266, RFC 8187). */
export function attachment(fileName: string): string {
  const name = encodeURIComponent(fileName).replace(
    ESCAPED,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`
  )
  return `attachment; filename*=UTF-8''${name}`
}
