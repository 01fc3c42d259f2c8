-- A file on its way to a command: its bytes lie in the file store under `id`, which no other upload ever gets. What no
-- record has is swept.
create table upload (
  id text primary key,
  uploadedBy text not null,
  -- The caller's own: the same bytes sent again under it are the same upload.
  commandId text not null,
  hash text not null check (length(hash) = 64),
  mediaType text not null,
  byteCount integer not null check (byteCount > 0),
  -- Set once the bytes are surely there.
  isStored integer not null check (isStored in (0, 1)),
  -- Since when no record has it; null while one has.
  unattachedSince text,
  -- Set before the bytes are deleted: from then on nothing may be attached.
  sweptAt text,
  unique (uploadedBy, commandId, hash)
) strict, without rowid;

create index upload_unattached on upload (unattachedSince) where unattachedSince is not null;

-- A proof names the upload, not its bytes: two uploads of one photo come and go apart. No proof was stored before.
drop index announcement_by_file;
alter table announcement rename column fileHash to fileId;
