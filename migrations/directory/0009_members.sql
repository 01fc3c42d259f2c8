-- A deputy's account is one person's of the district's database; an office's account is nobody's.
alter table membership add column personId text;

create unique index membership_by_person on membership (tenantId, personId) where endedAt is null and personId is not null;

alter table invitation add column personId text;
alter table invitation add column withdrawnOn text;

create index invitation_by_person on invitation (tenantId, personId) where personId is not null;

-- Private: the mobile number a deputy will also sign in with, as an address no mail can reach.
alter table invitee add column mobile text;

-- Private: what an account signs in with besides its own address.
create table sign_in_alias (
  address text primary key,
  userId text not null references user (id) on delete cascade
) strict, without rowid;

-- Private: the newest code by which a member sets a new password. The code itself stands on paper or in a mail only.
create table reset_code (
  memberId text primary key references membership (id),
  tokenHash text not null unique,
  expiresAt text not null
) strict, without rowid;
