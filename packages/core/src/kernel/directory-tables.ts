// The tables of the directory: districts, those who sign in, and the platform's operator.

export type TenancyTables = {
  tenant: {
    id: string
    slug: string
    areaCode: string
    name: string
    status: string
    slot: number | null
    signedUpOn: string
  }
  slot: { slot: number; tenantId: string }
  sign_up: { tenantId: string; applicantName: string; email: string; tokenHash: string; expiresAt: string }
  membership: {
    id: string
    tenantId: string
    userId: string
    roles: string
    unitId: string | null
    endedAt: string | null
    personId: string | null
  }
  invitation: {
    id: string
    tenantId: string
    roles: string
    unitId: string | null
    acceptedOn: string | null
    personId: string | null
    withdrawnOn: string | null
  }
  invitee: {
    invitationId: string
    name: string
    account: string
    mobile: string | null
    tokenHash: string
    expiresAt: string
  }
  sign_in_alias: { address: string; userId: string }
  reset_code: { memberId: string; tokenHash: string; expiresAt: string }
  mail: { seq: number; recipient: string; subject: string; text: string; createdAt: string; sentAt: string | null }
}

export type OperatorTables = {
  operator: { userId: string }
  alarm: { id: string; kind: string; free: number; raisedAt: string; acknowledgedAt: string | null }
  verification_letter: { tenantId: string; letterNumber: string; letterOn: string }
  verification_code: { tenantId: string; codeHash: string; issuedOn: string; expiresAt: string }
}

export type ApiKeyTables = {
  api_key: {
    id: string
    tenantId: string
    memberId: string
    permissions: string
    unitId: string | null
    lastOn: string
    issuedOn: string
    revokedOn: string | null
  }
  api_key_secret: { keyId: string; name: string; shown: string; keyHash: string; usedOn: string | null }
}

/** better-auth's, read by ours: names and addresses of accounts. */
export type AuthTables = {
  user: { id: string; name: string; email: string }
}
