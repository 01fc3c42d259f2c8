import { localizeHref } from '$lib/paraglide/runtime.js'

/** Every address of the site, in the language of the page that asks. Nobody else writes one. */

export const home = (): string => path()
export const demo = (): string => path('demo')
export const outbox = (): string => path('outbox')
export const gallery = (): string => path('components')

/** Where a district is chosen; `in`: the province or city whose list is open. */
export const signUp = (query: { in?: string } = {}): string =>
  path('sign-up') + (query.in === undefined ? '' : `?in=${encodeURIComponent(query.in)}`)
/** The form of the chosen district; "manual" where the list lacks it. */
export const signUpForm = (area: string): string => `${path('sign-up', 'form')}?area=${encodeURIComponent(area)}`
export const signUpSent = (): string => path('sign-up', 'sent')
/** Where a one-time code is typed. */
export const enterCode = (): string => path('join')
/** Where the link of an invitation leads. */
export const join = (token: string): string => path('join', token)
export const confirmSignUp = (token: string): string => path('sign-up', 'confirm', token)

/** The platform's operator: districts, and one of them to be verified. */
export const operator = (): string => path('operator')
export const operatorSignIn = (): string => path('operator', 'sign-in')
/** The operator's own account. */
export const operatorAccount = (): string => path('operator', 'account')
export const operatorSignOut = (): string => path('operator', 'sign-out')
export const operatorDistrict = (tenantId: string): string => path('operator', 'districts', tenantId)
/** Where a district's administrator types the code that came by post. */
export const verification = (tenant: string): string => path(tenant, 'verification')

/** `before`: the quarter at which the page before ended. */
export const publicHome = (tenant: string, before?: string): string =>
  path(tenant) + (before === undefined ? '' : `?before=${before}`)
export const board = (
  tenant: string,
  unitId: string,
  level: string,
  quarter: string,
  /** Without it: the newest, by a short redirect. */
  revision?: number
): string =>
  revision === undefined
    ? path(tenant, 'boards', unitId, level, quarter)
    : path(tenant, 'boards', unitId, level, quarter, String(revision))

/** The rows of one revision as a file, for whoever recomputes its root. It has no language. */
export const boardRows = (tenant: string, unitId: string, level: string, quarter: string, revision: number): string =>
  `/${[tenant, 'boards', unitId, level, quarter, String(revision), 'rows.json'].map(encodeURIComponent).join('/')}`

/** What everybody may read of the sessions of a year; without one of the year that runs. */
export const meetings = (tenant: string, year?: string): string =>
  path(tenant, 'meetings') + (year === undefined ? '' : `?year=${year}`)
export const meeting = (tenant: string, sessionId: string): string => path(tenant, 'meetings', sessionId)
/** A public paper of it. It has no language. */
export const meetingPaper = (tenant: string, sessionId: string, paperId: string): string =>
  `/${[tenant, 'meetings', sessionId, 'papers', paperId].map(encodeURIComponent).join('/')}`

type Year = { tenant: string; level: string; year: string }
/** The public board of a whole year; without a revision the newest, by a short redirect. */
export const annual = ({ tenant, level, year }: Year, revision?: number): string =>
  path(tenant, 'annual', level, year, ...(revision === undefined ? [] : [String(revision)]))
/** Its rows as a file. */
export const annualRows = ({ tenant, level, year }: Year, revision: number): string =>
  `/${[tenant, 'annual', level, year, String(revision), 'rows.json'].map(encodeURIComponent).join('/')}`
/** Where a year is frozen, published and withdrawn. */
export const annualBoard = ({ tenant, level, year }: Year, before?: number): string =>
  path(tenant, 'assessment', level, year, 'board') + (before === undefined ? '' : `?before=${before}`)

/** `back`: the page of this site one comes from and returns to. */
export const signIn = (tenant: string, back?: string): string =>
  path(tenant, 'sign-in') + (back === undefined ? '' : `?back=${encodeURIComponent(back)}`)
export const signOut = (tenant: string): string => path(tenant, 'sign-out')
/** One's own account: where it is signed in, and its password. */
export const account = (tenant: string): string => path(tenant, 'account')
export const today = (tenant: string): string => path(tenant, 'today')
/** `end`: the member whose roles the form there is about to end. */
export const members = (tenant: string, end?: string): string =>
  path(tenant, 'members') + (end === undefined ? '' : `?end=${encodeURIComponent(end)}`)
