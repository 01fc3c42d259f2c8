import * as z from 'zod'
import { day, id, line, said } from '../kernel/shapes.ts'
import type { Words } from '../kernel/words.ts'

// Keys by which programs act. They stand in the directory, beside the members who issue them: the door puts the district
// of the path into the input.

/** The keys of a district: issuing and revoking write it. */
export const apiKeysStream = (tenantId: string) => `api-keys/${tenantId}`

/** What every key begins with, so that one that got out is recognised wherever it turns up. */
export const KEY_PREFIX = 'jck_'

/** 256 random bits, in hex. */
export const keyText = z.string().regex(/^jck_[0-9a-f]{64}$/)

/** As much of a key as the list shows: enough to tell two apart, nothing to guess the rest from. */
export const SHOWN_CHARACTERS = KEY_PREFIX.length + 6

/** A year: whoever still needs the key issues another. */
export const VALID_DAYS_MAX = 366

/** More than any district has programs. */
export const KEYS_MAX = 50

// What a key may be allowed at all, by the words of the form that issues it. Whatever is not named here is for people:
// accounts, members and keys themselves; what judges another's work or takes a second signature on it (confirming and
// returning reports, proposed points, answering deputies, revisions after closing, withdrawing a board, ending mandates); what tells
// others about a person (circulars, notices, webhooks); rules, settings and files, which somebody looks at first.
// docs/decisions/9-a-key-is-a-members-hand.md says why.

type Permission = { name: string; words: Words }
type PermissionGroup = { words: Words; reads: readonly Permission[]; writes: readonly Permission[] }

const of = (name: string, zh: string, en: string): Permission => ({ name, words: { zh, en } })

export const permissionGroups = [
  {
    words: { zh: '街镇和选区', en: 'Units and electoral districts' },
    reads: [of('unit.list', '看街镇', 'See units'), of('unit.places', '看选区', 'See electoral districts')],
    writes: [
      of('unit.establish', '登记街镇', 'Register units'),
      of('unit.rename', '街镇改名', 'Rename units'),
      of('electoral-district.draw', '登记选区', 'Register electoral districts'),
      of('electoral-district.rename', '选区改名', 'Rename electoral districts'),
    ],
  },
  {
    words: { zh: '代表', en: 'Deputies' },
    reads: [
      of('unit.deputies', '看街镇的代表', 'See a unit’s deputies'),
      of('deputy.record', '看代表的档案和历史', 'See a deputy’s record and history'),
      of('person.namesakes', '查同名的代表', 'Look for namesakes'),
    ],
    writes: [of('mandate.begin', '登记代表', 'Register deputies')],
  },
  {
    words: { zh: '积分', en: 'Points' },
    reads: [
      of('points.summary', '看各街镇的积分', 'See the points of every unit'),
      of('points.preview', '看街镇的积分', 'See a unit’s points'),
      of('points.ledger', '看代表的积分登记', 'See a deputy’s entries'),
      of('points.newest', '看代表最近的积分登记', 'See a deputy’s newest entries'),
      of('proposal.list', '看待确认积分', 'See proposed points'),
      of('rule-set.list', '看积分规则', 'See the rules on points'),
    ],
    writes: [of('points.record', '登记积分', 'Record points'), of('points.reverse', '冲正登记', 'Reverse entries')],
  },
  {
    words: { zh: '活动和接待', en: 'Activities and receptions' },
    reads: [
      of('activity.list', '看活动和出席', 'See activities and attendance'),
      of('reception.list', '看接待选民', 'See voter receptions'),
      of('deputy-group.list', '看代表小组', 'See deputy groups'),
    ],
    writes: [
      of('activity.hold', '登记活动', 'Record activities'),
      of('activity.report', '上报活动', 'Report activities'),
      of('activity.cancel', '撤销活动', 'Cancel activities'),
      of('reception.record', '登记接待选民', 'Record voter receptions'),
      of('reception.withdraw', '撤回接待选民', 'Withdraw voter receptions'),
    ],
  },
  {
    words: { zh: '结账和公示', en: 'Closing and publishing' },
    reads: [
      of('self-check.state', '看自查', 'See the self-check'),
      of('board.due', '看公示后的变动', 'See what changed since publication'),
      of('history.of-quarter', '看季度的历史', 'See what happened to a quarter'),
    ],
    writes: [
      of('self-check.open', '开放代表自查', 'Open the self-check'),
      of('period.close', '季度结账', 'Close quarters'),
      of('board.publish', '公示', 'Publish boards'),
    ],
  },
] as const satisfies readonly PermissionGroup[]

/** Every permission there is, in the order of the form. */
export const permissionNames: readonly string[] = permissionGroups.flatMap(({ reads, writes }) =>
  [...reads, ...writes].map(({ name }) => name)
)

const permission = z
  .string()
  .refine(
    (name) => permissionNames.includes(name),
    said({ zh: '没有这项权限，或不给密钥', en: 'There is no such permission, or it is not for keys' })
  )

export const issueKey = z.strictObject({
  tenantId: id,
  /** What the key is for. */
  name: line(30),
  permissions: z
    .array(permission)
    .max(permissionNames.length)
    .refine((names) => names.length > 0, said({ zh: '请至少选一项', en: 'Choose at least one' }))
    .refine((names) => new Set(names).size === names.length, said({ zh: '有重复', en: 'One is named twice' })),
  /** The unit whose rows it may touch; null for the whole district. */
  unitId: id.nullable(),
  /** Last day on which it works. */
  lastOn: day,
})

export const revokeKey = z.strictObject({ tenantId: id, keyId: id })

export const keysOf = z.strictObject({ tenantId: id })
