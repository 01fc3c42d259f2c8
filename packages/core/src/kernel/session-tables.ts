// The tables of bodies that meet, and of their sessions.

type BodyTables = {
  body_member: {
    placeId: string
    body: string
    id: string
    mandateId: string | null
    post: string
    fromOn: string
    untilOn: string | null
  }
  body_member_name: { memberId: string; name: string }
}

type SessionTables = {
  session_notice: { body: string; noticeDays: number; article: string }
  session_pattern: { unitId: string; fromYear: string; pattern: string }
  session: {
    id: string
    placeId: string
    body: string
    termOrdinal: number | null
    ordinal: number
    kind: string
    calledOn: string
    firstOn: string
    lastOn: string
    noticeDays: number
    proposerCount: number | null
    memberCount: number
    status: string
    presentCount: number | null
    dueCount: number | null
    sittingId: string | null
  }
  session_note: { sessionId: string; kind: string; text: string }
  session_move_note: { commandId: string; reason: string }
}

type AgendaTables = {
  agenda_item: {
    sessionId: string
    id: string
    position: number
    type: string
    field: string | null
    minutes: number
    isPublic: number
  }
  agenda_adoption: { sessionId: string; adoptedOn: string }
  paper_step: { itemId: string; step: string; doneOn: string }
  agenda_item_text: { itemId: string; title: string; speaker: string }
  agenda_note: { commandId: string; decision: string }
}

type SittingTables = {
  sitting: {
    sessionId: string
    id: string
    position: number
    kind: string
    ordinal: number
    heldOn: string
    status: string
    dueCount: number
    presentCount: number
    openedWith: number | null
    itemId: string | null
    itemSince: string | null
  }
  presence: {
    sittingId: string
    memberId: string
    state: string
    arrivedAt: string | null
    leftAt: string | null
  }
  sitting_code: { sittingId: string; secret: string }
}

type PaperTables = {
  paper: {
    id: string
    sessionId: string
    itemId: string
    position: number
    fileId: string
    hash: string
    mediaType: string
    byteCount: number
    isPublic: number
  }
  paper_name: { paperId: string; name: string }
}

type RollTables = {
  roll: { sessionId: string; settlement: number; settledOn: string | null }
  roll_line: {
    sessionId: string
    mandateId: string
    part: number
    heldOn: string
    unitId: string
    level: string
    presence: string
  }
  roll_note: { sessionId: string; settlement: number; text: string }
}

type GuestTables = {
  guest: { sessionId: string; id: string; kind: string; position: number; arrivedAt: string | null }
  guest_name: { guestId: string; name: string; organ: string }
}

type DecisionTables = ResolutionTables & {
  decision: {
    sessionId: string
    id: string
    position: number
    sittingId: string
    itemId: string
    itemType: string
    method: string
    status: string
    openedAt: string
    presentCount: number
    dueCount: number
    round: number
    firstBy: string | null
    secondBy: string | null
    madeAt: string | null
    forCount: number | null
    againstCount: number | null
    abstainedCount: number | null
    invalidCount: number | null
    needed: number | null
    passed: number | null
  }
  decision_note: { decisionId: string; kind: string; text: string }
  decision_count: {
    decisionId: string
    round: number
    teller: string
    forCount: number
    againstCount: number
    abstainedCount: number
    invalidCount: number
  }
}

type ResolutionTables = {
  resolution: {
    id: string
    placeId: string
    body: string
    sessionId: string
    decisionId: string
    status: string
    draftedOn: string
    year: string | null
    number: number | null
    issuedOn: string | null
    publishedOn: string | null
    endedOn: string | null
  }
  resolution_text: { resolutionId: string; title: string; text: string; organCode: string }
  resolution_note: { resolutionId: string; text: string }
}

/** Everything of a body and its sessions. */
export type MeetingTables = BodyTables &
  SessionTables &
  AgendaTables &
  SittingTables &
  PaperTables &
  RollTables &
  GuestTables &
  DecisionTables
