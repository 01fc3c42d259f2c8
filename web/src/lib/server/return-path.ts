/** The path of an address of this site, or / for anything that would lead elsewhere ("//evil.example", "/\evil"). */
export function returnPath(wanted: FormDataEntryValue | null, site: URL): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/') || !URL.canParse(wanted, site.origin)) return '/'
  const target = new URL(wanted, site.origin)
  return target.origin === site.origin ? target.pathname + target.search : '/'
}