/** Keys by which programs act; `revoke`: the one about to end there. */
export const apiKeys = (tenant: string, revoke?: string): string =>
  path(tenant, 'keys') + (revoke === undefined ? '' : `?revoke=${encodeURIComponent(revoke)}`)
/** Every door of the api, as a page; it is the same for everybody. */
export const apiReference = (lang: 'zh' | 'en'): string => `/api/reference?lang=${lang}`
/** A deputy's own mandates, and their own points of a quarter. */
export const my = (tenant: string): string => path(tenant, 'my')
export const myQuarter = (tenant: string, level: string, quarter: string): string => path(tenant, 'my', level, quarter)
/** The rules on points; `version`: a past one. The next version is drafted from a quarter on. */
export const rules = (tenant: string, version?: number): string =>
  path(tenant, 'rules') + (version === undefined ? '' : `?version=${version}`)
export const nextRules = (tenant: string, from?: string): string =>
  path(tenant, 'rules', 'next') + (from === undefined ? '' : `?from=${from}`)
/** The assessment of the year that runs. */
export const assessments = (tenant: string): string => path(tenant, 'assessment')
/** A year's assessment; `unit`: one unit's; `exempt`: the mandate about to be left out, or taken in again. */
export const assessment = (
  { tenant, level, year }: Year,
  asked: { unit?: string; order?: string; page?: string; exempt?: string } = {}
): string => {
  const query = new URLSearchParams(asked).toString()
  return path(tenant, 'assessment', level, year) + (query === '' ? '' : `?${query}`)
}
/** Pictures of the year that runs. */
export const statisticsNow = (tenant: string): string => path(tenant, 'statistics')
/** Pictures of a year; `unit`: the one that is set against all. */
export const statistics = ({ tenant, level, year }: Year, query: { unit?: string } = {}): string =>
  path(tenant, 'statistics', level, year) + asked(query)
/** The sitting deputies of a level over their term, as they are asked for: a unit, a quarter, an order, a page. */
export const comparison = (
  { tenant, level }: { tenant: string; level: string },
  query: { unit?: string; quarter?: string; sort?: string; direction?: string; page?: string } = {}
): string => path(tenant, 'comparison', level) + asked(query)
export const units = (tenant: string): string => path(tenant, 'units')
/** The terms of the congresses; `about`: the congress that is opened, and its term that is to be corrected. */
export const terms = (tenant: string, about: { congress?: string; ordinal?: string; before?: string } = {}): string =>
  path(tenant, 'terms') + asked(about)
/** A deputy's record, by one of the mandates; `before`: from where the page of its history before ended. */
export const deputy = (tenant: string, mandateId: string, before?: number): string =>
  path(tenant, 'deputies', mandateId) + (before === undefined ? '' : `?before=${before}`)
/** A unit's deputies; `after`: the mandate at which the page before ended. */
export const unit = (tenant: string, unitId: string, level: string, after?: string): string =>
  path(tenant, 'units', unitId, level) + (after === undefined ? '' : `?after=${encodeURIComponent(after)}`)
/** A unit's name and its electoral districts; `district`: the one that is opened. */
export const places = (tenant: string, unitId: string, district?: string): string =>
  path(tenant, 'units', unitId, 'places') + (district === undefined ? '' : `?district=${encodeURIComponent(district)}`)
/** The deputy groups of a unit; `group`: the one that is opened. */
export const deputyGroups = (tenant: string, unitId: string, level: string, group?: string): string =>
  path(tenant, 'units', unitId, level, 'groups') + (group === undefined ? '' : `?group=${encodeURIComponent(group)}`)
/** How a unit's deputies sign in; `about`: the account to be reset, or the slip to be taken back, there. */
export const deputyAccounts = (
  tenant: string,
  unitId: string,
  about?: { reset: string } | { withdraw: string }
): string =>
  path(tenant, 'units', unitId, 'accounts') + (about === undefined ? '' : `?${new URLSearchParams(about).toString()}`)
export const points = (tenant: string, unitId: string, level: string, quarter: string): string =>
  path(tenant, 'points', unitId, level, quarter)
export const ledger = (tenant: string, unitId: string, level: string, quarter: string, mandateId: string): string =>
  path(tenant, 'points', unitId, level, quarter, mandateId)

