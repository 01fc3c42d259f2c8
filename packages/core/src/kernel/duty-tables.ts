// The tables of what deputies do, and of the points that are to follow from it.

export type ActivityTables = {
  activity: {
    unitId: string
    level: string
    quarter: string
    occurredOn: string
    id: string
    itemCode: string
    status: string
    reporter: string
    groupId: string | null
  }
  attendance: { activityId: string; mandateId: string; presence: string }
  attendance_count: { mandateId: string; quarter: string; present: number; onLeave: number; absent: number }
  activity_note: { activityId: string; kind: string; text: string }
}

export type LeaveTables = {
  leave_request: {
    mandateId: string
    id: string
    fromOn: string
    untilOn: string
    status: string
    requester: string
    requestedOn: string
    answeredOn: string | null
  }
  leave_note: { leaveId: string; kind: string; text: string }
}

export type ReceptionTables = {
  reception: {
    unitId: string
    level: string
    quarter: string
    occurredOn: string
    id: string
    voterCount: number
    status: string
    recorder: string
  }
  reception_deputy: { receptionId: string; mandateId: string }
  reception_note: { receptionId: string; kind: string; text: string }
}

export type ProposalTables = {
  point_proposal: {
    unitId: string
    level: string
    quarter: string
    occurredOn: string
    id: string
    kind: string
    source: string
    mandateId: string
    itemCode: string
    entryId: string | null
    status: string
    decider: string | null
    decidedOn: string | null
  }
  point_proposal_note: { proposalId: string; kind: string; text: string }
  reaction_cursor: { one: number; seq: number }
}
