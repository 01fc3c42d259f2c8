-- Whom a circular may go to: an employer or, for deputies elected by a congress, an electoral unit.
create table recipient (
  position integer primary key,
  id text not null unique,
  kind text not null check (kind in ('employer', 'electoral_unit')),
  name text not null,
  unique (kind, name)
) strict;

create table recipient_mandate (
  recipientId text not null references recipient (id),
  mandateId text not null references mandate (id),
  primary key (recipientId, mandateId)
) strict, without rowid;

create index recipient_mandate_by_mandate on recipient_mandate (mandateId, recipientId);

-- Private: who is written to.
create table recipient_contact (
  recipientId text primary key,
  address text not null,
  person text not null,
  phone text not null
) strict, without rowid;
