-- Of all that an answer depends on: the same asked again is answered with it.
alter table messages add column input_hash bytea;
create index messages_user_input_hash_idx on messages (user_id, input_hash, id desc) where input_hash is not null;
