-- A whole term of a congress on a board, under the years it begins and ends in as its "year": 2021-2027. Its number, null
-- where the townships' differ, and the days it counts; null for a year.
alter table annual_board add column ordinal integer;
alter table annual_board add column fromOn text;
alter table annual_board add column untilOn text;

-- An objection that came in while a term's board took them names that term; "raisedIn" is then "annual-board".
alter table objection add column raisedTerm text;
