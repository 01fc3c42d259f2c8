import type { Cookies } from '@sveltejs/kit'

/** How one browser likes its pages. null: as the browser itself is set. */
export type Preferences = { type: 'large' | null; theme: 'dark' | 'light' | null }

const ONE_YEAR_S = 365 * 24 * 60 * 60

export function readPreferences(cookies: Cookies): Preferences {
  const theme = cookies.get('theme')
  return {
    type: cookies.get('type') === 'large' ? 'large' : null,
    theme: theme === 'dark' || theme === 'light' ? theme : null,
  }
}

/** Keeps what the form says; a word it does not know changes nothing. */
export function keepPreferences(cookies: Cookies, form: FormData, secure: boolean): void {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: ONE_YEAR_S } as const
  const type = form.get('type')
  const theme = form.get('theme')
  if (type === 'large') cookies.set('type', 'large', options)
  if (type === 'standard') cookies.delete('type', { path: '/', secure })
  if (theme === 'dark' || theme === 'light') cookies.set('theme', theme, options)
}
