-- Ends a statement that does several things at once, so that none of them is done.
create function refuse(reason text) returns void language plpgsql as $$
begin
  raise exception using message = reason, errcode = 'RW001';
end
$$;
