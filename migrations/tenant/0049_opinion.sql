-- 审议意见: what was said of an item in a session, handed to an organ and followed until it is dealt with.
create table opinion (
  sessionId text not null references session (id),
  id text not null unique,
  -- 第几号, in the session.
  number integer not null check (number >= 1),
  -- null: of no item of the agenda.
  itemId text,
  source text not null check (source in ('plenary', 'delegation', 'deputy_group', 'group_meeting')),
  -- Of a delegation the unit that elected it, of a deputy group its id.
  sourceId text check (sourceId is not null or source in ('plenary', 'group_meeting')),
  recordedOn text not null,
  status text not null check (status in ('recorded', 'assigned', 'reported', 'closed')),
  -- The round that runs; 0 until it is assigned.
  round integer not null check ((round = 0) = (status = 'recorded')),
  primary key (sessionId, id),
  unique (sessionId, number)
) strict, without rowid;

-- Once through: handed to the organ, reported on, and closed; where the report was not enough another round follows.
create table opinion_round (
  opinionId text not null,
  round integer not null check (round >= 1),
  assignedOn text not null,
  dueOn text not null check (dueOn >= assignedOn),
  reportedOn text check (reportedOn >= assignedOn),
  closedOn text check (closedOn >= reportedOn),
  primary key (opinionId, round)
) strict, without rowid;

-- Whose report is owed, by the day it was due.
create index opinion_due on opinion_round (dueOn) where reportedOn is null;

-- Private: what was said, to which organ it went, what it reported and what was decided of that. Erasable, and in no event.
create table opinion_note (
  opinionId text not null,
  -- 0: what was said.
  round integer not null,
  kind text not null check (kind in ('text', 'organ', 'report', 'decision')),
  text text not null,
  primary key (opinionId, round, kind)
) strict, without rowid;
