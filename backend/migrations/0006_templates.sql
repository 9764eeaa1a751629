create table templates (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);
create index templates_user_recent_idx on templates (user_id, id desc);

-- Each change is a version: a table names the one that it was made with.
create table template_versions (
  template_id uuid not null references templates (id) on delete cascade,
  version integer not null,
  user_id uuid not null references users (id) on delete cascade,
  name text not null,
  description text not null,
  instructions text not null,
  columns jsonb not null,
  rules jsonb not null,
  formatting jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (template_id, version)
);
create index template_versions_user_id_idx on template_versions (user_id);
