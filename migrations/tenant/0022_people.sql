-- Out of use: takes no new mandate. Its record, boards and history stay.
alter table unit add column retiredOn text;
alter table electoral_district add column retiredOn text;
