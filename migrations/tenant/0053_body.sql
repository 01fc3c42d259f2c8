-- A deputy's own pages ask in which bodies they sit: by their mandate, whichever the body.
create index body_member_mandate on body_member (mandateId);
