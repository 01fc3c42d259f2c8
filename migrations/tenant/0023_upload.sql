-- A file on its way to a command: its bytes lie in the file store under their own hash. Attached by a command, it
-- stays; what nobody attaches is swept.
create table upload (
  hash text primary key check (length(hash) = 64),
  mediaType text not null,
  byteCount integer not null check (byteCount > 0),
  uploadedBy text not null,
  uploadedAt text not null,
  -- Set once the bytes are surely there.
  isStored integer not null check (isStored in (0, 1)),
  attachedAt text,
  -- Set before the bytes are deleted: from then on nothing may be attached.
  sweptAt text
) strict, without rowid;

create index upload_unattached on upload (uploadedAt) where attachedAt is null;
