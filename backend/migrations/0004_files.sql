-- Uploads wait here for a message that names them, which keeps its own copy.
create table files (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  name text not null,
  facts jsonb not null,
  text text not null,
  sections jsonb,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index files_user_expires_idx on files (user_id, expires_at);
create index files_expires_idx on files (expires_at);

-- How the parts of a file's text are read, where the text does not say so itself.
alter table sources add column sections jsonb;
