-- How far the outbox has read the events; without a row, nowhere yet. Moved by compare-and-set. Whoever restores the database raises the epoch:
-- what was fanned out before is then sent by hand only.
create table outbox_cursor (
  one integer primary key check (one = 1),
  epoch integer not null,
  seq integer not null
) strict;

-- One event for one endpoint. The id is made of the two and is the webhook-id of every try.
create table delivery (
  endpointId text not null references endpoint (id),
  seq integer not null,
  id text not null unique,
  type text not null,
  subject text not null,
  epoch integer not null,
  status text not null check (status in ('waiting', 'delivered', 'failed', 'dropped')),
  tries integer not null,
  -- Tries that do not count any more: those before a replay.
  triesBefore integer not null,
  nextAttemptAt text,
  lease text,
  leaseUntil text,
  isReported integer not null check (isReported in (0, 1)),
  primary key (endpointId, seq)
) strict, without rowid;

create index delivery_waiting on delivery (nextAttemptAt) where status = 'waiting';

create index delivery_open on delivery (endpointId, status) where status in ('waiting', 'failed');

create index delivery_unreported on delivery (seq) where status = 'failed' and isReported = 0;

-- Written before the POST, its result after. Private: the answer is another's text, its first 1 kB.
create table delivery_attempt (
  deliveryId text not null references delivery (id),
  n integer not null,
  startedAt text not null,
  durationMs integer,
  httpStatus integer,
  fault text check (fault in ('timeout', 'unreachable', 'address', 'interrupted', 'withdrawn')),
  answer text,
  primary key (deliveryId, n)
) strict, without rowid;

create table endpoint_health (
  endpointId text primary key references endpoint (id),
  deliveredAt text,
  failingSince text
) strict, without rowid;
