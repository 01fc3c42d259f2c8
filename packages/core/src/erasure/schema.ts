import * as z from 'zod'
import { id } from '../kernel/shapes.ts'
import type { Because, Words } from '../kernel/words.ts'

// 删除个人信息. Points, boards and history stay, under ids that lead to nobody any more.

/** 《个人信息保护法》第四十七条第一款. Consent is no ground here: a congress acts within its statutory duty (art. 34). */
export const erasureGrounds = {
  'purpose-met': { zh: '处理目的已实现，或者不再必要', en: 'The purpose is met, or the data not needed any more' },
  'retention-over': { zh: '保存期限已届满', en: 'The time for keeping it is over' },
  unlawful: { zh: '违法或者违反约定处理', en: 'It was processed against law or agreement' },
  'other-law': { zh: '法律、行政法规规定的其他情形', en: 'Another case laid down by law' },
} satisfies Record<string, Words>
export const erasureGround = z.enum(['purpose-met', 'retention-over', 'unlawful', 'other-law'])
export type ErasureGround = z.infer<typeof erasureGround>

/** Why data is kept, and when it goes. */
export const NEEDED: Because = {
  rule: {
    zh: '为履行法定职责所必需的个人信息不得删除；处理目的实现、不再必要或者保存期限届满的，应当删除',
    en: 'What a statutory duty needs is kept; what is needed no more, or was kept long enough, is to be erased',
  },
  article: {
    zh: '《个人信息保护法》第十三条第一款第三项、第三十四条、第四十七条',
    en: 'Personal Information Protection Law, art. 13 (1) 3, 34, 47',
  },
}

export type ErasureStatus = 'proposed' | 'withdrawn' | 'erased'

export const erasureStream = (personId: string) => `erasure/${personId}`

export const personInput = z.strictObject({ personId: id })
/** `after`: the person at which the page before ended. */
export const formerInput = z.strictObject({ after: id.optional() })
export const FORMER_PAGE = 100

export const proposeErasure = personInput.extend({ ground: erasureGround })
/** What the door looks up in the directory: the accounts the person had, and whether anything is left of them. */
export const approveErasure = personInput.extend({ accountIds: z.array(id), hasAccount: z.boolean() })
