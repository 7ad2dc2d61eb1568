-- Floor 3. Signing keys are sealed like every other secret, and an agency's archive leaves out what is sealed.
call sealed_column('agency_key', 'private_key', 'id');

create function archive_columns(p_table text) returns table (name text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select a.attname::text from pg_attribute a
   where a.attrelid = to_regclass('public.' || quote_ident(p_table)) and a.attnum > 0 and not a.attisdropped
     and not exists (select from sealed_column s where s.table_name = p_table and s.column_name = a.attname)
   order by a.attnum
$$;
revoke all on function archive_columns(text) from public;
grant execute on function archive_columns(text) to countersign_app;
