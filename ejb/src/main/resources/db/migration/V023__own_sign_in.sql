-- Floor 3. Which actions ask for a stronger sign-in, and what a person's open sign-ins are called (ADR 0017).

-- ---- sensitive actions ---------------------------------------------------------------------------------------------
-- The least sign-in of each kind of action; no row asks for none. What belongs to a kind is the application's to know:
-- permissions lead to it (SensitiveAction).
create table action_strength (
  agency_id text        not null default bound_agency(),
  action    text        not null check (action in ('LIFT', 'PEOPLE', 'CHANNELS', 'DATA', 'PROGRAMS')),
  least     text        not null check (least in ('mail', 'password', 'otp', 'passkey')),
  set_by    text        not null default bound_person(),
  set_at    timestamptz not null default db_now(),
  primary key (agency_id, action)
);
call tenant_table('action_strength');
grant select, insert on action_strength to countersign_app;
grant update (least) on action_strength to countersign_app;

create function set_action_strength() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not bound_has_role('agency_owner') then perform refuse('actions.refused.not_owner'); end if;
  new.set_by := bound_person();
  new.set_at := db_now();
  return new;
end $$;
create trigger set_action_strength before insert or update on action_strength
  for each row execute function set_action_strength();

-- Whoever asks for a passkey has shown one, so that nobody shuts themselves out; and what a passkey guards takes a
-- passkey to open. After the row, since an upsert fires what comes before it for both its halves.
create function check_action_strength() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  before text := 'mail';
begin
  if tg_op = 'UPDATE' then before := old.least; end if;
  if strength(bound_acr()) < greatest(strength(before), strength(new.least)) then
    perform refuse('actions.refused.weak_sign_in');
  end if;
  perform note('actions.guarded', 'action', new.action, 'from', before, 'to', new.least);
  return null;
end $$;
create trigger check_action_strength after insert or update on action_strength
  for each row execute function check_action_strength();

-- ---- where somebody is signed in -------------------------------------------------------------------------------------
-- Keycloak keeps the sessions and tells no browser; its name is noted here when the session begins, and is nobody's to
-- read but its person's.
create table sign_in_place (
  agency_id  text        not null default bound_agency(),
  session_id text        not null check (length(session_id) between 1 and 100),
  person_id  text        not null default bound_person(),
  browser    text        not null check (length(browser) <= 60),
  begun_at   timestamptz not null default db_now(),
  primary key (agency_id, session_id),
  foreign key (agency_id, person_id) references person
);
create index sign_in_place_begun on sign_in_place (agency_id, begun_at);
call tenant_table('sign_in_place');
grant select, insert on sign_in_place to countersign_app;
create policy reach on sign_in_place as restrictive for all to countersign_app
  using (bound_job() or person_id = bound_person());

-- No session lasts longer than 60 days, so nothing is known of older ones. Each sign-in sweeps for its agency.
create function sweep_sign_in_places() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.person_id := bound_person();
  new.begun_at := db_now();
  delete from sign_in_place p where p.agency_id = new.agency_id and p.session_id in (
    select x.session_id from sign_in_place x
     where x.agency_id = new.agency_id and x.begun_at < db_now() - interval '61 days' limit 100);
  return new;
end $$;
create trigger sweep_sign_in_places before insert on sign_in_place
  for each row execute function sweep_sign_in_places();

insert into personal_data values
  ('action_strength', 'set_by', 'ID', 'work', 'KEEP', null, 'shows who set the sign-in that the action asks for'),
  ('sign_in_place', 'person_id', 'ID', 'sessions', 'DELETE', null, 'names the browsers of open sign-ins');
