-- A district that was verified is live. SQLite cannot change a check, so the table is made anew. What points at it is
-- checked when the whole migration is in: the rows come back under the name they are referred to by.
pragma defer_foreign_keys = on;

create table tenant_before (
  id text primary key,
  slug text not null,
  areaCode text not null,
  name text not null,
  status text not null,
  slot integer,
  signedUpOn text not null
) strict, without rowid;

insert into tenant_before select id, slug, areaCode, name, status, slot, signedUpOn from tenant;

drop table tenant;

create table tenant (
  id text primary key,
  slug text not null,
  areaCode text not null,
  name text not null,
  status text not null check (status in ('unconfirmed', 'lapsed', 'opening', 'trial', 'live')),
  slot integer unique,
  signedUpOn text not null
) strict, without rowid;

insert into tenant select id, slug, areaCode, name, status, slot, signedUpOn from tenant_before;

drop table tenant_before;

-- A sign-up nobody confirmed in time gives its address back.
create unique index tenant_by_slug on tenant (slug) where status <> 'lapsed';

create index tenant_opening on tenant (slot) where status = 'opening';

-- Several trials may stand for one division, one of them becomes live.
create unique index tenant_live on tenant (areaCode) where status = 'live';
