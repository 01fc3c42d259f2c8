-- A program acts by a key: the hand of the member who issued it, for what is named and no more.
create table api_key (
  id text primary key,
  tenantId text not null references tenant (id),
  memberId text not null references membership (id),
  permissions text not null check (json_valid(permissions)),
  -- Null: the whole district.
  unitId text,
  lastOn text not null,
  issuedOn text not null,
  revokedOn text
) strict, without rowid;

create index api_key_by_tenant on api_key (tenantId);

-- Private, and no key: what it is called, how it begins, its SHA-256. The day of its last use is bookkeeping.
create table api_key_secret (
  keyId text primary key references api_key (id),
  name text not null,
  shown text not null,
  keyHash text not null unique,
  usedOn text
) strict, without rowid;
