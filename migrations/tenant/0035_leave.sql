-- 请假: a deputy asks to be let off activities between two days. Approved leave is no absence.
create table leave_request (
  mandateId text not null references mandate (id),
  id text not null unique,
  fromOn text not null,
  untilOn text not null check (untilOn >= fromOn),
  status text not null check (status in ('requested', 'approved', 'refused', 'withdrawn')),
  -- The deputy, or the office that wrote it down on the deputy's word.
  requester text not null,
  requestedOn text not null,
  answeredOn text,
  primary key (mandateId, id)
) strict, without rowid;

-- What waits for an answer, for the office's "today".
create index leave_request_waiting on leave_request (mandateId, fromOn) where status = 'requested';

-- Private: why, and what was answered. Erasable, and in no event.
create table leave_note (
  leaveId text not null,
  kind text not null check (kind in ('reason', 'answer')),
  text text not null,
  primary key (leaveId, kind)
) strict, without rowid;
