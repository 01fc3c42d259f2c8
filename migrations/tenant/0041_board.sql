-- What was corrected of a year's quarters, whichever units' they are: "today" asks it of every published year.
create index revision_due_by_quarter on revision_due (level, quarter);
