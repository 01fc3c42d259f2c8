import { paraglideVitePlugin } from '@inlang/paraglide-js'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'
import { messagesConfig } from './messages.config.ts'

export default defineConfig({
  plugins: [paraglideVitePlugin(messagesConfig), sveltekit()],
  // Phones of deputies: Chrome 87, Safari 14. CSS too, so no nesting survives a careless edit.
  build: { target: ['chrome87', 'safari14'], cssTarget: ['chrome87', 'safari14'] },
})
