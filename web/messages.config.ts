import type { CompilerOptions } from '@inlang/paraglide-js'

/** How the texts of messages/ become functions. The build and the check read the same settings. */
export const messagesConfig: CompilerOptions = {
  project: './project.inlang',
  outdir: './src/lib/paraglide',
  // The address alone decides the language: a public page must be the same for everybody who opens it.
  strategy: ['url', 'baseLocale'],
  trailingSlash: 'never',
  emitReadme: false,
}
