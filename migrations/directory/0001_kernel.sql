-- Who this database is. One row, written when the slot is claimed; every read and batch checks it.
create table identity (
  one integer primary key check (one = 1),
  id text not null,
  inputKey text not null
) strict;

-- Never holds a row: inserting a kind makes the whole batch fail under that kind's name.
create table assertion (
  kind text not null,
  constraint stream_moved check (kind <> 'stream_moved'),
  constraint gate_moved check (kind <> 'gate_moved'),
  constraint row_missing check (kind <> 'row_missing'),
  constraint wrong_database check (kind <> 'wrong_database')
) strict;

-- Audit record, guard, idempotency record, outbox and history in one row.
create table event (
  seq integer primary key,
  commandId text not null,
  n integer not null,
  stream text not null,
  version integer not null,
  type text not null,
  actor text not null,
  occurredOn text not null,
  recordedAt text not null,
  inputHash text not null,
  data text not null check (json_valid(data)),
  unique (commandId, n),
  unique (stream, version)
) strict;

create trigger event_no_update before update on event begin
  select raise(abort, 'event is append-only');
end;

create trigger event_no_delete before delete on event begin
  select raise(abort, 'event is append-only');
end;

-- "insert or replace" would delete the old row without firing the delete trigger. The message is the
-- one SQLite gives for the unique key, so that the runner treats both the same.
create trigger event_no_replace before insert on event
when exists (select 1 from event where commandId = new.commandId and n = new.n)
  or exists (select 1 from event where stream = new.stream and version = new.version)
begin
  select raise(abort, 'UNIQUE constraint failed: event.stream, event.version');
end;

-- Names of those who act, kept apart from the events so that they can be erased.
create table actor_name (
  actor text primary key,
  name text not null
) strict, without rowid;
