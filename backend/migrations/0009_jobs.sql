-- One instruction over many inputs. What runs it holds `runner`: whoever has another one writes nothing any more.
create table jobs (
  id uuid primary key,
  user_id uuid not null references users (id) on delete cascade,
  title text not null,
  status text not null check (status in ('queued', 'running', 'paused', 'stopped', 'complete')),
  task jsonb not null,
  template_id uuid,
  template_version integer,
  engine text not null,
  model text,
  cap jsonb not null,
  total integer not null,
  done integer not null default 0,
  failed integer not null default 0,
  reused integer not null default 0,
  input_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  cached_tokens bigint not null default 0,
  amount numeric(20, 6) not null default 0,
  -- What running requests may take at most; of a process that died it stays, for nobody knows what it took.
  reserved_tokens bigint not null default 0,
  reserved_amount numeric(20, 6) not null default 0,
  rows_per_minute real,
  -- Of the queue: no other one runs the job.
  entry_id uuid not null,
  -- The number of the newest event.
  seq bigint not null default 0,
  runner uuid,
  stop_requested_at timestamptz,
  problem jsonb,
  webhook jsonb,
  started_at timestamptz,
  ended_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  deleted_at timestamptz
);
create index jobs_user_recent_idx on jobs (user_id, id desc);

create table job_items (
  job_id uuid not null references jobs (id) on delete cascade,
  position integer not null,
  user_id uuid not null references users (id) on delete cascade,
  key text,
  input jsonb not null,
  input_bytes integer not null,
  -- Of what was read; `task_hash` of all that an answer depends on.
  input_hash bytea not null,
  task_hash bytea not null,
  fresh boolean not null,
  status text not null check (status in ('pending', 'running', 'done', 'failed')),
  attempts integer not null default 0,
  -- It is asked by itself: with others it failed.
  alone boolean not null default false,
  retry_at timestamptz,
  runner uuid,
  cells jsonb,
  reused boolean not null default false,
  problem jsonb,
  seq bigint,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (job_id, position)
);
create index job_items_user_status_idx on job_items (user_id, job_id, status, position);
create index job_items_user_seq_idx on job_items (user_id, job_id, seq) where seq is not null;
create index job_items_user_task_hash_idx on job_items (user_id, task_hash) where status in ('running', 'done');

-- What a job tells beside its items, numbered with them.
create table job_events (
  job_id uuid not null references jobs (id) on delete cascade,
  seq bigint not null,
  user_id uuid not null references users (id) on delete cascade,
  event jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (job_id, seq)
);
create index job_events_user_idx on job_events (user_id, job_id, seq);
