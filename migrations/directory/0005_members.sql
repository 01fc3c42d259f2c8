create table membership (
  id text primary key,
  tenantId text not null references tenant (id),
  userId text not null,
  roles text not null check (json_valid(roles)),
  unitId text,
  endedAt text,
  -- A unit office is one unit's.
  check (unitId is not null or roles not like '%unit_office%')
) strict, without rowid;

create unique index membership_by_user on membership (userId, tenantId) where endedAt is null;

create table invitation (
  id text primary key,
  tenantId text not null references tenant (id),
  roles text not null check (json_valid(roles)),
  unitId text,
  acceptedOn text,
  check (unitId is not null or roles not like '%unit_office%')
) strict, without rowid;

create index invitation_open on invitation (tenantId) where acceptedOn is null;

-- Private: who is asked. The token itself stands in the mail, or on the paper handed over.
create table invitee (
  invitationId text primary key references invitation (id),
  name text not null,
  account text not null,
  tokenHash text not null unique,
  expiresAt text not null
) strict, without rowid;
