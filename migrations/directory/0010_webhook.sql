-- Districts whose outbox may have something to do. A mark is set before a write is tried and goes when nothing waits.
create table hot_tenant (
  tenantId text primary key references tenant (id),
  marks integer not null,
  dueAt text not null
) strict, without rowid;

create index hot_tenant_due on hot_tenant (dueAt);

-- Only where the product runs on one machine: a receiver to look into, and what arrived there.
create table local_receiver (
  box text primary key,
  secret text not null,
  mode text not null check (mode in ('ok', 'error', 'gone', 'busy', 'redirect', 'hang'))
) strict, without rowid;

create table local_message (
  seq integer primary key,
  box text not null,
  receivedAt text not null,
  webhookId text not null,
  body text not null,
  isVerified integer not null check (isVerified in (0, 1)),
  answered integer not null
) strict;

create index local_message_by_box on local_message (box, seq);
