import { codeHash, codeOf, grouped } from '../kernel/code.ts'
import { command, type Ctx } from '../kernel/command.ts'
import { forMany } from '../kernel/insert.ts'
import { notFound, ok, refuse, refuseField } from '../kernel/problem.ts'
import { mailsOf, tenantVerified } from '../tenancy/events.ts'
import { otherLive, signUpOf, tenantById } from '../tenancy/queries.ts'
import { alarmAcknowledged, alarmRaised, operatorAppointed, verificationCodeIssued } from './events.ts'
import { openAlarms, operatorAddresses, operatorByUser, verificationCodeOf } from './queries.ts'
import {
  acknowledgeAlarm,
  appointOperator,
  enterVerificationCode,
  issueVerificationCode,
  raiseAlarm,
  verifyTenant,
} from './schema.ts'

// What the platform's operator does. From trial to live: somebody shows to act for the district. Of the trials of one division one becomes live, so
// these commands meet on the division's stream.

/** Days the code of a letter works: it goes by post and is opened by an office. */
const CODE_DAYS = 30

const meeting = ({ tenantId, areaCode }: { tenantId: string; areaCode: string }) => [
  `area/${areaCode}`,
  `tenant/${tenantId}`,
]

type Tenant = { id: string; name: string; areaCode: string; status: string }

/** Why this district cannot become live now, or null. */
function barred(tenant: Tenant, other: readonly { name: string }[]) {
  if (tenant.status === 'live') {
    return refuse(409, 'already-verified', { zh: '本区已经核验', en: 'This district is verified already' })
  }
  if (tenant.status !== 'trial') {
    return refuse(409, 'not-a-trial', { zh: '还没有开通试用，不能核验', en: 'It is not open as a trial yet' })
  }
  if (other.length > 0) {
    return refuse(409, 'another-live', {
      zh: `行政区划代码${tenant.areaCode}已有一个核验过的区县；一个代码只能有一个，本区仍为试用`,
      en: `Another district is live under the code ${tenant.areaCode}, and a code has one only; this one stays a trial`,
    })
  }
  return null
}

/** The operator has seen the official letter (公函). */
export const verify = command({
  name: 'tenant.verify',
  roles: ['operator'],
  input: verifyTenant,
  streams: (input) => meeting(input),
  load: (input) => ({
    tenant: tenantById(input.tenantId),
    other: otherLive(input.areaCode, input.tenantId),
    signUp: signUpOf(input.tenantId),
  }),
  scope: (actor, { tenant }, input) => actor.kind === 'operator' && tenant[0]?.areaCode === input.areaCode,
  decide: ({ tenant: [tenant], other, signUp }, input, ctx) => {
    if (!tenant) return notFound()
    const no = barred(tenant, other)
    if (no) return no
    if (input.letterOn > ctx.today) {
      return refuseField('/letterOn', 'letter-of-the-future', {
        zh: '公函日期不能晚于今天',
        en: 'The letter cannot be dated later than today',
      })
    }
    const { letterNumber, letterOn } = input
    return ok({
      facts: [tenantVerified.on(`area/${tenant.areaCode}`, ctx.today, { id: tenant.id, way: 'letter', letterOn })],
      beside: [
        ...forMany(
          `insert into verification_letter (tenantId, letterNumber, letterOn)
            select value->>0, value->>1, value->>2 from json_each(?)`,
          [[tenant.id, letterNumber, letterOn]]
        ),
        ...mailsOf(signUp.map(({ email }) => liveMail(email, tenant.name, ctx))),
      ],
    })
  },
})

/** A code for a letter to the office's own address. The door makes it and shows it once. */
export const issueCode = command({
  name: 'tenant.issue-verification-code',
  roles: ['operator'],
  input: issueVerificationCode,
  streams: (input) => meeting(input),
  load: (input) => ({
    tenant: tenantById(input.tenantId),
    other: otherLive(input.areaCode, input.tenantId),
  }),
  scope: (actor, { tenant }, input) => actor.kind === 'operator' && tenant[0]?.areaCode === input.areaCode,
  decide: ({ tenant: [tenant], other }, _, ctx) => {
    if (!tenant) return notFound()
    const no = barred(tenant, other)
    if (no) return no
    const hash = codeHash(tenant.id, codeOf(ctx.salts(1)[0]!))
    const expiresAt = new Date(Date.parse(ctx.now) + CODE_DAYS * 86_400_000).toISOString()
    return ok({
      facts: [verificationCodeIssued.on(`area/${tenant.areaCode}`, ctx.today, { id: tenant.id })],
      beside: forMany(
        `insert into verification_code (tenantId, codeHash, issuedOn, expiresAt)
          select value->>0, value->>1, value->>2, value->>3 from json_each(?) where true
          on conflict do update set codeHash = excluded.codeHash, issuedOn = excluded.issuedOn,
            expiresAt = excluded.expiresAt`,
        [[tenant.id, hash, ctx.today, expiresAt]]
      ),
    })
  },
})

