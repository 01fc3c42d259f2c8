import { isSameSigner } from '../kernel/actor.ts'
import { refuse, refuseField } from '../kernel/problem.ts'
import { toldByDistrict, toldByRecipient } from './queries.ts'
import { circularStatuses, type CircularStatus } from './schema.ts'

// What a circular has to satisfy, whether it is proposed, revised or approved. null: nothing stands against it.

const article = { zh: '本区履职积分办法（本区设定）', en: 'The district’s own rules on duty points' }

/** A decided circular stays as it is. */
export function openRefusal({ status, decidedOn }: { status: string; decidedOn: string | null }) {
  if (status === 'proposed') return null
  const words = circularStatuses[status as CircularStatus]
  return refuse(409, 'circular-decided', {
    zh: `这份通报${words.zh}（${decidedOn}），不能再改`,
    en: `It was decided on ${decidedOn} (${words.en.toLowerCase()}) and stays as it is`,
  })
}

export function secondPersonRefusal({ author, editor }: { author: string; editor: string }, actor: string) {
  if (!isSameSigner(actor, author) && !isSameSigner(actor, editor)) return null
  return refuse(
    409,
    'author-cannot-approve',
    {
      zh: '拟稿的人不能审批，请另一位同事审批',
      en: 'Whoever wrote it does not decide on it: a colleague does',
    },
    {
      because: {
        rule: {
          zh: '向单位通报由一人拟稿写明必要性和依据，另一人审批',
          en: 'One person writes reason and basis of a circular, another approves',
        },
        article,
      },
    }
  )
}

export const changedMeanwhile = () =>
  refuse(409, 'circular-changed', {
    zh: '您打开之后，这份通报又改过。请重新看过再审批',
    en: 'It was changed after you opened it. Read it again before you approve',
  })

type Board = { revision: number; publicUntilOn: string }

/** A circular is about the board as it is public now. */
export function boardRefusal(newest: Board | undefined, revision: number, today: string) {
  if (!newest) {
    return refuse(409, 'board-not-published', {
      zh: '该榜没有公示，或已撤下，不能通报',
      en: 'The board is not published or was withdrawn: it cannot be told of',
    })
  }
  if (newest.revision !== revision) {
    return refuse(
      409,
      'board-revised',
      {
        zh: `该榜已有第${newest.revision}版，这份通报依据的是第${revision}版。请改用新版后再审批`,
        en: `The board is at revision ${newest.revision}; this is about revision ${revision}. Take the new one first`,
      },
      {
        because: {
          rule: { zh: '只通报现行公示的一版', en: 'Only the revision that is public now is told of' },
          article,
          arithmetic: `${revision} ≠ ${newest.revision}`,
        },
      }
    )
  }
  if (today > newest.publicUntilOn) {
    return refuse(409, 'board-no-longer-public', {
      zh: `该榜的公开期已于 ${newest.publicUntilOn} 届满`,
      en: `The board was public until ${newest.publicUntilOn}`,
    })
  }
  return null
}

type AddresseeRows = {
  content: readonly { rows: string }[]
  recipients: readonly { id: string; name: string }[]
  belongings: readonly { recipientId: string; mandateId: string }[]
  electoralDistricts: readonly { id: string; name: string }[]
  elected: readonly { mandateId: string; electoralDistrictId: string }[]
}

/** Each addressee has deputies of its own on the board: nobody is told of others. */
export function addresseeRefusal(
  { content, recipients, belongings, electoralDistricts, elected }: AddresseeRows,
  { recipientIds, electoralDistrictIds }: { recipientIds: readonly string[]; electoralDistrictIds: readonly string[] }
) {
  if (recipientIds.length + electoralDistrictIds.length === 0) {
    return refuseField('/recipientIds', 'no-addressee', {
      zh: '至少选一个单位或选区',
      en: 'Choose a recipient or an electoral district',
    })
  }
  const rows = content[0]?.rows
  const toldTo = toldByRecipient(rows, belongings)
  for (const id of recipientIds) {
    const recipient = recipients.find((one) => one.id === id)
    if (!recipient || toldTo(id).length === 0) {
      return refuseField('/recipientIds', 'recipient-without-deputies', {
        zh: `${recipient?.name ?? '所选单位'}在这张榜上没有代表`,
        en: `${recipient?.name ?? 'A chosen recipient'} has no deputies on this board`,
      })
    }
  }
  const toldIn = toldByDistrict(rows, elected)
  for (const id of electoralDistrictIds) {
    const district = electoralDistricts.find((one) => one.id === id)
    if (!district || toldIn(id).length === 0) {
      return refuseField('/electoralDistrictIds', 'electoral-district-without-deputies', {
        zh: `${district?.name ?? '所选选区'}在这张榜上没有代表`,
        en: `${district?.name ?? 'A chosen electoral district'} has no deputies on this board`,
      })
    }
  }
  return null
}
