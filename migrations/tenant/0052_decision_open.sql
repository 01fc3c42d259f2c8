-- "Today" asks for votes that wait for a second teller: a read that must not grow with those that are over.
create index decision_open on decision (openedAt) where status = 'open';