/** The district's administrator types the code of the letter that came to the office. */
export const enterCode = command({
  name: 'tenant.enter-verification-code',
  roles: ['tenant_administrator'],
  input: enterVerificationCode,
  streams: (input) => meeting(input),
  load: (input) => ({
    tenant: tenantById(input.tenantId),
    other: otherLive(input.areaCode, input.tenantId),
    posted: verificationCodeOf(input.tenantId),
    signUp: signUpOf(input.tenantId),
  }),
  scope: (actor, { tenant }, input) =>
    actor.kind === 'member' && actor.unitId === null && tenant[0]?.areaCode === input.areaCode,
  decide: ({ tenant: [tenant], other, posted: [posted], signUp }, input, ctx) => {
    if (!tenant) return notFound()
    const no = barred(tenant, other)
    if (no) return no
    if (!posted || posted.codeHash !== codeHash(tenant.id, input.code)) {
      return refuseField('/code', 'code-wrong', {
        zh: '核验码不对。请照信上的写；补寄过的，以最后一封为准',
        en: 'This is not the code. Copy it from the letter; of several letters the last one counts',
      })
    }
    if (posted.expiresAt <= ctx.now) {
      return refuseField('/code', 'code-expired', {
        zh: `核验码${CODE_DAYS}天内有效，已经过期，请联系平台补寄`,
        en: `The code worked for ${CODE_DAYS} days and has expired. Ask the platform for another letter`,
      })
    }
    return ok({
      facts: [tenantVerified.on(`area/${tenant.areaCode}`, ctx.today, { id: tenant.id, way: 'code', letterOn: null })],
      beside: mailsOf(signUp.map(({ email }) => liveMail(email, tenant.name, ctx))),
    })
  },
})

/** An account of the directory runs the platform from now on. Nobody does this through a door. */
export const appoint = command({
  name: 'operator.appoint',
  roles: ['system'],
  input: appointOperator,
  streams: () => ['operators'],
  load: (input) => ({ known: operatorByUser(input.userId) }),
  scope: (actor) => actor.kind === 'system',
  decide: ({ known }, { userId }, ctx) =>
    known.length > 0
      ? refuse(409, 'already-an-operator', { zh: '已经是平台管理员', en: 'This account is an operator already' })
      : ok({ facts: [operatorAppointed.on('operators', ctx.today, { userId })] }),
})

/** Tells the operators, by mail and on their page, until one of them says to know. */
export const raise = command({
  name: 'alarm.raise',
  roles: ['system'],
  input: raiseAlarm,
  streams: () => ['alarms'],
  load: () => ({ open: openAlarms(), operators: operatorAddresses() }),
  scope: (actor) => actor.kind === 'system',
  decide: ({ open, operators }, { kind, free }, ctx) => {
    if (open.some((alarm) => alarm.kind === kind)) {
      return refuse(409, 'already-raised', { zh: '已经告警', en: 'This alarm is raised already' })
    }
    return ok({
      facts: [alarmRaised.on('alarms', ctx.today, { id: ctx.commandId, kind, free })],
      beside: mailsOf(
        operators.map(({ email }) => ({
          recipient: email,
          subject: '基层人大云：数据库余量告警 / Jiceng: few free databases',
          text: [
            kind === 'pool-exhausted' ? '有区县确认开通时，已没有空余数据库。' : `空余数据库只剩${free}个。`,
            kind === 'pool-exhausted'
              ? 'A district confirmed its sign-up and found no free database.'
              : `Free databases left: ${free}.`,
            `${ctx.platform.origin}/operator`,
          ].join('\n'),
          createdAt: ctx.now,
        }))
      ),
    })
  },
})

/** An operator has read an alarm. */
export const acknowledge = command({
  name: 'alarm.acknowledge',
  roles: ['operator'],
  input: acknowledgeAlarm,
  streams: () => ['alarms'],
  load: () => ({ open: openAlarms() }),
  scope: (actor, { open }, { alarmId }) => actor.kind === 'operator' && open.some(({ id }) => id === alarmId),
  decide: (_, { alarmId }, ctx) => ok({ facts: [alarmAcknowledged.on('alarms', ctx.today, { id: alarmId })] }),
})

/** The code as it is printed, for whoever made its salt. */
export const printedCode = (salt: string): string => grouped(codeOf(salt))

const liveMail = (recipient: string, name: string, { now }: Ctx) => ({
  recipient,
  subject: '基层人大云：已核验 / Jiceng: verified',
  text: [
    `“${name}”已经核验，正式开通。公开页不再标注“未核验”。`,
    '',
    `“${name}” is verified and live. Its public pages no longer carry the mark “not verified”.`,
  ].join('\n'),
  createdAt: now,
})
