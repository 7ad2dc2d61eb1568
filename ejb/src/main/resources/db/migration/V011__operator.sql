-- Floor 3. The operator's tenant, and how agencies come, rest, move and go (ADR 0010).
-- The tenant 'operator' is reserved: its people run the installation, and the role operator counts nowhere else. Its own
-- books list the agencies; of an agency's rows it sees nothing but two numbers.

-- ---- operators -----------------------------------------------------------------------------------------------------
set local role none; -- the migrator sees every agency's rows; forced row-level security hides them from the owner
update person set roles = array_remove(roles, 'operator') where agency_id <> 'operator' and 'operator' = any (roles);
set local role countersign_owner;
alter table person add constraint person_operator_ck
  check ((agency_id = 'operator') = (side = 'OPERATOR') and (agency_id = 'operator' or not 'operator' = any (roles)));

-- Who owns the tables works past the application: the launcher, and whoever restores.
create function works_as_owner() returns boolean language sql stable
  as $$ select pg_has_role(session_user, 'countersign_owner', 'member') $$;

create function bound_operator() returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select bound_agency() = 'operator' and exists (
    select from person p where p.agency_id = 'operator' and p.id = bound_person() and person_open(p) and 'operator' = any (p.roles))
$$;

create function require_operator() returns void
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  if not coalesce(bound_operator(), false) and not works_as_owner() then perform refuse('operator.refused.not_operator'); end if;
end $$;
revoke all on function bound_operator(), require_operator() from public;

-- The first operator needs nobody; every later one is named by an operator.
create function check_operator() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from person p where p.agency_id = 'operator' and person_open(p)) then perform require_operator(); end if;
  return new;
end $$;
create trigger check_operator before insert or update on person for each row
  when (new.agency_id = 'operator') execute function check_operator();

-- ---- where agencies are ----------------------------------------------------------------------------------------------
alter table agency_host drop constraint agency_host_state_check;
alter table agency_host add constraint agency_host_state_ck
  check (state in ('PROVISIONING', 'ACTIVE', 'SUSPENDED', 'OFFBOARDED', 'MOVED'));
create index agency_host_agency on agency_host (agency_id);

create function agency_is_active(p_agency text) returns boolean
  language sql stable set search_path = public, pg_temp as $$
  select exists (select from agency_host h where h.agency_id = p_agency and h.state = 'ACTIVE')
$$;

-- Nothing goes out from an agency that is not active, mail included.
create or replace function claim_due(p_kind text, p_max int, p_lease_seconds int)
  returns table (agency_id text, ref uuid)
  language sql volatile security definer set search_path = public, pg_temp as $$
  update due d set claimed_until = db_now() + make_interval(secs => p_lease_seconds)
  from (select x.agency_id, x.kind, x.ref from due x
        where x.kind = p_kind and x.due_at <= db_now() and (x.claimed_until is null or x.claimed_until <= db_now())
          and agency_is_active(x.agency_id)
        order by x.due_at limit least(p_max, 100) for update skip locked) c
  where d.agency_id = c.agency_id and d.kind = c.kind and d.ref = c.ref
  returning d.agency_id, d.ref
$$;

-- ... and what was claimed before the suspension committed is held at the gate: may_start asks this after the locks.
create or replace function publication_held(p_agency text, p_publication uuid) returns boolean
  language sql stable set search_path = public, pg_temp as $$
  select not agency_is_active(p_agency)
      or exists (select from publication_scopes(p_agency, p_publication) s
                   join hold h on h.agency_id = p_agency and h.scope = s.scope and h.scope_id = s.scope_id
                  where hold_is_active(p_agency, h.id))
$$;

