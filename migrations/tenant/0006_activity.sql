create table activity (
  unitId text not null references unit (id),
  level text not null check (level in ('district', 'township')),
  quarter text not null,
  occurredOn text not null,
  id text not null unique,
  itemCode text not null,
  status text not null check (status in ('reported', 'confirmed', 'returned', 'cancelled')),
  reporter text not null,
  primary key (unitId, level, quarter, occurredOn, id)
) strict, without rowid;

-- What waits for a unit office, for its "today".
create index activity_reported on activity (unitId, level) where status = 'reported';

create table attendance (
  activityId text not null references activity (id),
  mandateId text not null references mandate (id),
  presence text not null check (presence in ('present', 'leave', 'absent')),
  primary key (activityId, mandateId)
) strict, without rowid;

create table attendance_count (
  mandateId text not null references mandate (id),
  quarter text not null,
  present integer not null,
  onLeave integer not null,
  absent integer not null,
  primary key (mandateId, quarter)
) strict, without rowid;

-- Private: what it was called, and why it was sent back or cancelled.
create table activity_note (
  activityId text not null,
  kind text not null check (kind in ('title', 'reason')),
  text text not null,
  primary key (activityId, kind)
) strict, without rowid;
