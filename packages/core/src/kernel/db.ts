import type { CircularTables, RecipientTables, WebhookTables } from './telling-tables.ts'
import type { ActivityTables, LeaveTables, ProposalTables, ReceptionTables } from './duty-tables.ts'
import type { ApiKeyTables, AuthTables, OperatorTables, TenancyTables } from './directory-tables.ts'
import type { FeedTables } from './feed-tables.ts'
import type { OpinionTables } from './opinion-tables.ts'
import type { MeetingTables } from './session-tables.ts'
import { DummyDriver, Kysely, sql, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'

// Tables as the migrations make them, by the module that owns them. Only that module's SQL names them.

/** In every database: the kernel's own. */
type KernelTables = {
  identity: { id: string; inputKey: string }
  event: {
    seq: number
    commandId: string
    n: number
    stream: string
    version: number
    type: string
    actor: string
    occurredOn: string
    recordedAt: string
    inputHash: string
    data: string
  }
  actor_name: { actor: string; name: string }
}

type CalendarTables = {
  work_calendar: { year: string; holidays: string; workdays: string }
}

type PeopleTables = {
  district: { id: string; name: string; areaCode: string }
  unit: { position: number; id: string; kind: string; name: string; retiredOn: string | null }
  electoral_district: {
    unitId: string
    level: string
    id: string
    name: string
    seats: number
    retiredOn: string | null
  }
  person: { id: string; name: string }
  mandate: {
    id: string
    personId: string
    level: string
    electoralDistrictId: string
    startOn: string
    endOn: string
    ground: string
  }
  mandate_end: { mandateId: string; ground: string; endedOn: string; previousEndOn: string }
  mandate_note: { commandId: string; text: string }
  mandate_unit: {
    unitId: string
    level: string
    mandateId: string
    fromOn: string
    untilOn: string
    personId: string
  }
}

type TermTables = {
  term: { congressId: string; ordinal: number; startOn: string; endOn: string }
}

type PointsTables = {
  rule_set: {
    version: number
    fromQuarter: string
    quarterCap: number
    yearCap: number
    baseHundredths: number
    lineHundredths: number | null
  }
  rule_category: {
    version: number
    code: string
    name: string
    position: number
    quarterCap: number
    yearCap: number
    aboveTotal: number
  }
  rule_grade: { version: number; position: number; name: string; fromHundredths: number }
  rule_minimum: { version: number; itemCode: string; per: string; times: number; article: string }
  rule_item: {
    version: number
    code: string
    categoryCode: string
    name: string
    position: number
    hundredths: number
    perUnit: string
    article: string
    evidence: string
    quarterCap: number
    yearCap: number
  }
  point_entry: {
    mandateId: string
    occurredOn: string
    id: string
    quarter: string
    itemCode: string
    hundredths: number
    activityId: string | null
    actor: string
    recordedAt: string
    reversesId: string | null
    source: string | null
  }
  rule_set_note: { version: number; reason: string }
  point_note: { entryId: string; note: string; evidence: string }
  item_balance: { mandateId: string; quarter: string; itemCode: string; rawHundredths: number; entryCount: number }
  mandate_year: {
    year: string
    mandateId: string
    q1Hundredths: number
    q2Hundredths: number
    q3Hundredths: number
    q4Hundredths: number
    toQ1Hundredths: number
    toQ2Hundredths: number
    toQ3Hundredths: number
    toQ4Hundredths: number
    categories: string
  }
}

type AssessmentTables = {
  assessment_exemption: { mandateId: string; year: string; ground: string; exemptedOn: string }
  assessment_note: { commandId: string; mandateId: string; year: string; text: string }
}

type ErasureTables = {
  erasure: {
    personId: string
    ground: string
    status: string
    proposedBy: string
    proposedOn: string
    endedOn: string | null
  }
}

type BoardTables = {
  period_close: {
    unitId: string
    level: string
    quarter: string
    closedOn: string
    ruleVersion: number
    closedBy: string
  }
  board_revision: {
    unitId: string
    level: string
    quarter: string
    revision: number
    publishedOn: string
    objectionsUntilOn: string
    publicUntilOn: string
    ruleVersion: number
    seq: number
    root: string
    deputyCount: number
    publishedBy: string | null
    withdrawnOn: string | null
  }
  revision_due: {
    unitId: string
    level: string
    quarter: string
    revision: number
    actor: string
    cause: string
    dueOn: string
  }
  board_note: { unitId: string; level: string; quarter: string; revision: number; kind: string; text: string }
  board_content: { unitId: string; level: string; quarter: string; revision: number; rows: string }
}

type AnnualBoardTables = {
  annual_board: {
    level: string
    year: string
    revision: number
    preparedOn: string
    preparedBy: string
    plannedOn: string
    ruleVersion: number
    seq: number
    root: string
    deputyCount: number
    ordinal: number | null
    fromOn: string | null
    untilOn: string | null
    publishedOn: string | null
    publishedBy: string | null
    objectionsUntilOn: string | null
    publicUntilOn: string | null
    withdrawnOn: string | null
  }
  annual_board_content: { level: string; year: string; revision: number; position: number; rows: string }
  annual_board_note: { level: string; year: string; revision: number; kind: string; text: string }
}

type SelfCheckTables = {
  board_setting: { one: number; selfCheckWorkingDays: number }
  self_check: {
    unitId: string
    level: string
    quarter: string
    workingDays: number
    openedOn: string
    untilOn: string
  }
  point_report: {
    unitId: string
    level: string
    quarter: string
    id: string
    mandateId: string
    kind: string
    entryId: string | null
    occurredOn: string
    itemCode: string
    status: string
    filedAt: string
    answeredAt: string | null
  }
  point_report_note: { reportId: string; kind: string; text: string }
}

type ObjectionTables = {
  objection: {
    unitId: string
    level: string
    quarter: string
    number: number
    revision: number
    kind: string
    channel: string
    mandateId: string | null
    entryId: string | null
    aboutOn: string | null
    itemCode: string | null
    personId: string | null
    status: string
    filedOn: string
    filedAt: string
    dueOn: string
    decidedOn: string | null
    raisedIn: string
    raisedRevision: number | null
    raisedTerm: string | null
  }
  objection_note: { unitId: string; level: string; quarter: string; number: number; kind: string; text: string }
}

type DeputyGroupTables = {
  deputy_group: {
    unitId: string
    level: string
    id: string
    name: string
    leaderId: string | null
    dissolvedOn: string | null
  }
  deputy_group_member: { groupId: string; mandateId: string; sinceOn: string; untilOn: string | null }
}

type DutyCaseTables = {
  duty_case: {
    id: string
    mandateId: string
    level: string
    ground: string
    period: string
    status: string
    openedOn: string
    interviewedOn: string | null
    signature: string | null
    informedOn: string | null
    circularId: string | null
    observedOn: string | null
    untilOn: string | null
    advisedOn: string | null
    resignedOn: string | null
    decidedOn: string | null
    memberCount: number | null
    voteCount: number | null
    endedOn: string | null
    dropGround: string | null
  }
  duty_case_note: { caseId: string; kind: string; text: string }
}

type ImportTables = {
  upload: {
    id: string
    uploadedBy: string
    commandId: string
    hash: string
    mediaType: string
    byteCount: number
    isStored: number
    unattachedSince: string | null
    sweptAt: string | null
  }
  import_job: {
    id: string
    fileName: string
    unitId: string | null
    actor: string
    createdAt: string
    rowCount: number
    stagedRows: number
    checkedRows: number
    state: string
    faultCount: number
    openCount: number
    streams: string
    openingQuarters: string
    summary: string
    choices: string
  }
  import_row: { jobId: string; sheet: number; piece: number; name: string; rows: string; faults: string }
  import_list: { jobId: string; kind: string; page: number; rows: string }
  import_quarter: { unitId: string; level: string; quarter: string; jobId: string }
  import_outcome: { jobId: string; outcome: string; commandId: string; decidedOn: string }
}

/** One district's database. */
export type DistrictTables = CircularTables &
  MeetingTables &
  AssessmentTables &
  RecipientTables &
  KernelTables &
  CalendarTables &
  PeopleTables &
  TermTables &
  PointsTables &
  BoardTables &
  AnnualBoardTables &
  DeputyGroupTables &
  DutyCaseTables &
  ErasureTables &
  FeedTables &
  ActivityTables &
  ReceptionTables &
  LeaveTables &
  ProposalTables &
  SelfCheckTables &
  ObjectionTables &
  OpinionTables &
  WebhookTables &
  ImportTables

/** The shared directory of tenants, identities and sessions. */
export type DirectoryTables = KernelTables & TenancyTables & OperatorTables & ApiKeyTables & AuthTables

const cold = <Tables>() =>
  new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (driver) => new SqliteIntrospector(driver),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  })

/** Builds statements for a district's database; it holds no connection and runs nothing. */
export const db = cold<DistrictTables>()

/** The same for the directory. */
export const directory = cold<DirectoryTables>()

/** Any number of ids behind `in`, as one parameter: D1 takes at most 100. */
export const idsIn = (ids: readonly string[]) => sql<string>`(select value from json_each(${JSON.stringify(ids)}))`
