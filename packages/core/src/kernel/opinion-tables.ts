// The tables of what was said in sessions, and of what became of it.

export type OpinionTables = {
  opinion: {
    sessionId: string
    id: string
    number: number
    itemId: string | null
    source: string
    sourceId: string | null
    recordedOn: string
    status: string
    round: number
  }
  opinion_round: {
    opinionId: string
    round: number
    assignedOn: string
    dueOn: string
    reportedOn: string | null
    closedOn: string | null
  }
  opinion_note: { opinionId: string; round: number; kind: string; text: string }
}
