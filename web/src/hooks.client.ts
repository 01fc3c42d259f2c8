import type { ClientInit } from '@sveltejs/kit'
import { keep } from '$lib/early.ts'

export const init: ClientInit = keep
