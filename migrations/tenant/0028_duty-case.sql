-- 履职跟进: what is done with a deputy whom the year's list names. A day is null until its step was taken.
create table duty_case (
  id text primary key,
  mandateId text not null references mandate (id),
  level text not null check (level in ('district', 'township')),
  ground text not null check (ground in ('below-line', 'minimum-missed', 'other')),
  -- The year "2026" or quarter "2026Q3" it is about.
  period text not null,
  status text not null check (status in ('opened', 'interviewed', 'informed', 'observed', 'closed', 'advised',
    'resigned', 'accepted', 'dropped')),
  openedOn text not null,
  interviewedOn text,
  signature text check (signature in ('signed', 'refused')),
  informedOn text,
  circularId text references circular (id),
  observedOn text,
  untilOn text,
  advisedOn text,
  resignedOn text,
  decidedOn text,
  memberCount integer,
  voteCount integer check (voteCount <= memberCount),
  endedOn text,
  -- Why it was dropped.
  dropGround text check (dropGround in ('mistake', 'answered', 'declined', 'over'))
) strict, without rowid;

create unique index duty_case_running on duty_case (mandateId) where endedOn is null;
create index duty_case_observed on duty_case (untilOn) where status = 'observed';

-- Private: what was said, written and signed, and by whom. Erasable, and in no event.
create table duty_case_note (
  caseId text not null,
  kind text not null,
  text text not null,
  primary key (caseId, kind)
) strict, without rowid;
