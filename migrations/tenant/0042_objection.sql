-- Which published board an objection was raised against: the quarter's own, or that of a longer time which shows its entries.
-- `raisedRevision` is that board's; null: `revision` is. What came before this column was raised against the quarter's own.
alter table objection add column raisedIn text not null default 'board' check (raisedIn in ('board', 'annual-board'));
alter table objection add column raisedRevision integer check ((raisedRevision is null) = (raisedIn = 'board'));

-- A year's page lists what was raised against it, whichever units' quarters it is about.
create index objection_raised_in on objection (raisedIn, level, quarter) where raisedIn <> 'board';
