-- A paper of an item of an agenda: its bytes lie in the file store under `fileId`.
create table paper (
  id text primary key,
  sessionId text not null references session (id),
  itemId text not null,
  position integer not null check (position >= 1),
  fileId text not null unique,
  hash text not null check (length(hash) = 64),
  mediaType text not null,
  byteCount integer not null check (byteCount > 0),
  isPublic integer not null check (isPublic in (0, 1))
) strict, without rowid;

create index paper_of_session on paper (sessionId, itemId, position);

-- Private: what a paper is called. Erasable, and in no event.
create table paper_name (
  paperId text primary key,
  name text not null
) strict, without rowid;