type UnitQuarter = { tenant: string; unitId: string; level: string; quarter: string }
export const activities = ({ tenant, unitId, level, quarter }: UnitQuarter): string =>
  path(tenant, 'activities', unitId, level, quarter)
/** `groupId`: the deputy group that held it. */
export const newActivity = ({ tenant, unitId, level, quarter }: UnitQuarter, groupId?: string): string =>
  path(tenant, 'activities', unitId, level, quarter, 'new') +
  (groupId === undefined ? '' : `?group=${encodeURIComponent(groupId)}`)
/** The list with one activity opened. */
export const activity = (of: UnitQuarter, activityId: string): string =>
  `${activities(of)}?activity=${encodeURIComponent(activityId)}`

export const receptions = ({ tenant, unitId, level, quarter }: UnitQuarter): string =>
  path(tenant, 'receptions', unitId, level, quarter)
export const newReception = ({ tenant, unitId, level, quarter }: UnitQuarter): string =>
  path(tenant, 'receptions', unitId, level, quarter, 'new')
/** The list with one reception opened. */
export const reception = (of: UnitQuarter, receptionId: string): string =>
  `${receptions(of)}?reception=${encodeURIComponent(receptionId)}`
/** Leave of a unit's deputies; `answer`: the request the form there is about. */
export const leaves = ({ tenant, unitId, level, quarter }: UnitQuarter, answer?: string): string =>
  path(tenant, 'leaves', unitId, level, quarter) + (answer === undefined ? '' : `?answer=${encodeURIComponent(answer)}`)
/** Where a deputy asks for leave. */
/** The calendar of the sessions one sits in. */
export const myFeed = (tenant: string): string => path(tenant, 'my', 'feed')
/** The sessions a deputy sits in, and one of them. */
export const mySessions = (tenant: string): string => path(tenant, 'my', 'sessions')
export const mySession = (tenant: string, sessionId: string): string => path(tenant, 'my', 'sessions', sessionId)
/** A paper of it, as the api hands it out. */
export const myPaper = (tenant: string, sessionId: string, paperId: string): string =>
  `/api/${['tenants', tenant, 'my', 'sessions', sessionId, 'papers', paperId].map(encodeURIComponent).join('/')}`
export const myLeave = (tenant: string): string => path(tenant, 'my', 'leave')
/** What other records give a quarter, to be confirmed. */
export const proposals = ({ tenant, unitId, level, quarter }: UnitQuarter): string =>
  path(tenant, 'points', unitId, level, quarter, 'proposals')

/** The sessions of the year that runs. */
export const sessionCalendars = (tenant: string): string => path(tenant, 'calendar')
/** A year of the sessions of one kind of body, place by place. */
export const sessionCalendar = (tenant: string, body: string, year: string): string =>
  path(tenant, 'calendar', body, year)
type Body = { tenant: string; placeId: string; body: string }
/** A body's sessions of a year. */
export const bodySessions = ({ tenant, placeId, body }: Body, year: string): string =>
  path(tenant, 'bodies', placeId, body, year)
/** Who belongs to a body; `end`: the member the form there is about. */
export const bodyMembers = ({ tenant, placeId, body }: Body, end?: string): string =>
  path(tenant, 'bodies', placeId, body, 'members') + (end === undefined ? '' : `?end=${encodeURIComponent(end)}`)
/** The calendar of a place's bodies. */
export const placeFeed = ({ tenant, placeId }: { tenant: string; placeId: string }): string =>
  path(tenant, 'bodies', placeId, 'feed')
/** Where a session is called. */
export const callSession = ({ tenant, placeId, body }: Body): string => path(tenant, 'bodies', placeId, body, 'call')
/** One session; `before`: from where the page of its history before ended. */
export const session = (tenant: string, sessionId: string, before?: number | null): string =>
  path(tenant, 'sessions', sessionId) + (before ? `?before=${before}` : '')

/** What was said in it and what became of it; `show`: the open ones, or those whose report is owed. */
export const opinions = (tenant: string, sessionId: string, show?: string): string =>
  path(tenant, 'sessions', sessionId, 'opinions') + (show ? `?show=${show}` : '')
/** … with one of them opened. */
export const opinion = (tenant: string, sessionId: string, opinionId: string): string =>
  `${path(tenant, 'sessions', sessionId, 'opinions')}?opinion=${encodeURIComponent(opinionId)}`
