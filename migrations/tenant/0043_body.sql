-- Who is a member of a body that is appointed: a standing committee, a presidium, a street office. The deputies of a
-- congress and the chairpersons' meeting follow from elsewhere and are not here.
create table body_member (
  -- 'district', or a unit.
  placeId text not null,
  body text not null check (body in ('standing_committee', 'presidium', 'street_office')),
  id text not null,
  -- null: somebody of a street office who is no deputy; the name stands in body_member_name.
  mandateId text references mandate (id),
  post text not null check (post in ('chair', 'vice_chair', 'member')),
  fromOn text not null,
  -- The last day; null while it runs.
  untilOn text check (untilOn >= fromOn),
  primary key (placeId, body, id)
) strict, without rowid;

-- Private: the names of those who are no deputies. Erasable, and in no event.
create table body_member_name (
  memberId text primary key,
  name text not null
) strict, without rowid;
