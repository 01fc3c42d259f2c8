-- A time at which a body sits together: of a session the preparatory meeting and its plenary sittings.
create table sitting (
  sessionId text not null references session (id),
  id text not null unique,
  kind text not null check (kind in ('preparatory', 'plenary')),
  -- In the session, those that were called off too; the newest has the highest.
  position integer not null check (position >= 1),
  -- Of its kind, in the session.
  ordinal integer not null check (ordinal >= 1),
  heldOn text not null,
  status text not null check (status in ('checking_in', 'open', 'closed', 'cancelled')),
  -- How many belong to the body, and how many of them are in the hall.
  dueCount integer not null check (dueCount >= 1),
  presentCount integer not null check (presentCount between 0 and dueCount),
  -- How many were there when it opened.
  openedWith integer,
  -- The item of the agenda that runs, and the instant since when.
  itemId text,
  itemSince text,
  primary key (sessionId, id)
) strict, without rowid;

create unique index sitting_order on sitting (sessionId, position);

-- One at a time.
create unique index sitting_running on sitting (sessionId) where status in ('checking_in', 'open');

-- Who belongs to the body, and whether they are there.
create table presence (
  sittingId text not null references sitting (id),
  -- Of a deputy the mandate; of somebody of a street office who is none, the entry in the register of members.
  memberId text not null,
  state text not null check (state in ('due', 'present', 'left')),
  -- Instants; of the first arrival and the last leaving.
  arrivedAt text,
  leftAt text,
  primary key (sittingId, memberId)
) strict, without rowid;

-- Where a deputy is due just now: what their phone asks.
create index presence_of_member on presence (memberId);

-- Private: what the codes of a sitting are made from. In no event.
create table sitting_code (
  sittingId text primary key,
  secret text not null
) strict, without rowid;

-- The sitting that opened a session; null where it was written down from paper.
alter table session add column sittingId text;
