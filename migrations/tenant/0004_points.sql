-- "No cap" is 2147483647, never null: min(5, null) is null.
create table rule_set (
  version integer primary key,
  fromQuarter text not null unique,
  quarterCap integer not null,
  yearCap integer not null
) strict;

create table rule_category (
  version integer not null references rule_set (version),
  code text not null,
  name text not null,
  position integer not null,
  quarterCap integer not null,
  yearCap integer not null,
  primary key (version, code)
) strict, without rowid;

create table rule_item (
  version integer not null,
  code text not null,
  categoryCode text not null,
  name text not null,
  position integer not null,
  hundredths integer not null,
  perUnit text not null,
  article text not null,
  quarterCap integer not null,
  yearCap integer not null,
  primary key (version, code),
  foreign key (version, categoryCode) references rule_category (version, code)
) strict, without rowid;

-- The id is the event's commandId/n: unique because its event is, so it needs no index of its own.
create table point_entry (
  mandateId text not null references mandate (id),
  occurredOn text not null,
  id text not null,
  quarter text not null,
  itemCode text not null,
  hundredths integer not null,
  activityId text,
  actor text not null,
  recordedAt text not null,
  reversesId text,
  primary key (mandateId, occurredOn, id)
) strict, without rowid;

create unique index point_entry_reversal on point_entry (reversesId) where reversesId is not null;

create trigger point_entry_no_update before update on point_entry begin
  select raise(abort, 'point_entry is append-only');
end;

create trigger point_entry_no_delete before delete on point_entry begin
  select raise(abort, 'point_entry is append-only');
end;

-- Private: what a clerk wrote beside an entry. Erasable, and in no event.
create table point_note (
  entryId text primary key,
  note text not null
) strict, without rowid;

create table item_balance (
  mandateId text not null references mandate (id),
  quarter text not null,
  itemCode text not null,
  rawHundredths integer not null,
  entryCount integer not null,
  primary key (mandateId, quarter, itemCode)
) strict, without rowid;

-- A mandate's year: each quarter, the year up to each quarter, and the quarters' categories.
-- It names no unit: whose board a quarter is on follows from mandate_unit on its last day.
create table mandate_year (
  year text not null,
  mandateId text not null references mandate (id),
  q1Hundredths integer not null,
  q2Hundredths integer not null,
  q3Hundredths integer not null,
  q4Hundredths integer not null,
  toQ1Hundredths integer not null,
  toQ2Hundredths integer not null,
  toQ3Hundredths integer not null,
  toQ4Hundredths integer not null,
  categories text not null check (json_valid(categories)),
  primary key (year, mandateId)
) strict, without rowid;
