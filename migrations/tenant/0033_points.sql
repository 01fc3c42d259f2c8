-- The fact that gave an entry, or took it back.
alter table point_entry add column source text;
