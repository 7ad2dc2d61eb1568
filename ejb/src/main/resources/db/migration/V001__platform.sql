-- Floor 1. What every other table stands on: time, the bound tenant and person, tables that only grow, the work list.
-- Run by Flyway as countersign_migrator after SET ROLE countersign_owner; the application's role owns nothing.

revoke create on schema public from public;
grant usage on schema public to countersign_app;

-- ---- time ------------------------------------------------------------------------------------------------
-- Windows, leases and holds compare this time, never a node's. Tests move it as owner; the application cannot.
create table clock_shift (
  only_row boolean  primary key default true check (only_row),
  shift    interval not null default interval '0'
);
insert into clock_shift default values;

create function db_now() returns timestamptz
  language sql volatile security definer set search_path = public, pg_temp
  as $$ select clock_timestamp() + shift from clock_shift $$;

-- ---- who is bound ------------------------------------------------------------------------------------------
-- Set once per transaction by the container's interceptor. Nothing bound means no row, never all rows.
create function bound_agency() returns text language sql stable
  as $$ select nullif(current_setting('app.agency', true), '') $$;
create function bound_person() returns text language sql stable
  as $$ select nullif(current_setting('app.person', true), '') $$;

-- ---- refusals ------------------------------------------------------------------------------------------------
-- SQLSTATE CS001: a gate said no. The message is a key of the application's bundle.
create function refuse(key text) returns void language plpgsql
  as $$ begin raise exception using errcode = 'CS001', message = key; end $$;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'CS002', message = format('%s only grows', tg_table_name);
end $$;

-- ---- how a tenant's table is made ----------------------------------------------------------------------------
create procedure tenant_table(t regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  execute format('create policy tenant on %s using (agency_id = bound_agency()) '
              || 'with check (agency_id = bound_agency())', t);
end $$;

-- A table that only grows: the application may insert and read; nobody changes a row, the owner included.
create procedure growing_table(t regclass) language plpgsql as $$
begin
  call tenant_table(t);
  execute format('grant select, insert on %s to countersign_app', t);
  execute format('create trigger only_grows before update or delete on %s for each row execute function refuse_change()', t);
  execute format('create trigger never_emptied before truncate on %s for each statement execute function refuse_change()', t);
end $$;

-- ---- work that falls due, across tenants -----------------------------------------------------------------------
-- One of the two untenanted tables (design section 5): ids and instants only, no content. Filled by triggers.
create table due (
  agency_id     text        not null,
  kind          text        not null check (kind in ('publication', 'outbox')),
  ref           uuid        not null,
  due_at        timestamptz not null,
  claimed_until timestamptz,
  primary key (agency_id, kind, ref)
);
create index due_order on due (kind, due_at);

create function set_due(p_agency text, p_kind text, p_ref uuid, p_at timestamptz) returns void
  language sql security definer set search_path = public, pg_temp as $$
  insert into due (agency_id, kind, ref, due_at) values (p_agency, p_kind, p_ref, p_at)
  on conflict (agency_id, kind, ref) do update set due_at = excluded.due_at, claimed_until = null
$$;
create function clear_due(p_agency text, p_kind text, p_ref uuid) returns void
  language sql security definer set search_path = public, pg_temp as $$
  delete from due where agency_id = p_agency and kind = p_kind and ref = p_ref
$$;
revoke all on function set_due(text, text, uuid, timestamptz), clear_due(text, text, uuid) from public;

-- Takes up to p_max entries that are due and unclaimed for p_lease_seconds; a dead claimer's come back by themselves.
create function claim_due(p_kind text, p_max int, p_lease_seconds int)
  returns table (agency_id text, ref uuid)
  language sql volatile security definer set search_path = public, pg_temp as $$
  update due d set claimed_until = db_now() + make_interval(secs => p_lease_seconds)
  from (select x.agency_id, x.kind, x.ref from due x
        where x.kind = p_kind and x.due_at <= db_now() and (x.claimed_until is null or x.claimed_until <= db_now())
        order by x.due_at limit least(p_max, 100) for update skip locked) c
  where d.agency_id = c.agency_id and d.kind = c.kind and d.ref = c.ref
  returning d.agency_id, d.ref
$$;
revoke all on function claim_due(text, int, int) from public;
grant execute on function claim_due(text, int, int) to countersign_app;

-- ---- outbox: mail (later push, webhooks), written in the transaction that causes it --------------------------------
create table outbox (
  agency_id  text        not null default bound_agency(),
  id         uuid        not null,
  kind       text        not null check (kind in ('mail')),
  payload    text        not null,
  created_at timestamptz not null default db_now(),
  next_at    timestamptz not null default db_now(),
  attempts   int         not null default 0,
  state      text        not null default 'WAITING' check (state in ('WAITING', 'SENT', 'FAILED')),
  failure    text,
  primary key (agency_id, id)
);
call tenant_table('outbox');
grant select, insert on outbox to countersign_app;
grant update (next_at, attempts, state, failure) on outbox to countersign_app;

create function outbox_due() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.state = 'WAITING' then
    perform set_due(new.agency_id, 'outbox', new.id, new.next_at);
  else
    perform clear_due(new.agency_id, 'outbox', new.id);
  end if;
  return null;
end $$;
create trigger outbox_due after insert or update on outbox for each row execute function outbox_due();

-- ---- answers kept for repeated API requests (Idempotency-Key) ------------------------------------------------------
create table idempotent_request (
  agency_id      text        not null default bound_agency(),
  person_id      text        not null,
  key            text        not null check (length(key) between 1 and 200),
  request_digest bytea       not null check (octet_length(request_digest) = 32),
  status         int         not null,
  location       text,
  etag           text,
  body           text,
  created_at     timestamptz not null default db_now(),
  primary key (agency_id, person_id, key)
);
call tenant_table('idempotent_request');
grant select, insert, update, delete on idempotent_request to countersign_app;
