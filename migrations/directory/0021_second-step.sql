-- Private: the second step of an account's sign-in (TOTP, RFC 6238). The secret is encrypted by the Worker. usedStep is
-- the newest time step whose code was used: that one and those before it are good no more (RFC 6238, section 5.2).
-- recoveryHashes are the codes on paper that were not used yet.
create table second_step (
  userId text primary key references user (id) on delete cascade,
  secret text not null,
  -- Until confirmed: when the secret shown on the account's page is thrown away.
  pendingUntil text,
  confirmedAt text,
  usedStep integer not null default 0,
  recoveryHashes text not null default '[]' check (json_valid(recoveryHashes)),
  check (confirmedAt is not null or pendingUntil is not null)
) strict, without rowid;

-- Bookkeeping: the password was right, and the code of the second step is waited for.
create table sign_in_challenge (
  tokenHash text primary key,
  userId text not null references user (id) on delete cascade,
  tries integer not null default 0,
  expiresAt text not null
) strict, without rowid;

create index sign_in_challenge_by_user on sign_in_challenge (userId);
