-- Whether somebody of a name is known already.
create index person_by_name on person (name);
