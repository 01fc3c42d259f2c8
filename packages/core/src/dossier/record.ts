import type { Presence } from '../activity/schema.ts'
import type { ExemptionGround } from '../assessment/schema.ts'
import type { CaseGround, CaseStatus } from '../duty-case/schema.ts'
import type { ObjectionKind, ObjectionStatus } from '../objection/schema.ts'
import type { Ground, Level } from '../people/schema.ts'
import type { Balance, RuleSet } from '../points/rules.ts'
import type { ReportKind, ReportStatus } from '../self-check/schema.ts'
import type { Entry } from './ledger.ts'

// What a dossier is made from: rows of one mandate and of nobody else's.

export type Seat = {
  name: string
  level: Level
  ground: Ground
  unitId: string
  unitName: string
  electoralDistrict: string
  districtName: string
  startOn: string
  endOn: string
}

export type Board = {
  revision: number
  publishedOn: string
  root: string
  withdrawnOn: string | null
  isSuperseded: unknown
}

export type OnRecord = {
  seats: readonly { unitId: string; fromOn: string; untilOn: string }[]
  units: readonly { id: string; name: string }[]
  end: { ground: string; endedOn: string; previousEndOn: string } | null
  attendance: readonly { quarter: string; present: number; onLeave: number; absent: number }[]
  balances: readonly (Balance & { entryCount: number })[]
  /** The first quarter of which a record of it is kept. */
  recorded: readonly { quarter: string }[]
  exempted: readonly { year: string; ground: ExemptionGround }[]
  /** Half days of sessions of the congress whose roll is settled. */
  rolls: readonly { sessionId: string; part: number; heldOn: string; presence: Presence }[]
  sessions: readonly { id: string; termOrdinal: number | null; ordinal: number; firstOn: string }[]
  receptions: readonly { occurredOn: string; voterCount: number; place: string | null }[]
  entries: readonly Entry[]
  reports: readonly { quarter: string; kind: ReportKind; occurredOn: string; itemCode: string; status: ReportStatus }[]
  objections: readonly {
    quarter: string
    revision: number
    kind: ObjectionKind
    status: ObjectionStatus
    filedOn: string
    decidedOn: string | null
  }[]
  boards: readonly (Board & { quarter: string; unitId: string })[]
  /** With its number, where it is a term. */
  years: readonly (Board & { year: string; ordinal: number | null })[]
  circulars: readonly {
    quarter: string
    decidedOn: string | null
    letterCount: number | null
    answeredCount: number | null
    announcementCount: number | null
    postedOn: string | null
  }[]
  cases: readonly Case[]
  ruleSets: readonly RuleSet[]
  /** Who reads: an office knows on what ground somebody was left out, and who was told. */
  isOffice: boolean
  /** … of whose circulars a unit's office lists its own unit's only. */
  isOfUnit: boolean
  /** … and whoever follows deputies up, the cases. */
  isFollowing: boolean
}

export type Case = {
  ground: CaseGround
  period: string
  status: CaseStatus
  openedOn: string
  interviewedOn: string | null
  informedOn: string | null
  observedOn: string | null
  untilOn: string | null
  advisedOn: string | null
  resignedOn: string | null
  decidedOn: string | null
  endedOn: string | null
}

/** `until`: the last day the dossier speaks of. */
export type Told = OnRecord & { seat: Seat; today: string; until: string; span: string[] }
