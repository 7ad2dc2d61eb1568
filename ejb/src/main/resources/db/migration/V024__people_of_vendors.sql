-- Floor 3. Vendors' people for whoever engages them, addresses that follow, agencies without a realm, the operator's own
-- developer apps, and what a suspension made late.

-- ---- people of vendors -------------------------------------------------------------------------------------------------
-- Whoever lets somebody into a vendor lets them see all that it works on: an account manager reaches all of its clients,
-- those it is proposed to included, or leaves it to somebody who does. So no wall is passed by inviting a friend behind it.
create function bound_keeps_vendor(p_vendor uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select bound_staff('agency_owner')
      or (bound_staff('account_manager')
          and exists (select from vendor v where v.agency_id = bound_agency() and v.id = p_vendor)
          and not exists (select from assignment a join brand b on b.agency_id = a.agency_id and b.id = a.brand_id
                           where a.agency_id = bound_agency() and a.vendor_id = p_vendor
                             and a.state in ('PROPOSED', 'APPROVED') and a.ends_at > db_now()
                             and b.client_id <> all (reach_clients())))
$$;
revoke all on function bound_keeps_vendor(uuid) from public;
grant execute on function bound_keeps_vendor(uuid) to countersign_app;

create or replace function check_person() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  -- a service account has a gate of its own, whose trigger writes its person
  job      boolean := bound_job() or new.side = 'SERVICE' and pg_trigger_depth() > 1;
  by_owner boolean := bound_staff('agency_owner');
  self     boolean := bound_person() = new.id;
  keeper   boolean := new.side = 'VENDOR' and bound_keeps_vendor(new.vendor_id)
                  and (tg_op = 'INSERT' or old.vendor_id is not distinct from new.vendor_id);
begin
  new.roles := case new.side when 'CLIENT' then '{}'::text[] when 'VENDOR' then '{vendor}' else new.roles end;
  if new.side = 'AGENCY' and not new.roles <@ array['agency_owner', 'account_manager', 'strategist', 'creator', 'analyst', 'compliance', 'operator']
     or new.side = 'AGENCY' and not job and 'operator' = any (new.roles) then
    perform refuse('person.refused.roles');
  end if;
  if new.access_until <= coalesce(new.access_from, '-infinity') then perform refuse('person.refused.dates'); end if;
  if tg_op = 'INSERT' then
    new.version := 1;
    if new.side = 'VENDOR' and new.vendor_id is not null and not (job or by_owner or keeper) then perform refuse('person.refused.not_vendor_keeper'); end if;
    if not (job or by_owner or keeper or (new.side = 'CLIENT' and (bound_staff('account_manager') or bound_owns_any()))
            or (new.side = 'OPERATOR' and bound_side() = 'OPERATOR')) then
      perform refuse('person.refused.not_agency_owner');
    end if;
    perform note('person.added', 'person', new.id, 'side', new.side, 'roles', array_to_string(new.roles, ' '));
    return new;
  end if;

  new.version := old.version + 1;
  if (new.agency_id, new.id, new.side) is distinct from (old.agency_id, old.id, old.side) then
    perform refuse('person.refused.side');
  end if;
  if new.side = 'CLIENT' then
    new.all_clients := old.all_clients;
    if (new.active, new.access_from, new.access_until) is distinct from (old.active, old.access_from, old.access_until)
       and not job then
      perform refuse('person.refused.client_side'); -- mandates begin and end, by the client's owner
    end if;
    if (new.name, new.mail) is distinct from (old.name, old.mail) and not (job or self or bound_answers_for(new.id)) then
      perform refuse('person.refused.not_client_owner');
    end if;
  else
    if new.active <> old.active and new.side = 'VENDOR' and not (job or by_owner or keeper) then
      perform refuse('person.refused.not_vendor_keeper');
    end if;
    if (new.roles, new.all_clients, new.access_from, new.access_until, new.vendor_id)
       is distinct from (old.roles, old.all_clients, old.access_from, old.access_until, old.vendor_id)
       or (new.active <> old.active and not keeper) then
      if not (job or by_owner or (new.side = 'OPERATOR' and bound_side() = 'OPERATOR')) then
        perform refuse('person.refused.not_agency_owner');
      end if;
      if self then perform refuse('person.refused.self'); end if;
    end if;
    -- an address that somebody signs in with is the owner's to correct; until they came, their inviter's too
    if (new.name, new.mail) is distinct from (old.name, old.mail)
       and not (job or self or by_owner or (keeper and not has_joined(new.agency_id, new.id))) then
      perform refuse('person.refused.not_agency_owner');
    end if;
  end if;
  if stays_owner(old) and not stays_owner(new) then
    perform pg_advisory_xact_lock(hashtextextended(new.agency_id || '/owners', 13));
    if not exists (select from person p where p.agency_id = new.agency_id and p.id <> new.id and stays_owner(p)) then
      perform refuse('person.refused.last_owner');
    end if;
  end if;

  if new.roles is distinct from old.roles then
    perform note('person.roles_changed', 'person', new.id, 'from', array_to_string(old.roles, ' '), 'to', array_to_string(new.roles, ' '));
  end if;
  if (new.all_clients, new.access_from, new.access_until) is distinct from (old.all_clients, old.access_from, old.access_until) then
    perform note('person.access_changed', 'person', new.id, 'allClients', new.all_clients::text,
                 'from', new.access_from::text, 'until', new.access_until::text);
  end if;
  if new.active <> old.active then
    perform note(case when new.active then 'person.reactivated' else 'person.deactivated' end, 'person', new.id);
    if not new.active and new.side <> 'SERVICE' then -- a program's tokens are ended by whoever ends its account
      insert into revocation (agency_id, kind, ref, not_before, expires_at)
      values (new.agency_id, 'person', new.id, db_now(), db_now() + interval '61 days')
      on conflict (agency_id, kind, ref) do update
        set not_before = greatest(revocation.not_before, excluded.not_before),
            expires_at = greatest(revocation.expires_at, excluded.expires_at);
    end if;
  end if;
  if new.mail is distinct from old.mail then perform note('person.mail_changed', 'person', new.id); end if;
  if new.vendor_id is distinct from old.vendor_id then
    perform note('person.vendor_changed', 'person', new.id, 'vendor', new.vendor_id::text);
  end if;
  return new;
end $$;

create or replace function check_invitation() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  who person;
begin
  select p.* into who from person p where p.agency_id = new.agency_id and p.id = new.person_id;
  if tg_op = 'INSERT' then
    new.invited_by := bound_person();
    new.invited_at := db_now();
    new.state := 'OPEN';
    new.settled_at := null;
    if exists (select from invitation i where i.agency_id = new.agency_id and i.person_id = new.person_id and i.state = 'ACCEPTED')
       or not (bound_job() or bound_staff('agency_owner')
               or (who.side = 'CLIENT' and (bound_staff('account_manager') or bound_owns_any()))
               or (who.side = 'VENDOR' and bound_keeps_vendor(who.vendor_id))) then
      perform refuse('invitation.refused.not_yours');
    end if;
    perform note('invitation.made', 'person', new.person_id);
    return new;
  end if;
  if new.state <> old.state then
    if old.state <> 'OPEN' or new.state = 'OPEN' then perform refuse('invitation.refused.settled'); end if;
    if new.state = 'ACCEPTED' and bound_person() <> new.person_id then perform refuse('invitation.refused.not_yours'); end if;
    -- what makes it one is ended first, and that has its own gates
    if new.state = 'REVOKED' and who.active and (who.side <> 'CLIENT' or exists (
         select from mandate m where m.agency_id = new.agency_id and m.person_id = new.person_id and m.ended_at is null)) then
      perform refuse('invitation.refused.not_yours');
    end if;
    new.settled_at := db_now();
    perform note('invitation.' || lower(new.state), 'person', new.person_id);
  end if;
  return new;
end $$;

-- ---- addresses that Keycloak has to follow -----------------------------------------------------------------------------------
-- Somebody else changed an address: Keycloak takes it over. What people change there themselves comes the other way round.
alter table identity_task add column readdress boolean not null default false;
grant update (readdress) on identity_task to countersign_app;

create function tell_of_address() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform tell_keycloak(new.agency_id, 'person', new.id);
  update identity_task t set readdress = true where t.agency_id = new.agency_id and t.kind = 'person' and t.ref = new.id;
  return null;
end $$;
create trigger tell_of_address after update of mail on person for each row
  when (new.side <> 'SERVICE' and lower(new.mail) is distinct from lower(old.mail)
        and bound_person() is distinct from new.id and not bound_job()) execute function tell_of_address();

-- ---- what Keycloak could not be told, for the operator ----------------------------------------------------------------------------
create function identity_troubles(p_slug text) returns table (failure text, tasks bigint)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  agency_before text := coalesce(current_setting('app.agency', true), '');
begin
  perform require_operator();
  perform set_config('app.agency', p_slug, true);
  return query select coalesce(t.failure, ''), count(*) from identity_task t
                where t.agency_id = p_slug and t.state = 'FAILED' group by 1 order by 1;
  perform set_config('app.agency', agency_before, true);
end $$;

create function tell_keycloak_again(p_slug text) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  agency_before text := coalesce(current_setting('app.agency', true), '');
begin
  perform require_operator();
  perform set_config('app.agency', p_slug, true);
  update identity_task t set state = 'WAITING', attempts = 0, next_at = db_now(), failure = null
   where t.agency_id = p_slug and t.state = 'FAILED';
  perform set_config('app.agency', agency_before, true);
  perform note_in(p_slug, 'identity.told_again', 'agency', p_slug, 'by', 'operator');
end $$;
revoke all on function identity_troubles(text), tell_keycloak_again(text) from public;
grant execute on function identity_troubles(text), tell_keycloak_again(text) to countersign_app;

-- ---- after a suspension --------------------------------------------------------------------------------------------------------
-- What fell due while the agency rested, and what the gate stopped on its way, waits for a person: its moment has passed, and
-- nobody of the agency could look at it. Done with the change of state, so that no dispatcher comes first.
create function hold_missed(p_agency text) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  agency_before text := coalesce(current_setting('app.agency', true), '');
  person_before text := coalesce(current_setting('app.person', true), '');
begin
  set constraints all immediate;
  set constraints all deferred;
  perform set_config('app.agency', p_agency, true), set_config('app.person', 'job:operator', true);
  update publication x set state = 'HELD', failure = 'missed', retry_at = null, version = x.version + 1
   where x.agency_id = p_agency and x.window_to > db_now() and x.due_at <= db_now()
     and (x.state = 'SCHEDULED' or (x.state = 'HELD' and x.failure = 'held' and not publication_held(x.agency_id, x.id)));
  set constraints all immediate;
  set constraints all deferred;
  perform set_config('app.agency', agency_before, true), set_config('app.person', person_before, true);
end $$;
revoke all on function hold_missed(text) from public;

create or replace function set_agency_state(p_slug text, p_state text) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  allowed constant jsonb := '{"PROVISIONING": ["ACTIVE", "SUSPENDED"], "ACTIVE": ["SUSPENDED"], "SUSPENDED": ["ACTIVE", "OFFBOARDED"]}';
  present text;
begin
  perform require_operator();
  perform pg_advisory_xact_lock(scope_lock_key(p_slug, 'AGENCY', p_slug));
  present := agency_state(p_slug);
  if present = p_state then return; end if;
  if p_slug = 'operator' or present is null or not coalesce(allowed -> present ? p_state, false) then
    perform refuse('operator.refused.state');
  end if;
  update agency_host set state = p_state where agency_id = p_slug and state <> 'MOVED';
  if p_state <> 'ACTIVE' then perform revoke_agency(p_slug); end if;
  if present = 'SUSPENDED' and p_state = 'ACTIVE' then perform hold_missed(p_slug); end if;
  perform note('agency.' || lower(p_state), 'agency', p_slug, 'from', present);
  perform note_in(p_slug, 'agency.' || lower(p_state), 'agency', p_slug, 'from', present);
end $$;

-- ---- the operator's developer apps ------------------------------------------------------------------------------------------------
-- Numbers of channels that go out through an app, whosever they are.
create function operator_app_use() returns table (app_id uuid, agencies bigint, channels bigint)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  agency_before text := coalesce(current_setting('app.agency', true), '');
  a    text;
  seen jsonb := '{}';
  r    record;
begin
  perform require_operator();
  for a in select distinct h.agency_id from agency_host h loop
    perform set_config('app.agency', a, true);
    for r in select c.app_id as id, count(*) as n from channel c
              where c.agency_id = a and c.app_agency = 'operator' and c.app_id is not null group by 1 loop
      seen := jsonb_set(seen, array[r.id::text], jsonb_build_array(
        coalesce((seen -> r.id::text ->> 0)::bigint, 0) + 1, coalesce((seen -> r.id::text ->> 1)::bigint, 0) + r.n));
    end loop;
  end loop;
  perform set_config('app.agency', agency_before, true);
  return query select e.key::uuid, (e.value ->> 0)::bigint, (e.value ->> 1)::bigint from jsonb_each(seen) e;
end $$;

-- Out of use: no channel of any agency chooses it any more, and its secret is forgotten.
create function retire_operator_app(p_app uuid, p_version bigint) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  a text;
begin
  perform require_operator();
  perform set_config('app.agency', 'operator', true);
  update network_app x set retired_at = db_now(), secret = null, version = x.version + 1
   where x.agency_id = 'operator' and x.id = p_app and x.version = p_version and x.retired_at is null;
  if not found then return false; end if;
  perform note('network_app.retired', 'network_app', p_app::text);
  delete from budget_limit l where l.counted_by = 'APP' and l.subject = p_app::text;
  set constraints all immediate;
  set constraints all deferred;
  for a in select distinct h.agency_id from agency_host h loop
    perform set_config('app.agency', a, true);
    update channel c set app_id = null, app_agency = null, version = c.version + 1
     where c.agency_id = a and c.app_agency = 'operator' and c.app_id = p_app;
    set constraints all immediate;
    set constraints all deferred;
  end loop;
  perform set_config('app.agency', 'operator', true);
  return true;
end $$;

-- What an app may use in a window and has used of it; the operator's own number wins over the network's.
create function operator_app_budgets(p_app uuid)
  returns table (window_seconds int, points int, own boolean, used bigint)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  perform require_operator();
  return query
    select l.window_seconds, l.points, l.subject <> '',
           coalesce((select sum(b.used) from app_budget b
                      where b.counted_for = l.network || ':app:' || p_app and b.window_seconds = l.window_seconds
                        and b.slice + make_interval(secs => l.window_seconds / 12.0) > db_now() - make_interval(secs => l.window_seconds)), 0)
      from (select distinct on (x.window_seconds) x.* from budget_limit x
              join network_app a on a.agency_id = 'operator' and a.id = p_app and a.network = x.network
             where x.counted_by = 'APP' and x.subject in ('', p_app::text)
             order by x.window_seconds, x.subject desc) l
     order by 1;
end $$;

-- Sets what an app may use in a window; without a number the network's own counts again.
create function set_operator_app_budget(p_app uuid, p_window int, p_points int) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  the_network text;
begin
  perform require_operator();
  select a.network into the_network from network_app a where a.agency_id = 'operator' and a.id = p_app and a.retired_at is null;
  if the_network is null then perform refuse('network_app.refused.gone'); end if;
  if p_points is null then
    delete from budget_limit l where l.network = the_network and l.counted_by = 'APP' and l.subject = p_app::text
       and l.window_seconds = p_window;
  else
    insert into budget_limit (network, counted_by, subject, window_seconds, points, source, noted_on)
    values (the_network, 'APP', p_app::text, p_window, p_points, 'the operator', db_now()::date)
    on conflict (network, counted_by, subject, window_seconds) do update
      set points = excluded.points, source = excluded.source, noted_on = excluded.noted_on;
  end if;
  perform note('network_app.budget_set', 'network_app', p_app::text, 'window', p_window::text, 'points', p_points::text);
end $$;
revoke all on function operator_app_use(), retire_operator_app(uuid, bigint), operator_app_budgets(uuid),
  set_operator_app_budget(uuid, int, int) from public;
grant execute on function operator_app_use(), retire_operator_app(uuid, bigint), operator_app_budgets(uuid),
  set_operator_app_budget(uuid, int, int) to countersign_app;
