-- A mandate that ended before its term did, and when the term would have.
create table mandate_end (
  mandateId text primary key references mandate (id),
  ground text not null,
  endedOn text not null,
  previousEndOn text not null
) strict, without rowid;

-- Private: number of the decision, or why a mandate moved. One a command.
create table mandate_note (
  commandId text primary key,
  text text not null
) strict, without rowid;

-- Who holds the seats of an electoral district, wherever their record is kept.
create index mandate_by_electoral_district on mandate (electoralDistrictId);
