-- Private: why a session was moved, by the command that did: a second move leaves the first one's reason. Erasable, and
-- in no event.
create table session_move_note (
  commandId text primary key,
  reason text not null
) strict, without rowid;

-- Of earlier moves the newest reason was kept: it belongs to the newest move.
insert into session_move_note (commandId, reason)
select event.commandId, session_note.text
from session_note
join session on session.id = session_note.sessionId
join event on event.seq = (
  select max(seq) from event
  where stream = 'sessions/' || session.placeId || '/' || session.body
    and type = 'session.moved' and data ->> '$.id' = session.id
)
where session_note.kind = 'moved-reason';

delete from session_note where kind = 'moved-reason';
