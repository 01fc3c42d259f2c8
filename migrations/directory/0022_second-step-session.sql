-- Private: the hash of the session that began a second step. Only that session sees its secret and confirms it.
alter table second_step add column pendingSession text;
