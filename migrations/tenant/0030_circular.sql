-- Private: why the last posting of a 公告 was taken back, until it hangs again.
create table announcement_note (
  circularId text not null,
  electoralDistrictId text not null,
  text text not null,
  primary key (circularId, electoralDistrictId)
) strict, without rowid;
