-- Floor 3. Agencies, clients, brands, channels, people and their mandates.

-- The second untenanted table: which agency answers on a host. Written by provisioning only.
create table agency_host (
  host      text primary key check (host = lower(host)),
  agency_id text not null,
  issuer    text not null,
  state     text not null default 'ACTIVE' check (state in ('ACTIVE', 'SUSPENDED'))
);
grant select on agency_host to countersign_app;

create table agency (
  agency_id  text        primary key check (agency_id ~ '^[a-z][a-z0-9-]{1,40}$'),
  name       text        not null check (length(name) between 1 and 120),
  created_at timestamptz not null default db_now()
);
call tenant_table('agency');
grant select on agency to countersign_app;

create function provision_agency(p_id text, p_name text, p_host text, p_issuer text) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_config('app.agency', p_id, true), set_config('app.person', 'job:provisioning', true);
  insert into agency_host (host, agency_id, issuer) values (lower(p_host), p_id, p_issuer)
    on conflict (host) do update set issuer = excluded.issuer where agency_host.agency_id = excluded.agency_id;
  if not exists (select from agency where agency_id = p_id) then
    insert into agency (agency_id, name) values (p_id, p_name);
    insert into chain_head values
      (p_id, 'main', 0, sha256(convert_to('countersign:' || p_id || ':main', 'UTF8'))),
      (p_id, 'refusals', 0, sha256(convert_to('countersign:' || p_id || ':refusals', 'UTF8')));
    perform note('agency.provisioned', 'agency', p_id, 'name', p_name, 'host', lower(p_host));
  end if;
end $$;
revoke all on function provision_agency(text, text, text, text) from public;
grant execute on function provision_agency(text, text, text, text) to countersign_migrator;

create table person (
  agency_id text    not null default bound_agency(),
  id        text    not null check (length(id) between 1 and 60),
  name      text    not null check (length(name) between 1 and 200),
  mail      text    not null,
  side      text    not null check (side in ('AGENCY', 'CLIENT', 'VENDOR')),
  roles     text[]  not null default '{}',
  active    boolean not null default true,
  primary key (agency_id, id)
);
call tenant_table('person');
grant select, insert, update on person to countersign_app;

create table client (
  agency_id  text        not null default bound_agency(),
  id         uuid        not null,
  alias      text        not null check (alias ~ '^[a-z0-9][a-z0-9-]{1,60}$'),
  name       text        not null check (length(name) between 1 and 120),
  created_at timestamptz not null default db_now(),
  version    bigint      not null default 1,
  primary key (agency_id, id),
  constraint client_alias_uk unique (agency_id, alias)
);
call tenant_table('client');
grant select, insert, update on client to countersign_app;

create table brand (
  agency_id  text        not null default bound_agency(),
  id         uuid        not null,
  client_id  uuid        not null,
  name       text        not null check (length(name) between 1 and 120),
  initials   text        not null check (length(initials) between 1 and 3),
  colour     smallint    not null check (colour between 1 and 8),
  zone       text        not null,
  languages  text        not null,
  created_at timestamptz not null default db_now(),
  version    bigint      not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, client_id) references client,
  constraint brand_name_uk unique (agency_id, client_id, name)
);
call tenant_table('brand');
grant select, insert, update on brand to countersign_app;

create table channel (
  agency_id     text        not null default bound_agency(),
  id            uuid        not null,
  brand_id      uuid        not null,
  network       text        not null check (network in ('bluesky')),
  handle        text        not null check (length(handle) between 1 and 253),
  account       text        not null,
  service_url   text        not null,
  public_url    text,
  credential    bytea,
  last_success  timestamptz,
  last_failure  timestamptz,
  failure       text,
  version       bigint      not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, brand_id) references brand,
  constraint channel_account_uk unique (agency_id, network, handle)
);
call tenant_table('channel');
grant select, insert, update on channel to countersign_app;

-- What a client's person may do for the client. Only that client's owners appoint (G3): the first owner is named
-- when the client has nobody yet, everyone later by an owner. A mandate ends, it is never deleted.
create table mandate (
  agency_id    text        not null default bound_agency(),
  id           uuid        not null,
  client_id    uuid        not null,
  person_id    text        not null,
  kind         text        not null check (kind in ('OWNER', 'APPROVER', 'VIEWER')),
  appointed_by text        not null default bound_person(),
  appointed_at timestamptz not null default db_now(),
  ended_at     timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, client_id) references client,
  foreign key (agency_id, person_id) references person
);
create unique index mandate_current_uk on mandate (agency_id, client_id, person_id, kind) where ended_at is null;
call tenant_table('mandate');
grant select, insert on mandate to countersign_app;
grant update (ended_at) on mandate to countersign_app;

create function holds_mandate(p_agency text, p_client uuid, p_person text, p_kind text) returns boolean
  language sql stable set search_path = public, pg_temp as $$
  select exists (select from mandate m join person p on p.agency_id = m.agency_id and p.id = m.person_id
                  where m.agency_id = p_agency and m.client_id = p_client and m.person_id = p_person
                    and m.kind = p_kind and m.ended_at is null and p.active and p.side = 'CLIENT')
$$;

create function check_mandate() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    if old.ended_at is not null then perform refuse('mandate.refused.ended'); end if;
    new.ended_at := db_now();
  else
    new.appointed_by := bound_person();
    new.appointed_at := db_now();
    new.ended_at := null;
    perform pg_advisory_xact_lock(hashtextextended(new.agency_id || new.client_id, 7));
    if not exists (select from person p where p.agency_id = new.agency_id and p.id = new.person_id and p.side = 'CLIENT') then
      perform refuse('mandate.refused.not_client_person');
    end if;
    if not exists (select from mandate m where m.agency_id = new.agency_id and m.client_id = new.client_id) then
      if new.kind <> 'OWNER' then perform refuse('mandate.refused.owner_first'); end if;
      perform note('mandate.given', 'mandate', new.id::text, 'client', new.client_id::text, 'person', new.person_id, 'kind', new.kind);
      return new;
    end if;
  end if;
  if not holds_mandate(new.agency_id, new.client_id, bound_person(), 'OWNER') then
    perform refuse('mandate.refused.not_owner');
  end if;
  perform note(case tg_op when 'INSERT' then 'mandate.given' else 'mandate.ended' end, 'mandate', new.id::text,
               'client', new.client_id::text, 'person', new.person_id, 'kind', new.kind);
  return new;
end $$;
create trigger check_mandate before insert or update on mandate for each row execute function check_mandate();

-- Ended sessions, people and agencies; read on each request (kept up to 10 s by the application).
create table revocation (
  agency_id  text        not null default bound_agency(),
  kind       text        not null check (kind in ('session', 'person', 'agency')),
  ref        text        not null,
  not_before timestamptz not null,
  expires_at timestamptz not null,
  primary key (agency_id, kind, ref)
);
call tenant_table('revocation');
grant select, insert, update on revocation to countersign_app;