-- ---- the operator's books ---------------------------------------------------------------------------------------------
create table provisioned_agency (
  agency_id  text        not null default bound_agency() check (agency_id = 'operator'),
  id         uuid        not null,
  slug       text        not null check (slug ~ '^[a-z][a-z0-9-]{1,40}$' and slug not in ('operator', 'master', 'media')),
  name       text        not null check (length(name) between 1 and 120),
  host       text        not null check (host = lower(host) and length(host) between 1 and 253),
  owner_id   text        not null,
  owner_name text        not null check (length(owner_name) between 1 and 200),
  owner_mail text        not null,
  legal_hold text        check (length(legal_hold) between 1 and 500),
  created_by text        not null default bound_person(),
  created_at timestamptz not null default db_now(),
  erased_at  timestamptz,
  version    bigint      not null default 1,
  primary key (agency_id, id),
  constraint provisioned_agency_slug_uk unique (agency_id, slug)
);
call tenant_table('provisioned_agency');
grant select, insert on provisioned_agency to countersign_app;
grant update (version) on provisioned_agency to countersign_app; -- to lock a row, too

-- Something to be done with an agency, in steps of which each may be repeated. One at a time for an agency.
create table agency_task (
  agency_id   text        not null default bound_agency(),
  id          uuid        not null,
  subject_id  uuid        not null,
  kind        text        not null check (kind in ('PROVISION', 'SUSPEND', 'RESUME', 'MOVE', 'EXPORT', 'ERASE')),
  state       text        not null default 'RUNNING' check (state in ('RUNNING', 'FAILED', 'DONE', 'ABANDONED')),
  detail      text        not null default '' check (length(detail) <= 300),
  ordered_by  text        not null default bound_person(),
  ordered_at  timestamptz not null default db_now(),
  finished_at timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, subject_id) references provisioned_agency
);
create unique index agency_task_open_uk on agency_task (agency_id, subject_id) where state in ('RUNNING', 'FAILED');
create index agency_task_subject on agency_task (agency_id, subject_id, ordered_at);
call tenant_table('agency_task');
grant select, insert on agency_task to countersign_app;
grant update (state, finished_at) on agency_task to countersign_app;

create table agency_step (
  agency_id  text        not null default bound_agency(),
  task_id    uuid        not null,
  position   smallint    not null check (position > 0),
  name       text        not null check (name ~ '^[A-Z_]+$'),
  state      text        not null default 'WAITING' check (state in ('WAITING', 'RUNNING', 'FAILED', 'DONE')),
  attempts   int         not null default 0,
  failure    text,
  reason     text        not null default '' check (length(reason) <= 500),
  changed_at timestamptz not null default db_now(),
  primary key (agency_id, task_id, position),
  foreign key (agency_id, task_id) references agency_task
);
call tenant_table('agency_step');
grant select, insert on agency_step to countersign_app;
grant update (state, attempts, failure, reason, changed_at) on agency_step to countersign_app;

alter table due drop constraint due_kind_check;
alter table due add constraint due_kind_check check (kind in ('publication', 'outbox', 'agency_task'));
create function agency_task_due() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.state = 'RUNNING' then
    perform set_due(new.agency_id, 'agency_task', new.id, db_now());
  else
    perform clear_due(new.agency_id, 'agency_task', new.id);
  end if;
  return null;
end $$;
create trigger agency_task_due after insert or update on agency_task for each row execute function agency_task_due();

-- A worker that needs longer says so before it begins.
create function keep_claim(p_agency text, p_kind text, p_ref uuid, p_seconds int) returns void
  language sql volatile security definer set search_path = public, pg_temp as $$
  update due set claimed_until = db_now() + make_interval(secs => p_seconds)
   where agency_id = p_agency and kind = p_kind and ref = p_ref and claimed_until is not null
$$;
revoke all on function keep_claim(text, text, uuid, int) from public;
grant execute on function keep_claim(text, text, uuid, int) to countersign_app;

