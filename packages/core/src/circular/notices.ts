import { reachesUnit, type Actor } from '../kernel/actor.ts'
import { addDays } from '../kernel/calendar.ts'
import { command } from '../kernel/command.ts'
import { insertMany } from '../kernel/insert.ts'
import { ok, refuse, refuseField } from '../kernel/problem.ts'
import { linkRenewed, linkRevoked, noticeDelivered, noticePosted, noticeReplied, noticeUndelivered } from './events.ts'
import { noticeById, repliesOf } from './queries.ts'
import { LINK_DAYS, noticeInput, noticeStream, postNotice, replyNotice, replyKinds } from './schema.ts'

// What becomes of a notice after approval.

const OFFICES = ['tenant_administrator', 'committee_office', 'deputies_commission', 'unit_office'] as const

const ofNotice = {
  streams: (input: { noticeId: string }) => [noticeStream(input.noticeId)],
  load: (input: { noticeId: string }) => ({ notice: noticeById(input.noticeId) }),
  scope: (actor: Actor, { notice }: { notice: readonly { unitId: string }[] }) =>
    notice.some((one) => reachesUnit(actor, one.unitId)),
}

/** The webhook's receiver answered with success, at once or after a replay. */
export const markDelivered = command({
  name: 'notice.mark-delivered',
  roles: ['system'],
  input: noticeInput,
  ...ofNotice,
  decide: ({ notice: [notice] }, { noticeId }, ctx) => {
    if (notice!.status === 'delivered') return settled('notice-delivered', '已送达', 'It was delivered')
    return ok({ facts: [noticeDelivered.on(noticeStream(noticeId), ctx.today, { id: noticeId })] })
  },
})

/** The last attempt failed: the office sends the letter instead. */
export const markUndelivered = command({
  name: 'notice.mark-undelivered',
  roles: ['system'],
  input: noticeInput,
  ...ofNotice,
  decide: ({ notice: [notice] }, { noticeId }, ctx) => {
    if (notice!.status !== 'issued') return settled('notice-settled', '已有结果', 'It has come to an end already')
    return ok({ facts: [noticeUndelivered.on(noticeStream(noticeId), ctx.today, { id: noticeId })] })
  },
})

/** The office handed the letter to the post, or brought it there. */
export const postLetter = command({
  name: 'notice.post',
  roles: OFFICES,
  input: postNotice,
  streams: (input) => ofNotice.streams(input),
  load: (input) => ofNotice.load(input),
  scope: (actor, rows) => ofNotice.scope(actor, rows),
  decide: ({ notice: [notice] }, { noticeId, postedOn }, ctx) => {
    if (postedOn < notice!.issuedOn || postedOn > ctx.today) {
      return refuseField('/postedOn', 'day-outside', {
        zh: `须在 ${notice!.issuedOn} 至 ${ctx.today} 之间`,
        en: `It lies between ${notice!.issuedOn} and ${ctx.today}`,
      })
    }
    return ok({ facts: [noticePosted.on(noticeStream(noticeId), ctx.today, { id: noticeId, postedOn })] })
  },
})

/** Opens a new link and closes the older. */
export const renewLink = command({
  name: 'notice.renew-link',
  roles: OFFICES,
  input: noticeInput,
  ...ofNotice,
  decide: ({ notice: [notice] }, { noticeId }, ctx) => {
    const link = { generation: notice!.linkGeneration + 1, expiresOn: addDays(ctx.today, LINK_DAYS) }
    return ok({ facts: [linkRenewed.on(noticeStream(noticeId), ctx.today, { id: noticeId, ...link })] })
  },
})

/** Closes the link: sent to the wrong place, or no longer wanted. A renewal opens another. */
export const revokeLink = command({
  name: 'notice.revoke-link',
  roles: OFFICES,
  input: noticeInput,
  ...ofNotice,
  decide: ({ notice: [notice] }, { noticeId }, ctx) => {
    if (notice!.linkRevokedOn !== null) return settled('link-revoked', '链接已经停用', 'The link is closed already')
    return ok({ facts: [linkRevoked.on(noticeStream(noticeId), ctx.today, { id: noticeId })] })
  },
})

/** 回执 and the other answers, by whoever holds the link: each once, with a note. */
export const reply = command({
  name: 'notice.reply',
  roles: ['recipient'],
  input: replyNotice,
  streams: (input) => [noticeStream(input.noticeId)],
  load: (input) => ({ notice: noticeById(input.noticeId), replies: repliesOf(input.noticeId) }),
  scope: (actor, { notice }, input) => actor.kind === 'recipient' && actor.id === input.noticeId && notice.length > 0,
  decide: ({ notice: [notice], replies }, { noticeId, generation, kind, note }, ctx) => {
    if (notice!.linkRevokedOn !== null || notice!.linkGeneration !== generation) {
      return settled('link-revoked', '链接已经停用，请联系发函单位', 'The link is closed. Ask the office that sent it')
    }
    if (ctx.today > notice!.linkExpiresOn) {
      return refuse(409, 'link-expired', {
        zh: `链接已于 ${notice!.linkExpiresOn} 过期，请联系发函单位`,
        en: `The link expired on ${notice!.linkExpiresOn}. Ask the office that sent it`,
      })
    }
    if (replies.some((one) => one.kind === kind)) {
      return settled('already-replied', `已经答复：${replyKinds[kind].zh}`, `Answered already: ${replyKinds[kind].en}`)
    }
    return ok({
      facts: [noticeReplied.on(noticeStream(noticeId), ctx.today, { id: noticeId, kind })],
      beside: note === '' ? [] : insertMany('notice_reply_note', [{ noticeId, kind, note }]),
    })
  },
})

const settled = (code: string, zh: string, en: string) => refuse(409, code, { zh, en })
