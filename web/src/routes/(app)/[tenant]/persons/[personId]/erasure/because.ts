import type { Because } from '@jiceng/core/kernel/words'

export const ERASING: Because = {
  rule: {
    zh: '处理目的已实现、不再必要，或者保存期限届满的个人信息应当删除；删除不能恢复，所以一人提议、另一人批准',
    en: 'Personal data that is needed no more, or was kept long enough, is to be erased. It cannot be undone: one proposes, another approves',
  },
  article: { zh: '《个人信息保护法》第四十七条', en: 'Personal Information Protection Law, art. 47' },
}
