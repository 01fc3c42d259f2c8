-- Where a recipient wants its notices sent. "active" once the challenge was answered.
create table endpoint (
  recipientId text not null references recipient (id),
  id text not null unique,
  status text not null check (status in ('unverified', 'active', 'disabled')),
  isVerified integer not null check (isVerified in (0, 1)),
  disabledFor text check (disabledFor in ('person', 'failing', 'gone')),
  registeredAt text not null,
  primary key (recipientId, id)
) strict, without rowid;

-- Private: an address may carry a token of its owner's.
create table endpoint_address (
  endpointId text primary key references endpoint (id),
  url text not null
) strict, without rowid;

-- Private: keys of the signature, in hex. An old one is valid until endsAt.
create table endpoint_secret (
  endpointId text not null references endpoint (id),
  n integer not null,
  secret text not null,
  madeAt text not null,
  endsAt text,
  primary key (endpointId, n)
) strict, without rowid;
