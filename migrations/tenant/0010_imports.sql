-- An uploaded file on its way into the district. Bookkeeping until it is applied; private (file name, choices), erasable.
create table import_job (
  id text primary key,
  fileName text not null,
  -- Set where a unit office uploaded: the job is its unit's.
  unitId text,
  actor text not null,
  createdAt text not null,
  rowCount integer not null,
  stagedRows integer not null,
  checkedRows integer not null,
  state text not null check (state in ('staging', 'checking', 'checked')),
  faultCount integer not null,
  openCount integer not null,
  -- What the check found the file to write and rely on.
  streams text not null check (json_valid(streams)),
  openingQuarters text not null check (json_valid(openingQuarters)),
  summary text not null check (json_valid(summary)),
  choices text not null check (json_valid(choices))
) strict, without rowid;

-- The rows of the file, a thousand to a piece. Gone once the job is decided.
create table import_row (
  jobId text not null references import_job (id),
  sheet integer not null,
  piece integer not null,
  name text not null,
  rows text not null check (json_valid(rows)),
  faults text not null check (json_valid(faults)),
  primary key (jobId, sheet, piece)
) strict, without rowid;

-- What the check lists, a hundred to a page: faults by sheet, choices to make, points by deputy.
create table import_list (
  jobId text not null references import_job (id),
  kind text not null,
  page integer not null,
  rows text not null check (json_valid(rows)),
  primary key (jobId, kind, page)
) strict, without rowid;

-- The quarters an undecided job has entries for: closing waits for it.
create table import_quarter (
  unitId text not null,
  level text not null,
  quarter text not null,
  jobId text not null references import_job (id),
  primary key (unitId, level, quarter, jobId)
) strict, without rowid;

create index import_quarter_job on import_quarter (jobId);

-- How it ended, from the events.
create table import_outcome (
  jobId text primary key,
  outcome text not null check (outcome in ('applied', 'discarded', 'reversed')),
  commandId text not null,
  decidedOn text not null
) strict, without rowid;
