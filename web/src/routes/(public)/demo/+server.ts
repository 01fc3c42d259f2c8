import { redirect } from '@sveltejs/kit'
import * as paths from '$lib/paths.ts'
import type { RequestHandler } from './$types'

/** The demo district is called so everywhere the product is set up. */
const DEMO_SLUG = 'qinghe'

export const GET: RequestHandler = () => redirect(302, paths.publicHome(DEMO_SLUG))
