import type { Words } from '@jiceng/core/kernel/words'
import { getLocale } from '$lib/paraglide/runtime.js'

/** A text that came with the data, in the language of the page. */
export const inWords = (words: Words): string => words[getLocale()]
