import { paraglideVitePlugin } from '@inlang/paraglide-js'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig, type Plugin } from 'vite'
import { messagesConfig } from './messages.config.ts'

/** Phones of deputies. For CSS too, so that no nesting survives a careless edit. */
const BROWSERS = ['chrome87', 'safari14']

// Kit builds the server's half and the browsers' half with one configuration; only the second runs on old phones.
const oldBrowsers: Plugin = {
  name: 'old-browsers',
  enforce: 'post',
  config: ({ build }) => ({ build: { target: build?.ssr ? 'es2022' : BROWSERS, cssTarget: BROWSERS } }),
}

export default defineConfig({ plugins: [paraglideVitePlugin(messagesConfig), sveltekit(), oldBrowsers] })
