-- Who is not assessed in a year, and on what ground: a state, not a mark.
create table assessment_exemption (
  mandateId text not null references mandate (id),
  year text not null,
  ground text not null check (ground in ('suspended', 'illness', 'ex-officio', 'other')),
  exemptedOn text not null,
  primary key (mandateId, year)
) strict, without rowid;

-- Private: why. Erasable, and in no event. One a command.
create table assessment_note (
  commandId text primary key,
  mandateId text not null,
  year text not null,
  text text not null
) strict, without rowid;
create index assessment_note_by_mandate on assessment_note (mandateId, year);
