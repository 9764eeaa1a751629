-- Buckets of requests, by the time at which each is full again. Unlogged: taking from one waits for no disk, and what a
-- crash forgets is a minute's counting.
create unlogged table rate_limits (
  key text primary key,
  full_at timestamptz not null,
  span interval not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
) with (fillfactor = 50);

-- What a person's day has taken, with what running turns have reserved.
create table usage_days (
  user_id uuid not null references users (id) on delete cascade,
  day date not null,
  tokens bigint not null,
  amount numeric(20, 6) not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (user_id, day)
);