/** Who was at it. */
export const roll = (tenant: string, sessionId: string): string => path(tenant, 'sessions', sessionId, 'roll')
/** Who takes part in it without belonging to the body. */
export const guests = (tenant: string, sessionId: string): string => path(tenant, 'sessions', sessionId, 'guests')
/** Its minutes. */
export const minutes = (tenant: string, sessionId: string): string => path(tenant, 'sessions', sessionId, 'minutes')
/** That one member attended it. */
export const certificate = (tenant: string, sessionId: string, memberId: string): string =>
  path(tenant, 'sessions', sessionId, 'minutes', memberId)
/** The minutes, or a certificate, as a .docx. */
export const minutesFile = (tenant: string, sessionId: string, ...memberId: string[]): string =>
  `/api/${['tenants', tenant, 'sessions', sessionId, 'minutes', ...memberId, 'document'].map(encodeURIComponent).join('/')}`
/** What it votes; `vote`: the one that is opened. */
export const decisions = (tenant: string, sessionId: string, vote?: string): string =>
  path(tenant, 'sessions', sessionId, 'decisions') + (vote ? `?vote=${encodeURIComponent(vote)}#vote` : '')
/** A body's resolutions of a year; `draft`: the decision of which one is drafted there. */
export const resolutions = ({ tenant, placeId, body }: Body, year: string, draft?: string): string =>
  path(tenant, 'bodies', placeId, body, 'resolutions', year) +
  (draft ? `?draft=${encodeURIComponent(draft)}#draft` : '')
/** One resolution, as those who work on it read it. */
export const resolution = ({ tenant, placeId, body }: Body, resolutionId: string, before?: number | null): string =>
  path(tenant, 'bodies', placeId, body, 'resolution', resolutionId) + (before ? `?before=${before}` : '')
/** … as everybody does. */
export const publicResolution = (tenant: string, resolutionId: string): string =>
  path(tenant, 'resolutions', resolutionId)
/** Its agenda. */
export const agenda = (tenant: string, sessionId: string): string => path(tenant, 'sessions', sessionId, 'agenda')

/** Its hall: who is there, what runs; `state`: only who is there, has left or is awaited; `member`: the one opened. */
export const sessionHall = (
  tenant: string,
  sessionId: string,
  query: { state?: string; member?: string } = {}
): string => path(tenant, 'sessions', sessionId, 'hall') + asked(query)
/** The same on the wall. */
export const sessionScreen = (tenant: string, sessionId: string): string =>
  path(tenant, 'sessions', sessionId, 'hall', 'screen')
/** What its screens follow. */
export const sessionLive = (tenant: string, sessionId: string): string =>
  `/api/tenants/${encodeURIComponent(tenant)}/sessions/${encodeURIComponent(sessionId)}/hall/live`
/** Where a deputy checks in, at the sitting of a QR code by its code. */
export const checkIn = (tenant: string, query: { sitting?: string; code?: string } = {}): string =>
  path(tenant, 'check-in') + asked(query)

/** What the deputies of a unit reported on a quarter. */
export const pointReports = ({ tenant, unitId, level, quarter }: UnitQuarter): string =>
  path(tenant, 'points', unitId, level, quarter, 'reports')
/** The objections to a unit's board; `decide` and `withdraw`: the number of the one the form there is about. */
export const objections = (
  { tenant, unitId, level, quarter }: UnitQuarter,
  about?: { decide: number } | { withdraw: number }
): string => {
  const query = Object.entries(about ?? {}).map(([act, number]) => `?${act}=${number}`)
  return path(tenant, 'points', unitId, level, quarter, 'objections') + query.join('')
}
/** What changed after closing, the next revision of the board, and its withdrawal. */
export const revision = ({ tenant, unitId, level, quarter }: UnitQuarter): string =>
  path(tenant, 'points', unitId, level, quarter, 'revision')
/** The newest board for the wall of the deputies' house; `hold`: it does not turn its page. */
export const hall = ({ tenant, unitId, level, quarter }: UnitQuarter, page?: number, hold = false): string =>
  path(tenant, 'boards', unitId, level, quarter, 'hall') +
  (page === undefined ? '' : `?page=${page}${hold ? '&hold' : ''}`)
/** Where a deputy looks at the own quarter and reports on it. */
export const mySelfCheck = (tenant: string, level: string, quarter: string): string =>
  path(tenant, 'my', level, quarter, 'report')
