import { error, redirect, type RequestEvent } from '@sveltejs/kit'
import { hc, type ClientResponse } from 'hono/client'
import type { AccountApi } from '@jiceng/workers/http/account'
import type { AgendaApi } from '@jiceng/workers/http/agenda'
import type { MinutesApi } from '@jiceng/workers/http/minutes'
import type { RollsApi } from '@jiceng/workers/http/rolls'
import type { SittingsApi } from '@jiceng/workers/http/sittings'
import type { DecisionsApi } from '@jiceng/workers/http/decisions'
import type { ResolutionsApi } from '@jiceng/workers/http/resolutions'
import type { ActivityApi } from '@jiceng/workers/http/activity'
import type { AnnualBoardApi } from '@jiceng/workers/http/annual-board'
import type { ApiKeysApi } from '@jiceng/workers/http/api-key'
import type { AssessmentApi } from '@jiceng/workers/http/assessment'
import type { BoardApi } from '@jiceng/workers/http/board'
import type { BodyApi } from '@jiceng/workers/http/body'
import type { CircularApi } from '@jiceng/workers/http/circular'
import type { ComparisonApi } from '@jiceng/workers/http/comparison'
import type { DeputyGroupApi } from '@jiceng/workers/http/deputy-group'
import type { DossierApi } from '@jiceng/workers/http/dossier'
import type { DutyCaseApi } from '@jiceng/workers/http/duty-case'
import type { DutyReportApi } from '@jiceng/workers/http/duty-report'
import type { ErasureApi } from '@jiceng/workers/http/erasure'
import type { DeputyAccountsApi } from '@jiceng/workers/http/deputy-accounts'
import type { Frame } from '@jiceng/workers/http/frame'
import type { OperatorApi } from '@jiceng/workers/http/operator'
import type { HistoryApi } from '@jiceng/workers/http/history'
import type { ImportsApi } from '@jiceng/workers/http/imports'
import type { LeaveApi } from '@jiceng/workers/http/leave'
import type { MeetingApi } from '@jiceng/workers/http/meeting'
import type { MembersApi } from '@jiceng/workers/http/members'
import type { MyApi } from '@jiceng/workers/http/my'
import type { NoticeApi } from '@jiceng/workers/http/notice'
import type { OwnSessionsApi } from '@jiceng/workers/http/own-sessions'
import type { PeopleApi } from '@jiceng/workers/http/people'
import type { PointsApi } from '@jiceng/workers/http/points'
import type { ProposalApi } from '@jiceng/workers/http/proposal'
import type { ReceptionApi } from '@jiceng/workers/http/reception'
import type { ProblemBody } from '@jiceng/workers/http/problem'
import type { ObjectionApi } from '@jiceng/workers/http/objection'
import type { SessionPapersApi } from '@jiceng/workers/http/session-papers'
import type { FeedApi, FeedsApi } from '@jiceng/workers/http/feed'
import type { OpinionApi } from '@jiceng/workers/http/opinion'
import type { SessionsApi } from '@jiceng/workers/http/sessions'
import type { SelfCheckApi } from '@jiceng/workers/http/self-check'
import type { StatisticsApi } from '@jiceng/workers/http/statistics'
import type { RecipientApi } from '@jiceng/workers/http/recipient'
import type { TermApi } from '@jiceng/workers/http/term'
import type { TodayApi } from '@jiceng/workers/http/today'
import type { VerificationApi } from '@jiceng/workers/http/verification'
import type { WebhookApi } from '@jiceng/workers/http/webhook'
import * as paths from '$lib/paths.ts'

type AnyResponse = ClientResponse<unknown, number, string>
/** What a call answers when it went well. */
type Success<R> =
  R extends ClientResponse<infer Body, infer Status, string> ? (Status extends 200 | 201 ? Body : never) : never

const LANGUAGES = { zh: 'zh-CN', en: 'en' } as const

/**
 * A fetch that speaks for the visitor of this page: their language, origin and address, and their cookie unless the
 * answer is to be the same for everybody.
 */
const asVisitor =
  (event: RequestEvent, anonymous = false) =>
  (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const api = event.platform?.env.API
    if (!api) error(503, 'The api is not bound here.')
    const headers = new Headers(init?.headers)
    const cookie = event.request.headers.get('cookie')
    if (cookie !== null && !anonymous) headers.set('cookie', cookie)
    headers.set('accept-language', LANGUAGES[event.locals.lang])
    const userAgent = event.request.headers.get('user-agent')
    if (userAgent !== null) headers.set('user-agent', userAgent)
    // The browser's own claim: the api compares it with where the site is.
    const origin = event.request.headers.get('origin')
    if (origin !== null) headers.set('origin', origin)
    headers.set('x-jiceng-origin', event.url.origin)
    headers.set('x-jiceng-address', event.getClientAddress())
    return api.fetch(new Request(input, { ...init, headers }))
  }

const BASE = 'http://api/api'

