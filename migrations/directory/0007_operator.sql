-- Accounts that run the platform. They hold no right inside a district.
create table operator (
  userId text primary key references user (id)
) strict, without rowid;

-- Private: the official letter (公函) a district was verified by.
create table verification_letter (
  tenantId text primary key references tenant (id),
  letterNumber text not null,
  letterOn text not null
) strict, without rowid;

-- Private: the newest code posted to an office. The code itself stands in the letter only.
create table verification_code (
  tenantId text primary key references tenant (id),
  codeHash text not null,
  issuedOn text not null,
  expiresAt text not null
) strict, without rowid;