-- ---- signing keys --------------------------------------------------------------------------------------------------------
-- Ed25519. The id is the key's thumbprint (RFC 7638). A retired key stays, so that what it signed can be checked.
create table agency_key (
  agency_id   text        not null default bound_agency(),
  id          text        not null check (length(id) = 43),
  public_key  bytea       not null check (octet_length(public_key) = 32),
  private_key bytea       not null,
  created_at  timestamptz not null default db_now(),
  retired_at  timestamptz,
  primary key (agency_id, id)
);
create unique index agency_key_current_uk on agency_key (agency_id) where retired_at is null;
call tenant_table('agency_key');
grant select, insert on agency_key to countersign_app;
grant update (retired_at) on agency_key to countersign_app;

create function note_agency_key() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform note('key.created', 'key', new.id, 'publicKey', encode(new.public_key, 'hex'));
  return null;
end $$;
create trigger note_agency_key after insert on agency_key for each row execute function note_agency_key();

-- ---- entries in two chains ------------------------------------------------------------------------------------------------
-- An entry in another agency's chain: linked at once, since it can only be while that agency is bound. The actor there is
-- the operator, not a person of that agency.
create function note_in(p_agency text, p_action text, p_type text, p_id text, variadic pairs text[]) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  agency_before text := coalesce(current_setting('app.agency', true), '');
  person_before text := coalesce(current_setting('app.person', true), '');
begin
  set constraints all immediate;
  set constraints all deferred;
  perform set_config('app.agency', p_agency, true), set_config('app.person', 'job:operator', true);
  perform note(p_action, p_type, p_id, variadic pairs);
  set constraints all immediate;
  set constraints all deferred;
  perform set_config('app.agency', agency_before, true), set_config('app.person', person_before, true);
end $$;
revoke all on function note_in(text, text, text, text, text[]) from public;

-- ---- coming ------------------------------------------------------------------------------------------------------------------
-- An agency's first rows. The launcher's are open at once; an operator's are opened by the last step of provisioning.
create or replace function provision_agency(p_id text, p_name text, p_host text, p_issuer text) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  agency_before text := coalesce(current_setting('app.agency', true), '');
  person_before text := coalesce(current_setting('app.person', true), '');
begin
  perform require_operator();
  if exists (select from agency_host h where h.host = lower(p_host) and h.agency_id <> p_id) then
    perform refuse('operator.refused.host_taken');
  end if;
  if not works_as_owner() and exists (select from agency_host h where h.agency_id = p_id) then
    perform refuse('operator.refused.slug_taken');
  end if;
  insert into agency_host (host, agency_id, issuer, state)
    values (lower(p_host), p_id, p_issuer, case when works_as_owner() then 'ACTIVE' else 'PROVISIONING' end)
    on conflict (host) do update set issuer = excluded.issuer;
  set constraints all immediate;
  set constraints all deferred;
  perform set_config('app.agency', p_id, true),
          set_config('app.person', case when bound_person() is null then 'job:provisioning' else 'job:operator' end, true);
  if not exists (select from agency where agency_id = p_id) then
    insert into agency (agency_id, name) values (p_id, p_name);
    insert into chain_head values
      (p_id, 'main', 0, sha256(convert_to('countersign:' || p_id || ':main', 'UTF8'))),
      (p_id, 'refusals', 0, sha256(convert_to('countersign:' || p_id || ':refusals', 'UTF8')));
    perform note('agency.provisioned', 'agency', p_id, 'name', p_name, 'host', lower(p_host));
    set constraints all immediate;
    set constraints all deferred;
  end if;
  perform set_config('app.agency', agency_before, true), set_config('app.person', person_before, true);
end $$;
grant execute on function provision_agency(text, text, text, text) to countersign_app;

-- ---- resting and moving ----------------------------------------------------------------------------------------------------------
create function agency_state(p_slug text) returns text
  language sql stable set search_path = public, pg_temp as $$
  select h.state from agency_host h where h.agency_id = p_slug and h.state <> 'MOVED' order by h.host limit 1
$$;

