create index tables_user_recent_idx on tables (user_id, id desc);

-- The words of a table as it stands, each with how many of its rows hold it: an index of the rows, not data.
create table table_words (
  table_id uuid not null references tables (id) on delete cascade,
  word text collate "C" not null,
  user_id uuid not null,
  uses integer not null,
  primary key (table_id, word)
);
create index table_words_user_word_idx on table_words (user_id, word, table_id);

-- Which way of finding words in texts they were found by; 0: not yet.
alter table tables add column words_version integer not null default 0;
create index tables_unindexed_idx on tables (words_version, id);
