-- What an item has to be shown by: 签到表, 会议记录.
alter table rule_item add column evidence text not null default '';

-- Private, like the note beside it: number of a document, minutes, a sign-in sheet.
alter table point_note add column evidence text not null default '';

-- Private: why a version of the rules was published.
create table rule_set_note (
  version integer primary key,
  reason text not null
) strict;

-- An activity's evidence stands beside its title. The set of kinds grows, so the table is made anew.
create table activity_note_next (
  activityId text not null,
  kind text not null check (kind in ('title', 'reason', 'evidence')),
  text text not null,
  primary key (activityId, kind)
) strict, without rowid;
insert into activity_note_next (activityId, kind, text) select activityId, kind, text from activity_note;
drop table activity_note;
alter table activity_note_next rename to activity_note;
