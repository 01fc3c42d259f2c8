import { Hono, type Context } from 'hono'
import { notFound } from '@jiceng/core/kernel/problem'
import * as z from 'zod'
import { areaOf, childrenOf, provinces, searchAreas, SEARCH_LENGTH_MAX } from '../areas/search.ts'
import { suggestedSlug } from '../areas/short-name.ts'
import type { Area } from '../areas/table.ts'
import type { AppEnv } from './context.ts'
import { parse, problem } from './problem.ts'
import { documented } from './route.ts'

// The divisions of GB/T 2260, from which a district is chosen: by a search, or province by province.

type NamedArea = { code: string; name: string; pinyin: string }
/** `parents`: province first. */
export type AreaRow = NamedArea & { parents: NamedArea[] }
/** `more`: there are others, too many to show. */
export type AreaList = { areas: AreaRow[]; more: boolean }
/** `children` of a district is empty; `slug` is an address to start from. */
export type AreaDetail = AreaRow & { slug: string; children: AreaRow[] }

/** The list changes when the product does. */
const CACHE_CONTROL = 'public, max-age=86400'

const searchInput = z.strictObject({ q: z.string().trim().max(SEARCH_LENGTH_MAX).optional() })
const areaInput = z.strictObject({ code: z.string().regex(/^\d{2}(\d{2}){0,2}$/) })

const named = ({ code, name, shortPinyin }: Area): NamedArea => ({ code, name, pinyin: capitalised(shortPinyin) })

const row = (area: Area): AreaRow => ({ ...named(area), parents: area.parents.map(named) })

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const listed = documented(
  (c: Context<AppEnv>) => {
    const input = parse(searchInput, c.req.query())
    if (!input.ok) return problem(c, input.problem)
    const { q } = input.value
    const { areas, more } = q ? searchAreas(q) : { areas: provinces(), more: false }
    c.header('cache-control', CACHE_CONTROL)
    return c.json({ areas: areas.map(row), more } satisfies AreaList)
  },
  {
    summary: {
      zh: '按名称、拼音、首字母或代码查找区县；不带条件时为各省',
      en: 'Districts by name, pinyin, first letters or code; without a search the provinces (public: a national standard)',
    },
    policy: 'public',
    input: searchInput,
    writes: false,
  }
)

const shown = documented(
  (c: Context<AppEnv>) => {
    const input = parse(areaInput, { code: c.req.param('code') })
    if (!input.ok) return problem(c, input.problem)
    const area = areaOf(input.value.code)
    if (!area) return problem(c, notFound().problem)
    c.header('cache-control', CACHE_CONTROL)
    const slug = suggestedSlug(area.shortPinyin, area.pinyin)
    return c.json({ ...row(area), slug, children: childrenOf(area.code).map(row) } satisfies AreaDetail)
  },
  {
    summary: { zh: '一个区划及其下级', en: 'One division and those below it (public: a national standard)' },
    policy: 'public',
    input: areaInput,
    writes: false,
  }
)

export const areas = new Hono<AppEnv>().get('/', listed).get('/:code', shown)
