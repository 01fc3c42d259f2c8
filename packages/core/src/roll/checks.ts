import { refuse } from '../kernel/problem.ts'

/** What would change who was at a session waits until its roll is taken back. */
export const rollStands = () =>
  refuse(409, 'roll-stands', {
    zh: '出席名册已经确认；请先在“出席”页撤回',
    en: 'The roll of this session is settled: take it back first, on the page of its roll',
  })
