-- The queue carries exports out, and no other entry of it than this one. What was under way stops where it stands:
-- resumed, it goes on after what is written.
update exports set status = 'stopped', seq = seq + 1 where status in ('waiting', 'running');
alter table exports add column entry_id uuid;
alter table exports drop column lease_until;
