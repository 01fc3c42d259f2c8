-- The roll of a congress’s session: who was at its plenary sittings, once it is settled.
create table roll (
  sessionId text primary key references session (id),
  -- Counted from 1; a roll that was taken back is settled anew as the next.
  settlement integer not null check (settlement >= 1),
  -- null: taken back.
  settledOn text
) strict, without rowid;

-- A deputy at one half day of it: a plenary sitting, or a half day as it was written down from paper.
create table roll_line (
  sessionId text not null references roll (sessionId),
  mandateId text not null references mandate (id),
  part integer not null check (part >= 1),
  heldOn text not null,
  -- Where the deputy’s record was kept on that day.
  unitId text not null,
  level text not null check (level in ('district', 'township')),
  presence text not null check (presence in ('present', 'leave', 'absent')),
  primary key (sessionId, mandateId, part)
) strict, without rowid;

-- Few are absent without leave: who was, and from which sessions.
create index roll_absent on roll_line (mandateId, sessionId) where presence = 'absent';

-- Private: why a roll was taken back. Erasable, and in no event.
create table roll_note (
  sessionId text not null,
  settlement integer not null,
  text text not null,
  primary key (sessionId, settlement)
) strict, without rowid;
