create table users (
  id uuid primary key,
  email text not null,
  name text not null,
  -- Exactly one of the two: accounts of different kinds are never joined by email.
  password_hash text,
  google_sub text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz,
  check ((password_hash is null) <> (google_sub is null))
);
create unique index users_email_key on users (lower(email)) where password_hash is not null and deleted_at is null;
create unique index users_google_sub_key on users (google_sub) where google_sub is not null and deleted_at is null;

-- One row a refresh-token family: the current token's hash, and the one before it to notice reuse.
create table sessions (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  refresh_hash bytea not null,
  previous_hashes bytea[] not null default '{}',
  expires_at timestamptz not null,
  ended_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index sessions_user_id_idx on sessions (user_id);
create unique index sessions_refresh_hash_key on sessions (refresh_hash);
create index sessions_previous_hashes_idx on sessions using gin (previous_hashes);

create table conversations (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  title text not null,
  description text not null,
  spreadsheet_id text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);
create index conversations_user_recent_idx on conversations (user_id, updated_at desc, id desc);

create table messages (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  conversation_id uuid not null references conversations (id) on delete cascade,
  role text not null check (role in ('user', 'assistant', 'system')),
  content text not null,
  status text not null check (status in ('streaming', 'complete', 'stopped', 'interrupted', 'failed')),
  metadata jsonb not null,
  -- A running turn's owner renews this; past it the turn counts as interrupted.
  lease_until timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index messages_user_conversation_idx on messages (user_id, conversation_id, id desc);
create index messages_streaming_idx on messages (lease_until) where status = 'streaming';

create table sources (
  message_id uuid primary key references messages (id) on delete cascade,
  user_id uuid not null references users (id) on delete cascade,
  kind text not null,
  title text not null,
  text text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index sources_user_id_idx on sources (user_id);

create table turn_events (
  message_id uuid not null references messages (id) on delete cascade,
  seq integer not null,
  user_id uuid not null references users (id) on delete cascade,
  event jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (message_id, seq)
);
create index turn_events_user_id_idx on turn_events (user_id);

create table tables (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  conversation_id uuid not null references conversations (id) on delete cascade,
  message_id uuid not null references messages (id) on delete cascade,
  version integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);
create index tables_user_conversation_idx on tables (user_id, conversation_id, id desc);

create table table_versions (
  table_id uuid not null references tables (id) on delete cascade,
  version integer not null,
  user_id uuid not null references users (id) on delete cascade,
  message_id uuid not null references messages (id) on delete cascade,
  title text not null,
  data_type text not null,
  schema_version integer not null,
  format text not null,
  columns jsonb not null,
  row_count integer not null,
  ledger jsonb not null,
  engine text not null,
  model text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (table_id, version)
);
create index table_versions_user_id_idx on table_versions (user_id);
create index table_versions_message_id_idx on table_versions (message_id);

-- A row lives from one version of its table to the next: [from_version, to_version).
create table table_rows (
  table_id uuid not null references tables (id) on delete cascade,
  id uuid not null,
  user_id uuid not null references users (id) on delete cascade,
  position integer not null,
  cells jsonb not null,
  from_version integer not null,
  to_version integer,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (table_id, id, from_version)
);
create index table_rows_user_table_idx on table_rows (user_id, table_id, position);

create table usage_events (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  message_id uuid references messages (id) on delete set null,
  engine text not null,
  model text,
  input_tokens integer not null,
  output_tokens integer not null,
  cached_tokens integer not null,
  cost_amount numeric,
  cost_currency text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index usage_events_user_recent_idx on usage_events (user_id, created_at desc);

create table idempotency_keys (
  user_id uuid not null references users (id) on delete cascade,
  key text not null,
  request_hash bytea not null,
  -- Null while the request runs.
  status integer,
  body jsonb,
  -- The assistant's message, where the request was a turn.
  message_id uuid references messages (id) on delete cascade,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (user_id, key)
);
create index idempotency_keys_created_at_idx on idempotency_keys (created_at);