-- Ends every session and token of the agency that is confirmed by now.
create function revoke_agency(p_slug text) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  agency_before text := coalesce(current_setting('app.agency', true), '');
begin
  perform set_config('app.agency', p_slug, true);
  insert into revocation (agency_id, kind, ref, not_before, expires_at)
    values (p_slug, 'agency', p_slug, db_now(), db_now() + interval '61 days')
    on conflict (agency_id, kind, ref) do update set not_before = excluded.not_before, expires_at = excluded.expires_at;
  perform set_config('app.agency', agency_before, true);
end $$;
revoke all on function revoke_agency(text) from public;

-- The agency's scope is locked as for a stop: when this has committed, no request to a network starts any more.
create function set_agency_state(p_slug text, p_state text) returns void
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
  perform note('agency.' || lower(p_state), 'agency', p_slug, 'from', present);
  perform note_in(p_slug, 'agency.' || lower(p_state), 'agency', p_slug, 'from', present);
end $$;

-- The old host stays known, so that it can say where the agency went. Sessions were made for the old one: they end.
create function move_agency(p_slug text, p_host text) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  here agency_host;
begin
  perform require_operator();
  select h.* into here from agency_host h where h.agency_id = p_slug and h.state <> 'MOVED' order by h.host limit 1 for update;
  if p_slug = 'operator' or here.host is null then perform refuse('operator.refused.state'); end if;
  if here.host = lower(p_host) then return; end if;
  if exists (select from agency_host h where h.host = lower(p_host) and h.agency_id <> p_slug) then
    perform refuse('operator.refused.host_taken');
  end if;
  update agency_host set state = 'MOVED' where agency_id = p_slug;
  insert into agency_host (host, agency_id, issuer, state) values (lower(p_host), p_slug, here.issuer, here.state)
    on conflict (host) do update set state = excluded.state, issuer = excluded.issuer;
  update provisioned_agency set host = lower(p_host), version = version + 1 where slug = p_slug;
  perform revoke_agency(p_slug);
  perform note('agency.moved', 'agency', p_slug, 'from', here.host, 'to', lower(p_host));
  perform note_in(p_slug, 'agency.moved', 'agency', p_slug, 'from', here.host, 'to', lower(p_host));
end $$;
-- While a reason stands, the agency is not erased.
create function set_legal_hold(p_slug text, p_reason text) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform require_operator();
  update provisioned_agency set legal_hold = p_reason, version = version + 1
   where slug = p_slug and erased_at is null and legal_hold is distinct from p_reason;
  if not found then return; end if;
  perform note(case when p_reason is null then 'agency.legal_hold_ended' else 'agency.legal_hold_placed' end, 'agency', p_slug,
               'reason', p_reason);
  perform note_in(p_slug, case when p_reason is null then 'agency.legal_hold_ended' else 'agency.legal_hold_placed' end, 'agency',
                  p_slug, 'by', 'operator');
end $$;
revoke all on function set_agency_state(text, text), move_agency(text, text), set_legal_hold(text, text) from public;
grant execute on function set_agency_state(text, text), move_agency(text, text), set_legal_hold(text, text) to countersign_app;

-- ---- what the operator may know of an agency ------------------------------------------------------------------------------------------
create function agency_facts(p_slug text, out people bigint, out last_at timestamptz)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  agency_before text := coalesce(current_setting('app.agency', true), '');
begin
  perform require_operator();
  perform set_config('app.agency', p_slug, true);
  select count(*) into people from person p where p.agency_id = p_slug and person_open(p);
  select e.at into last_at from audit_entry e join chain_head h
      on h.agency_id = e.agency_id and h.chain = e.chain and h.sequence = e.sequence
   where e.agency_id = p_slug and e.chain = 'main';
  perform set_config('app.agency', agency_before, true);
end $$;

create index outbox_open on outbox (agency_id) where state <> 'SENT';

-- Numbers of what waits, by kind; mail that failed or is tried again is counted agency by agency.
create function installation_backlog()
  returns table (kind text, waiting bigint, overdue bigint, failing bigint, oldest timestamptz)
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  agency_before text := coalesce(current_setting('app.agency', true), '');
  a text;
  n bigint;
  bad bigint := 0;
