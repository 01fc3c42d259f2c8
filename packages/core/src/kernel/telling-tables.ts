// Tables of those who are told: recipients, circulars and what is sent to them. Only the owning module's SQL names them.

export type RecipientTables = {
  recipient: { position: number; id: string; kind: string; name: string }
  recipient_mandate: { recipientId: string; mandateId: string }
  recipient_contact: { recipientId: string; address: string; person: string; phone: string }
}

export type CircularTables = {
  circular: {
    unitId: string
    level: string
    quarter: string
    id: string
    revision: number
    root: string
    edition: number
    status: string
    author: string
    editor: string
    proposedOn: string
    decidedBy: string | null
    decidedOn: string | null
  }
  circular_recipient: { circularId: string; recipientId: string }
  circular_text: { circularId: string; title: string; reason: string; basis: string; rejection: string }
  announcement: {
    circularId: string
    electoralDistrictId: string
    postedOn: string | null
    fileId: string | null
    mediaType: string | null
    byteCount: number | null
  }
  announcement_content: {
    circularId: string
    electoralDistrictId: string
    unitName: string
    name: string
    deputies: string
  }
  announcement_place: { circularId: string; electoralDistrictId: string; place: string }
  announcement_note: { circularId: string; electoralDistrictId: string; text: string }
  notice: {
    circularId: string
    recipientId: string
    id: string
    channel: string
    status: string
    issuedOn: string
    issuedAt: string
    postedOn: string | null
    answeredOn: string | null
    linkGeneration: number
    linkExpiresOn: string
    linkRevokedOn: string | null
  }
  notice_content: { noticeId: string; unitName: string; recipientName: string; deputies: string }
  notice_reply: { noticeId: string; kind: string; repliedOn: string }
  notice_reply_note: { noticeId: string; kind: string; note: string }
}

export type WebhookTables = {
  endpoint: {
    recipientId: string
    id: string
    status: string
    isVerified: number
    disabledFor: string | null
    registeredAt: string
  }
  endpoint_address: { endpointId: string; url: string }
  endpoint_secret: { endpointId: string; n: number; secret: string; madeAt: string; endsAt: string | null }
  endpoint_health: { endpointId: string; deliveredAt: string | null; failingSince: string | null }
  outbox_cursor: { one: number; epoch: number; seq: number }
  delivery: {
    endpointId: string
    seq: number
    id: string
    type: string
    subject: string
    epoch: number
    status: string
    tries: number
    triesBefore: number
    nextAttemptAt: string | null
    lease: string | null
    leaseUntil: string | null
    isReported: number
  }
  delivery_attempt: {
    deliveryId: string
    n: number
    startedAt: string
    durationMs: number | null
    httpStatus: number | null
    fault: string | null
    answer: string | null
  }
}
