-- better-auth's own tables (its migration, with STRICT types: it stores dates as ISO text and booleans
-- as 0 and 1). The only writes beside the runner's are its own.
create table user (
  id text primary key,
  name text not null,
  email text not null unique,
  emailVerified integer not null,
  image text,
  createdAt text not null,
  updatedAt text not null
) strict;

create table session (
  id text primary key,
  expiresAt text not null,
  token text not null unique,
  createdAt text not null,
  updatedAt text not null,
  ipAddress text,
  userAgent text,
  userId text not null references user (id) on delete cascade
) strict;

create table account (
  id text primary key,
  accountId text not null,
  providerId text not null,
  userId text not null references user (id) on delete cascade,
  accessToken text,
  refreshToken text,
  idToken text,
  accessTokenExpiresAt text,
  refreshTokenExpiresAt text,
  scope text,
  password text,
  createdAt text not null,
  updatedAt text not null
) strict;

create table verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expiresAt text not null,
  createdAt text not null,
  updatedAt text not null
) strict;

create index session_by_user on session (userId);
create index account_by_user on account (userId);
create index verification_by_identifier on verification (identifier);
