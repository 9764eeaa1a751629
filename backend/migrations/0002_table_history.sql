-- Who made a version, and how: a turn's engine and model, a person's operations.
alter table table_versions add column making jsonb;
update table_versions set making = jsonb_build_object(
  'by', 'turn', 'engine', engine, 'model', model, 'promptHash', null, 'templateId', null, 'templateVersion', null);
alter table table_versions alter column making set not null;
alter table table_versions drop column engine, drop column model;

-- What differs between two versions: the rows that began and those that ended in between.
create index table_rows_user_begun_idx on table_rows (user_id, table_id, from_version, position);
create index table_rows_user_ended_idx on table_rows (user_id, table_id, to_version, position)
  where to_version is not null;