/** Where a deputy objects to a board and follows the own objections. */
export const myObjections = (tenant: string, level: string, quarter: string): string =>
  path(tenant, 'my', level, quarter, 'objections')
/** Who is under the line or short of a minimum in a year; `after`: the mandate at which the page before ended. */
export const dutyCandidates = (tenant: string, query: { year?: string; level?: string; after?: string } = {}): string =>
  path(tenant, 'duty-cases') + asked(query)
/** The cases of the district; `before`: the last one of the page one comes from. */
export const dutyCases = (tenant: string, query: { running?: string; level?: string; before?: string } = {}): string =>
  path(tenant, 'duty-cases', 'opened') + asked(query)
/** The form that opens one about a mandate. */
export const newDutyCase = (
  tenant: string,
  mandate: string,
  about: { ground?: string; period?: string } = {}
): string => path(tenant, 'duty-cases', 'new') + asked({ mandate, ...about })
/** `before`: from where the page of its history before ended. */
export const dutyCase = (tenant: string, caseId: string, before?: number): string =>
  path(tenant, 'duty-cases', caseId) + (before === undefined ? '' : `?before=${before}`)
/** The draft of a deputy's report on a year to voters, and the same as a file the api makes. */
export const dutyReport = (tenant: string, mandateId: string, year: string): string =>
  path(tenant, 'duty-reports', mandateId, year)
export const dutyReportFile = (tenant: string, mandateId: string, year: string): string =>
  `/api/${['tenants', tenant, 'mandates', mandateId, 'duty-reports', year, 'document'].map(encodeURIComponent).join('/')}`
/** What is on record of a mandate, and the same as a file the api makes. */
export const dossier = (tenant: string, mandateId: string): string => path(tenant, 'deputies', mandateId, 'dossier')
export const dossierFile = (tenant: string, mandateId: string): string =>
  `/api/${['tenants', tenant, 'mandates', mandateId, 'dossier', 'document'].map(encodeURIComponent).join('/')}`
/** Whoever sits no more; `after`: the person at which the page before ended. */
export const former = (tenant: string, after?: string): string =>
  path(tenant, 'persons') + (after === undefined ? '' : `?after=${after}`)
/** Whether and how a person's data is erased. */
export const erasure = (tenant: string, personId: string): string => path(tenant, 'persons', personId, 'erasure')
export const boardSettings = (tenant: string): string => path(tenant, 'settings')
/** `before`: the last one of the page one comes from. */
export const circulars = (tenant: string, before?: string): string =>
  path(tenant, 'circulars') + (before === undefined ? '' : `?before=${encodeURIComponent(before)}`)
/** `retract`: the electoral district whose posting the form there is about to take back. */
export const circular = (tenant: string, circularId: string, retract?: string): string =>
  path(tenant, 'circulars', circularId) + (retract === undefined ? '' : `?retract=${encodeURIComponent(retract)}`)
/** The form of a proposal; `revises`: the one it changes. */
export const newCircular = ({ tenant, unitId, level, quarter }: UnitQuarter, revises?: string): string =>
  `${path(tenant, 'circulars', 'new')}?${new URLSearchParams({
    ...{ unit: unitId, level, quarter },
    ...(revises === undefined ? {} : { circular: revises }),
  })}`

/** Which electoral districts have been told of a year, unit by unit. */
export const yearlyCirculars = (tenant: string, level: string, year: string): string =>
  path(tenant, 'circulars', 'yearly', level, year)
/** The form of a unit's yearly circular: about the year's last board, for every electoral district not told yet. */
export const newYearlyCircular = (tenant: string, unitId: string, level: string, year: string): string =>
  `${newCircular({ tenant, unitId, level, quarter: `${year}Q4` })}&yearly=${year}`

type PaperKind = 'letters' | 'announcements'
/** What of a circular goes on paper; `addressee`: only the paper for this recipient or electoral district. */
export const circularPapers = (tenant: string, circularId: string, kind: PaperKind, addressee?: string): string =>
  path(tenant, 'circulars', circularId, 'papers', kind) +
  (addressee === undefined ? '' : `?for=${encodeURIComponent(addressee)}`)
/** The same as a file the api makes. */
export const circularPapersFile = (tenant: string, circularId: string, kind: PaperKind, addressee?: string): string =>
  `/api/${['tenants', tenant, 'circulars', circularId, 'papers', kind, 'document'].map(encodeURIComponent).join('/')}` +
  (addressee === undefined ? '' : `?addresseeId=${encodeURIComponent(addressee)}`)