begin
  perform require_operator();
  for a in select distinct h.agency_id from agency_host h loop
    perform set_config('app.agency', a, true);
    select count(*) into n from outbox o where o.agency_id = a and o.state <> 'SENT' and o.attempts > 0;
    bad := bad + n;
  end loop;
  perform set_config('app.agency', agency_before, true);
  return query
    select k.kind, count(d.ref) filter (where agency_is_active(d.agency_id)),
           count(d.ref) filter (where agency_is_active(d.agency_id) and d.due_at < db_now() - interval '2 minutes'),
           case k.kind when 'outbox' then bad else 0 end,
           min(d.due_at) filter (where agency_is_active(d.agency_id) and d.due_at < db_now())
      from (values ('publication'), ('outbox'), ('agency_task')) k (kind)
      left join due d on d.kind = k.kind group by k.kind;
end $$;
revoke all on function agency_facts(text), installation_backlog() from public;
grant execute on function agency_facts(text), installation_backlog() to countersign_app;

-- Rows that say nothing any more. Harmless to call, so anybody's job may.
create function sweep_revocations() returns bigint
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  agency_before text := coalesce(current_setting('app.agency', true), '');
  a text;
  n bigint;
  swept bigint := 0;
begin
  for a in select distinct h.agency_id from agency_host h loop
    perform set_config('app.agency', a, true);
    delete from revocation r where r.agency_id = a and r.expires_at < db_now();
    get diagnostics n = row_count;
    swept := swept + n;
  end loop;
  perform set_config('app.agency', agency_before, true);
  return swept;
end $$;
revoke all on function sweep_revocations() from public;
grant execute on function sweep_revocations() to countersign_app;

-- ---- going ---------------------------------------------------------------------------------------------------------------------------
-- The archive of an agency that leaves, in parts of a megabyte, until the agency is erased.
create table agency_export (
  agency_id     text        not null default bound_agency(),
  id            uuid        not null,
  subject_id    uuid        not null,
  made_at       timestamptz not null default db_now(),
  bytes         bigint      not null check (bytes > 0),
  manifest      bytea       not null check (octet_length(manifest) = 32),
  downloaded_at timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, id) references agency_task,
  foreign key (agency_id, subject_id) references provisioned_agency
);
call tenant_table('agency_export');
grant select, insert on agency_export to countersign_app;
grant update (downloaded_at) on agency_export to countersign_app;

create table agency_export_part (
  agency_id text  not null default bound_agency(),
  export_id uuid  not null,
  position  int   not null check (position > 0),
  bytes     bytea not null check (octet_length(bytes) between 1 and 1048576),
  primary key (agency_id, export_id, position),
  foreign key (agency_id, export_id) references agency_task
);
call tenant_table('agency_export_part');
grant select, insert, delete on agency_export_part to countersign_app;

-- What was erased, and the signed words that say so. They outlive the agency, and its public keys with them.
create table erasure (
  agency_id   text        not null default bound_agency(),
  id          uuid        not null,
  subject_id  uuid        not null,
  erased_at   timestamptz not null,
  rows        text        not null check (rows is json object),
  heads       text        not null check (heads is json array),
  keys        text        not null check (keys is json array),
  certificate text,
  primary key (agency_id, id),
  foreign key (agency_id, subject_id) references provisioned_agency,
  constraint erasure_subject_uk unique (agency_id, subject_id)
);
call tenant_table('erasure');
grant select on erasure to countersign_app;
grant update (certificate) on erasure to countersign_app;

create function check_certificate() returns trigger language plpgsql as $$
begin
  if old.certificate is not null or new.certificate is null then
    raise exception using errcode = 'CS002', message = 'a certificate is written once';
  end if;
  return new;
end $$;
create trigger check_certificate before update on erasure for each row execute function check_certificate();

