-- A deputy's own pages and record begin with the person, not with the unit.
create index mandate_by_person on mandate (personId);
create index mandate_unit_by_mandate on mandate_unit (mandateId);

-- A mandate keeps its electoral district when another unit takes over its record.
create index electoral_district_by_id on electoral_district (id);
