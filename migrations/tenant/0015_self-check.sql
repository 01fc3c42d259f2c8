-- No row: the product's default holds.
create table board_setting (
  one integer primary key check (one = 1),
  selfCheckWorkingDays integer not null check (selfCheckWorkingDays between 0 and 30)
) strict;

create table self_check (
  unitId text not null references unit (id),
  level text not null check (level in ('district', 'township')),
  quarter text not null,
  workingDays integer not null,
  openedOn text not null,
  untilOn text not null,
  primary key (unitId, level, quarter)
) strict, without rowid;

create table point_report (
  unitId text not null,
  level text not null,
  quarter text not null,
  id text not null,
  mandateId text not null references mandate (id),
  kind text not null check (kind in ('wrong', 'duplicate', 'missing')),
  -- The entry it is about; null where one is missing.
  entryId text,
  occurredOn text not null,
  itemCode text not null,
  status text not null check (status in ('open', 'accepted', 'refused', 'withdrawn')),
  filedAt text not null,
  answeredAt text,
  primary key (unitId, level, quarter, id),
  foreign key (unitId, level, quarter) references self_check (unitId, level, quarter)
) strict, without rowid;

create index point_report_by_mandate on point_report (mandateId, quarter);
create index point_report_waiting on point_report (status, unitId, level, quarter) where status in ('open', 'accepted');

-- Private: what the deputy wrote and what was answered. Erasable, and in no event.
create table point_report_note (
  reportId text not null,
  kind text not null check (kind in ('note', 'answer')),
  text text not null,
  primary key (reportId, kind)
) strict, without rowid;

create index if not exists mandate_unit_by_person on mandate_unit (personId, level);
