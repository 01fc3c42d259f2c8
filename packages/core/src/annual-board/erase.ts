import { withoutRowsOf } from '../board/erase.ts'
import type { Statement } from '../kernel/store.ts'

/** The rows of some mandates on the boards of whole years: their leaves stay, and with them the roots. */
export const eraseAnnualBoards = (mandateIds: readonly string[]): Statement[] => [
  withoutRowsOf('annual_board_content', mandateIds),
]
