-- Deleting a person's data: proposed by one, approved by another. Of an erased person nothing but this row says who.
create table erasure (
  personId text primary key,
  ground text not null check (ground in ('purpose-met', 'retention-over', 'unlawful', 'other-law')),
  status text not null check (status in ('proposed', 'withdrawn', 'erased')),
  proposedBy text not null,
  proposedOn text not null,
  endedOn text
) strict, without rowid;
create index erasure_by_status on erasure (status);
