create table objection (
  unitId text not null,
  level text not null,
  quarter text not null,
  -- From 1 on in each board: what the public calls it by.
  number integer not null check (number >= 1),
  -- The revision it is about.
  revision integer not null,
  kind text not null check (kind in ('wrong', 'duplicate', 'missing', 'other')),
  channel text not null check (channel in ('deputy', 'phone', 'letter', 'in_person')),
  -- The row it is about; null: the board as a whole.
  mandateId text references mandate (id),
  -- The entry it names, or what it says is missing: then there is a day and an item, but no entry.
  entryId text,
  aboutOn text,
  itemCode text,
  -- The deputy who filed it; null: an office registered it.
  personId text check ((personId is not null) = (channel = 'deputy')),
  status text not null check (status in ('open', 'upheld', 'dismissed', 'withdrawn')),
  filedOn text not null,
  filedAt text not null,
  dueOn text not null,
  decidedOn text,
  primary key (unitId, level, quarter, number),
  foreign key (unitId, level, quarter, revision) references board_revision (unitId, level, quarter, revision)
) strict, without rowid;

create index objection_waiting on objection (status, unitId, level, quarter) where status in ('open', 'upheld');

-- Private but for the answer written for the public. Erasable, and in no event.
create table objection_note (
  unitId text not null,
  level text not null,
  quarter text not null,
  number integer not null,
  kind text not null check (kind in ('text', 'objector-name', 'objector-contact', 'answer', 'public-answer',
    'withdrawal-reason')),
  text text not null,
  primary key (unitId, level, quarter, number, kind)
) strict, without rowid;
