-- Floor 1, with what floor 3 knows. An answer that is kept for a repeated request is told again only to whoever may still
-- see what it says: their assignment may have ended since, their role or mandate may be another, a wall may stand.

-- reach: clients and open assignments when the answer was first given; null for who reached everything.
alter table idempotent_request
  add column roles text[] not null default '{}',
  add column reach uuid[];

create function stamp_idempotent_request() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.roles := coalesce((select s.roles from standing(new.agency_id, new.person_id) s), '{}');
  new.reach := case when reaches_all() then null else reach_clients() || open_assignments() end;
  return new;
end $$;
create trigger stamp_idempotent_request before insert on idempotent_request
  for each row execute function stamp_idempotent_request();

create function is_still_told(r idempotent_request) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(r.roles <@ (select s.roles from standing(r.agency_id, r.person_id) s), false)
     and coalesce(reaches_all() or r.reach <@ (reach_clients() || open_assignments()), false)
$$;
revoke all on function stamp_idempotent_request(), is_still_told(idempotent_request) from public;
grant execute on function is_still_told(idempotent_request) to countersign_app;