/** The photo that proves a posting, as the api hands it out. */
export const postingPhoto = (tenant: string, circularId: string, electoralDistrictId: string, file: string): string =>
  `/api/${['tenants', tenant, 'circulars', circularId, 'announcements', electoralDistrictId, 'posting', 'photos', file]
    .map(encodeURIComponent)
    .join('/')}`

/** Where a paper of a session is uploaded, and the paper as the api hands it out. */
export const paperUpload = (tenant: string, commandId: string): string =>
  `/api/tenants/${encodeURIComponent(tenant)}/papers?commandId=${encodeURIComponent(commandId)}`
export const paper = (tenant: string, sessionId: string, paperId: string): string =>
  `/api/${['tenants', tenant, 'sessions', sessionId, 'papers', paperId].map(encodeURIComponent).join('/')}`

export const recipients = (tenant: string): string => path(tenant, 'recipients')
export const recipient = (tenant: string, recipientId: string): string => path(tenant, 'recipients', recipientId)
/** What happened to a unit's quarter; `before`: from where the page before ended. */
export const quarterHistory = ({ tenant, unitId, level, quarter }: UnitQuarter, before?: number | null): string =>
  path(tenant, 'history', unitId, level, quarter) + (before ? `?before=${before}` : '')

/** A deputy's ledger with the form that takes this entry back. */
export const reversal = (
  of: { tenant: string; unitId: string; level: string; quarter: string; mandateId: string },
  entryId: string
): string => `${ledger(of.tenant, of.unitId, of.level, of.quarter, of.mandateId)}?entry=${encodeURIComponent(entryId)}`

/** `recipient`: the one whose endpoint the form there is to register. */
export const webhooks = (tenant: string, recipient?: string): string =>
  path(tenant, 'webhooks') + (recipient === undefined ? '' : `?recipient=${encodeURIComponent(recipient)}`)
/** An endpoint and its log; `show` and `before` turn its pages. */
export const webhook = (tenant: string, endpointId: string, query: { show?: string; before?: number } = {}): string => {
  const asked = new URLSearchParams({
    ...(query.show && query.show !== 'all' ? { show: query.show } : {}),
    ...(query.before === undefined ? {} : { before: String(query.before) }),
  })
  return path(tenant, 'webhooks', endpointId) + (asked.size > 0 ? `?${asked}` : '')
}
export const receiver = (): string => path('receiver')
export const imports = (tenant: string): string => path(tenant, 'imports')
/** `sheet`: only its faults; `page` counts from 0. */
export const importJob = (tenant: string, jobId: string, query: { sheet?: string; page?: number } = {}): string => {
  const search = new URLSearchParams()
  if (query.sheet !== undefined) search.set('sheet', query.sheet)
  if (query.page !== undefined && query.page > 0) search.set('page', String(query.page))
  return path(tenant, 'imports', jobId) + (search.size > 0 ? `?${search}` : '')
}
/** A file the api makes, in the language of the page. */
export const importTemplate = (tenant: string, lang: 'zh' | 'en', empty: boolean): string =>
  `/api/tenants/${encodeURIComponent(tenant)}/imports/template.xlsx?lang=${lang}${empty ? '&empty=1' : ''}`

/** The list of the page at this address as a file, filtered as there; `of`: which, where a page has several. */
export function exportOf(page: URL, format: 'xlsx' | 'csv', of = ''): string {
  // What a form's action left in the address ("?/record") is no filter.
  const kept = [...page.searchParams].filter(([name]) => !name.startsWith('/'))
  const search = kept.length > 0 ? `?${new URLSearchParams(kept)}` : ''
  return `${page.pathname}${of && `/${of}`}/export.${format}${search}`
}

/** Where the form of large type and colours goes. It has no language. */
export const preferences = '/preferences'

/** The page at this address in the other language. */
export const inLanguage = (href: string, lang: 'zh' | 'en'): string => localizeHref(href, { locale: lang })

const path = (...segments: string[]): string => localizeHref(`/${segments.map(encodeURIComponent).join('/')}`)

function asked(query: Record<string, string>): string {
  const search = new URLSearchParams(query)
  return search.size > 0 ? `?${search}` : ''
}
