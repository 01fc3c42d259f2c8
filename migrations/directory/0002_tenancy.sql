create table tenant (
  id text primary key,
  slug text not null,
  areaCode text not null,
  name text not null,
  status text not null check (status in ('unconfirmed', 'lapsed', 'opening', 'trial')),
  slot integer unique,
  signedUpOn text not null
) strict, without rowid;

-- A sign-up nobody confirmed in time gives its address back.
create unique index tenant_by_slug on tenant (slug) where status <> 'lapsed';

create index tenant_opening on tenant (slot) where status = 'opening';

-- A slot is one database binding. Taken once, for ever: no row is ever deleted.
create table slot (
  slot integer primary key,
  tenantId text not null unique references tenant (id)
) strict;

-- Private: who asked. The token itself stands in the mail only.
create table sign_up (
  tenantId text primary key references tenant (id),
  applicantName text not null,
  email text not null,
  tokenHash text not null unique,
  expiresAt text not null
) strict, without rowid;

create index sign_up_by_email on sign_up (email);

-- Private: what waits for the mailer, and locally the page that stands for a mailbox.
create table mail (
  seq integer primary key,
  recipient text not null,
  subject text not null,
  text text not null,
  createdAt text not null,
  sentAt text
) strict;
