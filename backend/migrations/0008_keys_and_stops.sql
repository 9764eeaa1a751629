-- A personal API key stands for its person. Its hash finds it; a revoked one stays, deleted, until it is erased.
create table api_keys (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  name text not null,
  hash bytea not null,
  -- The key's last characters, to tell one from another.
  hint text not null,
  read_only boolean not null,
  last_used_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);
create unique index api_keys_hash_key on api_keys (hash);
create index api_keys_user_recent_idx on api_keys (user_id, id desc);

-- Another process runs the turn: it looks at this.
alter table messages add column stop_requested_at timestamptz;
-- When another process last had readers of the turn: it goes on for them.
alter table messages add column followed_at timestamptz;
