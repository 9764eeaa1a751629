-- Exports that are done again each day or week. The queue holds one entry of each, for its next time.
create table export_schedules (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  table_id uuid not null references tables (id) on delete cascade,
  request jsonb not null,
  -- Where the first run made the spreadsheet, too.
  spreadsheet_id text,
  entry_id uuid not null,
  next_at timestamptz not null,
  last_run_at timestamptz,
  last_export_id uuid references exports (id) on delete set null,
  -- What stood in the way of the last run's beginning.
  problem jsonb,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index export_schedules_user_recent_idx on export_schedules (user_id, id desc);
create index export_schedules_table_id_idx on export_schedules (table_id);
create index export_schedules_last_export_id_idx on export_schedules (last_export_id);
