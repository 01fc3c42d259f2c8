import type { Context } from 'hono'
import { ask, type Queries, type Query } from '@jiceng/core/kernel/command'
import type { SectionedPaper } from '@jiceng/core/kernel/sectioned-paper'
import type { Words } from '@jiceng/core/kernel/words'
import { DOCX } from '@jiceng/core/upload/schema'
import { attachment } from '@jiceng/spreadsheet/attachment'
import { sectionedDocument } from '../paper/sectioned.ts'
import { today, type AppEnv } from './context.ts'
import { parse, problem } from './problem.ts'
import { documented, pathOf } from './route.ts'

/** A GET in a district: what a query answers as a .docx, under the name of whose paper it is. */
export const paperFile = <I, Q extends Queries, A, S>(
  spec: Query<I, Q, A, S>,
  summary: Words,
  paperOf: (answer: A) => { name: string; paper: SectionedPaper }
) =>
  documented(
    async (c: Context<AppEnv>) => {
      const input = parse(spec.input, pathOf(c))
      if (!input.ok) return problem(c, input.problem)
      const { store, actor } = c.get('place')
      const found = await ask(store, spec, input.value, { actor, today: today() })
      if (!found.ok) return problem(c, found.problem)
      const { name, paper } = paperOf(found.value)
      return c.body(await sectionedDocument(paper), 200, {
        'content-type': DOCX,
        'content-disposition': attachment(`${paper.title}-${name}.docx`),
      })
    },
    { summary, policy: spec.name, input: spec.input, writes: false }
  )
