create table circular (
  unitId text not null,
  level text not null check (level in ('district', 'township')),
  quarter text not null,
  id text not null unique,
  revision integer not null,
  root text not null,
  -- Grows with every revision of the text, so that what is approved is what was read.
  edition integer not null check (edition >= 1),
  status text not null check (status in ('proposed', 'approved', 'rejected', 'dropped')),
  author text not null,
  editor text not null,
  proposedOn text not null,
  decidedBy text,
  decidedOn text,
  primary key (unitId, level, quarter, id),
  foreign key (unitId, level, quarter, revision) references board_revision (unitId, level, quarter, revision)
) strict, without rowid;

create index circular_proposed on circular (unitId, proposedOn) where status = 'proposed';

create table circular_recipient (
  circularId text not null references circular (id),
  recipientId text not null references recipient (id),
  primary key (circularId, recipientId)
) strict, without rowid;

-- 公告 for the voters of an electoral district, and the proof that it was posted.
create table announcement (
  circularId text not null references circular (id),
  electoralDistrictId text not null,
  postedOn text,
  fileHash text,
  mediaType text,
  byteCount integer,
  primary key (circularId, electoralDistrictId)
) strict, without rowid;

create index announcement_by_file on announcement (fileHash) where fileHash is not null;

create table notice (
  circularId text not null references circular (id),
  recipientId text not null,
  id text not null unique,
  channel text not null check (channel in ('webhook', 'link')),
  status text not null check (status in ('issued', 'delivered', 'undelivered', 'posted')),
  issuedOn text not null,
  issuedAt text not null,
  postedOn text,
  answeredOn text,
  linkGeneration integer not null,
  linkExpiresOn text not null,
  linkRevokedOn text,
  primary key (circularId, recipientId)
) strict, without rowid;

create index notice_unanswered on notice (issuedOn) where answeredOn is null;
create index notice_undelivered on notice (circularId) where status = 'undelivered';

-- 回执, 不是本单位人员, 不再接收.
create table notice_reply (
  noticeId text not null references notice (id),
  kind text not null check (kind in ('acknowledged', 'disputed', 'declined')),
  repliedOn text not null,
  primary key (noticeId, kind)
) strict, without rowid;

-- Private: what was written.
create table circular_text (
  circularId text primary key,
  title text not null,
  reason text not null,
  basis text not null,
  rejection text not null
) strict, without rowid;

-- Private: what each notice and 公告 says of whom, as it was approved.
create table notice_content (
  noticeId text primary key,
  unitName text not null,
  recipientName text not null,
  deputies text not null check (json_valid(deputies))
) strict, without rowid;

create table announcement_content (
  circularId text not null,
  electoralDistrictId text not null,
  unitName text not null,
  name text not null,
  deputies text not null check (json_valid(deputies)),
  primary key (circularId, electoralDistrictId)
) strict, without rowid;

create table announcement_place (
  circularId text not null,
  electoralDistrictId text not null,
  place text not null,
  primary key (circularId, electoralDistrictId)
) strict, without rowid;

create table notice_reply_note (
  noticeId text not null,
  kind text not null,
  note text not null,
  primary key (noticeId, kind)
) strict, without rowid;
