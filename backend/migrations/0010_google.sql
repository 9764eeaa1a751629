-- Access to a person's Google Sheets. Tokens are encrypted, with the key that `key_id` names.
create table google_connections (
  user_id uuid primary key references users (id) on delete cascade,
  google_sub text not null,
  status text not null check (status in ('unconfirmed', 'connected', 'consent-ended', 'key-lost')),
  scopes text not null,
  key_id text not null,
  refresh_token bytea not null,
  access_token bytea not null,
  access_expires_at timestamptz not null,
  -- Of an account with a password, until it says which code the browser was shown.
  confirm_hash bytea,
  confirm_until timestamptz,
  confirm_tries integer not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- Ways to Google's consent page that were begun; each leads back once.
create table google_consents (
  state_hash bytea primary key,
  user_id uuid not null references users (id) on delete cascade,
  key_id text not null,
  -- The PKCE verifier and the nonce, encrypted.
  secrets bytea not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index google_consents_user_id_idx on google_consents (user_id);
create index google_consents_expires_idx on google_consents (expires_at);

create table exports (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  table_id uuid not null references tables (id) on delete cascade,
  version integer not null,
  mode text not null check (mode in ('append', 'replace', 'upsert')),
  options jsonb not null,
  status text not null check (status in ('waiting', 'running', 'complete', 'failed', 'stopped')),
  spreadsheet_id text,
  sheet text,
  rows_done integer not null default 0,
  rows_total integer not null,
  parts_done integer not null default 0,
  parts_total integer,
  -- Of the last change: what a reader resumes after.
  seq integer not null default 1,
  problem jsonb,
  retryable boolean not null default false,
  attempts integer not null default 0,
  stop_requested_at timestamptz,
  -- A running export's process renews this; past it another carries it on.
  lease_until timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index exports_user_recent_idx on exports (user_id, id desc);
create index exports_table_id_idx on exports (table_id);
create index exports_due_idx on exports (lease_until) where status in ('waiting', 'running');
