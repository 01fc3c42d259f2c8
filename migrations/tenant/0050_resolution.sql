-- The formal paper of a decision that passed.
create table resolution (
  id text primary key,
  placeId text not null,
  body text not null,
  sessionId text not null references session (id),
  decisionId text not null references decision (id),
  status text not null check (status in ('drafted', 'issued', 'published', 'voided', 'withdrawn')),
  draftedOn text not null,
  -- 〔2026〕3号: in the series of its body and year.
  year text,
  number integer check (number >= 1),
  issuedOn text,
  publishedOn text,
  endedOn text,
  check ((year is null) = (number is null))
) strict, without rowid;

create unique index resolution_number on resolution (placeId, body, year, number) where number is not null;
-- One paper a decision.
create unique index resolution_of_decision on resolution (decisionId) where status in ('drafted', 'issued', 'published');
create index resolution_of_session on resolution (sessionId);

-- Private: what it says.
create table resolution_text (
  resolutionId text primary key,
  title text not null,
  text text not null,
  -- 机关代字, as it stands before the number.
  organCode text not null
) strict, without rowid;

-- Private: why it was taken back.
create table resolution_note (
  resolutionId text primary key,
  text text not null
) strict, without rowid;