-- While an agency is erased, and only for that transaction, its growing tables let go of its rows.
create table erasing (
  agency_id text not null primary key,
  xact      xid8 not null
);
create or replace function refuse_change() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    if exists (select from erasing e where e.agency_id = old.agency_id and e.xact = pg_current_xact_id()) then
      return old;
    end if;
  end if;
  raise exception using errcode = 'CS002', message = format('%s only grows', tg_table_name);
end $$;

create function erase_agency(p_task uuid) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  a       provisioned_agency;
  heads   text;
  keys    text;
  counts  jsonb := '{}';
  left_to text[];
  stuck   text[];
  t       text;
  n       bigint;
begin
  perform require_operator();
  select p.* into a from provisioned_agency p join agency_task k on k.agency_id = p.agency_id and k.subject_id = p.id
   where k.id = p_task and k.kind = 'ERASE' and k.state = 'RUNNING' for update of p;
  if a.id is null then perform refuse('operator.refused.state'); end if;
  if a.erased_at is not null then return; end if;
  if agency_state(a.slug) is distinct from 'OFFBOARDED' then perform refuse('operator.refused.not_offboarded'); end if;
  if a.legal_hold is not null then perform refuse('operator.refused.legal_hold'); end if;
  if not exists (select from agency_export e where e.subject_id = a.id and e.downloaded_at is not null) then
    perform refuse('operator.refused.not_downloaded');
  end if;
  set constraints all immediate;
  set constraints all deferred;
  insert into erasing values (a.slug, pg_current_xact_id());
  declare
    person_before text := coalesce(current_setting('app.person', true), '');
  begin
    perform set_config('app.agency', a.slug, true), set_config('app.person', 'job:operator', true);
    perform note('agency.erased', 'agency', a.slug, 'task', p_task::text);
    set constraints all immediate;
    set constraints all deferred;
    select json_agg(json_build_object('chain', h.chain, 'sequence', h.sequence, 'hash', encode(h.hash, 'hex')) order by h.chain)
      into heads from chain_head h where h.agency_id = a.slug;
    select coalesce(json_agg(json_build_object('kid', k.id, 'publicKey', encode(k.public_key, 'hex'),
                             'createdAt', k.created_at) order by k.created_at), '[]')
      into keys from agency_key k where k.agency_id = a.slug;
    -- by the catalogue, so that a new table is erased from the day it exists; repeated until references let go
    select array_agg(c.oid::regclass::text order by c.relname) into left_to
      from pg_class c join pg_attribute x on x.attrelid = c.oid and x.attname = 'agency_id'
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity and not c.relispartition;
    loop
      stuck := '{}';
      foreach t in array left_to loop
        begin
          execute format('delete from %s where agency_id = $1', t) using a.slug;
          get diagnostics n = row_count;
          counts := counts || jsonb_build_object(t, n);
        exception when foreign_key_violation then
          stuck := stuck || t;
        end;
      end loop;
      exit when cardinality(stuck) = 0;
      if cardinality(stuck) = cardinality(left_to) then
        raise exception 'rows of % hold each other: %', a.slug, stuck;
      end if;
      left_to := stuck;
    end loop;
    perform set_config('app.agency', 'operator', true), set_config('app.person', person_before, true);
  end;
  delete from due where agency_id = a.slug;
  delete from agency_host where agency_id = a.slug;
  delete from erasing where agency_id = a.slug;
  delete from agency_export_part p using agency_export e where p.export_id = e.id and e.subject_id = a.id;
  update provisioned_agency set erased_at = db_now(), version = version + 1 where id = a.id;
  insert into erasure (agency_id, id, subject_id, erased_at, rows, heads, keys)
    values ('operator', p_task, a.id, db_now(), counts::text, heads, keys);
  perform note('agency.erased', 'agency', a.slug, 'rows', (select sum(v::bigint)::text from jsonb_each_text(counts) x (k, v)));
end $$;
revoke all on function erase_agency(uuid) from public;
grant execute on function erase_agency(uuid) to countersign_app;
