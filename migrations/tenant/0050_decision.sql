-- What a session put to the vote, of an item of its agenda: one question, for or against.
create table decision (
  sessionId text not null references session (id),
  id text not null unique,
  -- In the session, those that were stopped too.
  position integer not null check (position >= 1),
  sittingId text not null references sitting (id),
  itemId text not null,
  -- As the item was when the vote was opened: the majority hangs on it.
  itemType text not null,
  method text not null check (method in ('show_of_hands', 'paper')),
  status text not null check (status in ('open', 'made', 'withdrawn', 'annulled')),
  openedAt text not null,
  -- Who was in the hall and who belongs to the body when the vote was opened.
  presentCount integer not null check (presentCount between 1 and dueCount),
  dueCount integer not null check (dueCount >= 1),
  -- Two tellers count apart; where they differ both count anew.
  round integer not null check (round >= 1),
  firstBy text,
  secondBy text,
  madeAt text,
  forCount integer,
  againstCount integer,
  abstainedCount integer,
  invalidCount integer,
  needed integer,
  passed integer,
  primary key (sessionId, id),
  check ((madeAt is null) = (status in ('open', 'withdrawn')))
) strict, without rowid;

create unique index decision_order on decision (sessionId, position);
create index decision_of_item on decision (itemId);

-- Private: what was put to the vote, and why a vote was stopped or a result annulled.
create table decision_note (
  decisionId text not null,
  kind text not null check (kind in ('question', 'withdrawn', 'annulled')),
  text text not null,
  primary key (decisionId, kind)
) strict, without rowid;

-- Private: what each teller counted. In no event, so that nobody reads the first before giving the second.
create table decision_count (
  decisionId text not null,
  round integer not null,
  teller text not null,
  forCount integer not null,
  againstCount integer not null,
  abstainedCount integer not null,
  invalidCount integer not null,
  primary key (decisionId, round, teller)
) strict, without rowid;
