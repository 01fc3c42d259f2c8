-- The State Council's notice on holidays, a year a row. A year without a row is 未公布.
create table work_calendar (
  year text primary key,
  holidays text not null check (json_valid(holidays)),
  workdays text not null check (json_valid(workdays))
) strict, without rowid;
