-- Who takes part in a session without belonging to the body. Never in a quorum.
create table guest (
  sessionId text not null references session (id),
  id text not null unique,
  kind text not null check (kind in ('observer', 'guest', 'speaker')),
  -- In the order in which they were entered.
  position integer not null check (position >= 1),
  -- The instant of their check-in at the desk; null: not here.
  arrivedAt text,
  primary key (sessionId, id)
) strict, without rowid;

-- Private: who they are. Erasable, and in no event.
create table guest_name (
  guestId text primary key,
  name text not null,
  organ text not null
) strict, without rowid;