/** The api of the district in the path, one client a module. Public pages ask `anonymous`: they are cached. */
export function apiOf(event: RequestEvent<{ tenant: string }>, who: 'visitor' | 'anonymous' = 'visitor') {
  const base = `${BASE}/tenants/${encodeURIComponent(event.params.tenant)}`
  const options = { fetch: asVisitor(event, who === 'anonymous') }
  return {
    account: hc<AccountApi>(base, options),
    activity: hc<ActivityApi>(base, options),
    leave: hc<LeaveApi>(base, options),
    reception: hc<ReceptionApi>(base, options),
    proposal: hc<ProposalApi>(base, options),
    assessment: hc<AssessmentApi>(base, options),
    statistics: hc<StatisticsApi>(base, options),
    apiKeys: hc<ApiKeysApi>(base, options),
    comparison: hc<ComparisonApi>(base, options),
    dossier: hc<DossierApi>(base, options),
    dutyCase: hc<DutyCaseApi>(base, options),
    dutyReport: hc<DutyReportApi>(base, options),
    erasure: hc<ErasureApi>(base, options),
    my: hc<MyApi>(base, options),
    ownSessions: hc<OwnSessionsApi>(base, options),
    people: hc<PeopleApi>(base, options),
    points: hc<PointsApi>(base, options),
    term: hc<TermApi>(base, options),
    today: hc<TodayApi>(base, options),
    board: hc<BoardApi>(base, options),
    annualBoard: hc<AnnualBoardApi>(base, options),
    selfCheck: hc<SelfCheckApi>(base, options),
    objection: hc<ObjectionApi>(base, options),
    circular: hc<CircularApi>(base, options),
    recipient: hc<RecipientApi>(base, options),
    history: hc<HistoryApi>(base, options),
    imports: hc<ImportsApi>(base, options),
    members: hc<MembersApi>(base, options),
    deputyGroup: hc<DeputyGroupApi>(base, options),
    body: hc<BodyApi>(base, options),
    agenda: hc<AgendaApi>(base, options),
    sittings: hc<SittingsApi>(base, options),
    opinion: hc<OpinionApi>(base, options),
    rolls: hc<RollsApi>(base, options),
    decisions: hc<DecisionsApi>(base, options),
    resolutions: hc<ResolutionsApi>(base, options),
    minutes: hc<MinutesApi>(base, options),
    feeds: hc<FeedsApi>(base, options),
    sessions: hc<SessionsApi>(base, options),
    sessionPapers: hc<SessionPapersApi>(base, options),
    meeting: hc<MeetingApi>(base, options),
    deputyAccounts: hc<DeputyAccountsApi>(base, options),
    verification: hc<VerificationApi>(base, options),
    webhook: hc<WebhookApi>(base, options),
  }
}

/** The platform's own api: no district is in its path. */
export const platformApi = (event: RequestEvent) => hc<OperatorApi>(`${BASE}/operator`, { fetch: asVisitor(event) })

/** The answer of the platform's api; no session of an operator is the operator's sign-in page. */
export async function readPlatform<R extends AnyResponse>(call: Promise<R>): Promise<Success<R>> {
  const response = await call
  if (response.status === 401) redirect(303, paths.operatorSignIn())
  const body = await response.json()
  if (response.ok) return body as Success<R>
  const { title, code } = body as ProblemBody
  error(response.status, { message: title, code })
}
/** The door of a calendar's address: no session, the address is the key. */
export const feedApiOf = (event: RequestEvent<{ tenant: string }>) =>
  hc<FeedApi>(`${BASE}/feeds/${encodeURIComponent(event.params.tenant)}`, { fetch: asVisitor(event, true) })[
    ':feedToken'
  ]

/** The door of a notice's link: no session, the link is the key. */
export const noticeApiOf = (event: RequestEvent<{ tenant: string; token: string }>) =>
  hc<NoticeApi>(`${BASE}/notices/${encodeURIComponent(event.params.tenant)}`, { fetch: asVisitor(event, true) })[
    ':token'
  ]

/** A call outside any district. */
export const callApi = (event: RequestEvent, path: string, init: RequestInit = {}): Promise<Response> =>
  asVisitor(event)(`${BASE}${path}`, { ...init, headers: { 'content-type': 'application/json' } })

/** The answer and the frame it came with; a refusal becomes the error page, no session the sign-in page. */
export async function read<R extends AnyResponse>(
  event: RequestEvent<{ tenant: string }>,
  call: Promise<R>
): Promise<Success<R> & { frame: Frame }> {
  const response = await call
  if (response.status === 401) redirect(303, paths.signIn(event.params.tenant, event.url.pathname + event.url.search))
  const body = await response.json()
  if (!response.ok) {
    const { title, code } = body as ProblemBody
    error(response.status, { message: title, code })
  }
  const frame = JSON.parse(decodeURIComponent(response.headers.get('x-jiceng-frame')!)) as Frame
  return { ...(body as object), frame } as Success<R> & { frame: Frame }
}

/** A form's file, by the door of its kind; null when none was chosen. Under the form's own id: sent twice, it is one upload. */
export async function uploaded(
  event: RequestEvent<{ tenant: string }>,
  door: string,
  { commandId, file }: { commandId: string; file: FormDataEntryValue | null }
): Promise<Response | null> {
  if (!(file instanceof File) || file.size === 0) return null
  // Where no Office is installed, a browser has no name for a .docx.
  const type = file.type || 'application/octet-stream'
  return uploadTo(event, door, { name: file.name, type, bytes: await file.arrayBuffer(), commandId })
}

/** Sends a file of this page's district to a door that takes its bytes as they are. */
export const uploadTo = (
  event: RequestEvent<{ tenant: string }>,
  door: string,
  file: { name: string; type: string; bytes: ArrayBuffer; commandId: string }
): Promise<Response> => {
  const query = new URLSearchParams({ commandId: file.commandId, fileName: file.name })
  return asVisitor(event)(`${BASE}/tenants/${encodeURIComponent(event.params.tenant)}${door}?${query}`, {
    method: 'POST',
    headers: { 'content-type': file.type },
    body: file.bytes,
  })
}
