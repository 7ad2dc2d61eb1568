-- Floors 3 and 7. What changes a client's say needs that client's owner: another workflow, its own sign-on (ADR 0012).

-- ---- a workflow that the agency suggests -----------------------------------------------------------------------------
-- The first workflow of a client without one is the agency's to make. Every other needs the owner, a stronger one too:
-- what is stronger is a judgement, and one rule is easier to trust than a comparison.
create table workflow_proposal (
  agency_id   text        not null default bound_agency(),
  id          uuid        not null,
  client_id   uuid        not null,
  name        text        not null check (length(name) between 1 and 120),
  reason      text        not null default '' check (length(reason) <= 500),
  proposed_by text        not null default bound_person(),
  proposed_at timestamptz not null default db_now(),
  state       text        not null default 'OPEN' check (state in ('OPEN', 'CONFIRMED', 'DECLINED', 'WITHDRAWN')),
  settled_by  text,
  settled_at  timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, client_id) references client
);
create unique index workflow_proposal_open_uk on workflow_proposal (agency_id, client_id) where state = 'OPEN';
call tenant_table('workflow_proposal');
grant select, insert on workflow_proposal to countersign_app;
grant update (state) on workflow_proposal to countersign_app;
call client_table('workflow_proposal', 'client_id');

create table workflow_proposal_stage (
  agency_id   text     not null default bound_agency(),
  proposal_id uuid     not null,
  position    smallint not null check (position between 1 and 9),
  name        text     not null check (length(name) between 1 and 60),
  side        text     not null check (side in ('AGENCY', 'CLIENT')),
  quorum      smallint not null check (quorum between 1 and 9),
  acr         text     not null default 'mail' check (acr in ('mail', 'password', 'otp', 'passkey')),
  primary key (agency_id, proposal_id, position),
  foreign key (agency_id, proposal_id) references workflow_proposal
);
call growing_table('workflow_proposal_stage');
call part_table('workflow_proposal_stage', 'proposal_id', 'workflow_proposal');

create function check_workflow_proposal() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    new.proposed_by := bound_person();
    new.proposed_at := db_now();
    new.state := 'OPEN';
    new.settled_by := null;
    new.settled_at := null;
    if not bound_staff('agency_owner', 'account_manager') then perform refuse('proposal.refused.not_yours'); end if;
    perform note('workflow.proposed', 'workflow', new.id::text, 'client', new.client_id::text, 'name', new.name);
    return new;
  end if;
  if old.state <> 'OPEN' or new.state = 'OPEN' then perform refuse('proposal.refused.settled'); end if;
  if new.state = 'WITHDRAWN' then
    if not bound_staff('agency_owner', 'account_manager') then perform refuse('proposal.refused.not_yours'); end if;
  elsif not bound_owns(new.client_id) then
    perform refuse('proposal.refused.not_owner');
  end if;
  new.settled_by := bound_person();
  new.settled_at := db_now();
  perform note('workflow.proposal_' || lower(new.state), 'workflow', new.id::text, 'client', new.client_id::text);
  return new;
end $$;
create trigger check_workflow_proposal before insert or update on workflow_proposal for each row execute function check_workflow_proposal();

-- What was read is what is agreed to: stages join in the transaction that made the proposal, or not at all.
create function check_workflow_proposal_stage() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from workflow_proposal w where w.agency_id = new.agency_id and w.id = new.proposal_id
                    and w.xmin = pg_current_xact_id()::xid and w.state = 'OPEN') then
    perform refuse('workflow.refused.complete');
  end if;
  return new;
end $$;
create trigger check_workflow_proposal_stage before insert on workflow_proposal_stage for each row execute function check_workflow_proposal_stage();

-- ---- a client's own sign-on ---------------------------------------------------------------------------------------------
-- Whoever sets it up decides who is signed in as that client's people; so it is the client's owner, and never the agency.
create table client_sign_on (
  agency_id      text        not null default bound_agency(),
  client_id      uuid        not null,
  issuer         text        not null check (issuer ~ '^https?://[^\s?#]+$' and length(issuer) <= 500),
  oidc_client_id text        not null check (length(oidc_client_id) between 1 and 200),
  secret         bytea       not null,
  domains        text[]      not null check (cardinality(domains) between 1 and 20),
  active         boolean     not null default true,
  set_by         text        not null default bound_person(),
  set_at         timestamptz not null default db_now(),
  version        bigint      not null default 1,
  primary key (agency_id, client_id),
  foreign key (agency_id, client_id) references client
);
call tenant_table('client_sign_on');
call sealed_column('client_sign_on', 'secret', 'client_id');
grant select, insert on client_sign_on to countersign_app;
grant update (issuer, oidc_client_id, secret, domains, active) on client_sign_on to countersign_app;
call client_table('client_sign_on', 'client_id');

create function check_client_sign_on() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  resealed boolean := tg_op = 'UPDATE' and bound_person() = 'job:reseal';
begin
  if resealed and (new.issuer, new.oidc_client_id, new.domains, new.active) is not distinct from (old.issuer, old.oidc_client_id, old.domains, old.active) then
    return new;
  end if;
  if not bound_owns(new.client_id) then perform refuse('sign_on.refused.not_owner'); end if;
  if exists (select from unnest(new.domains) d where not exists (select from client_domain c
               where c.agency_id = new.agency_id and c.client_id = new.client_id and c.domain = d)) then
    perform refuse('sign_on.refused.domain');
  end if;
  new.set_by := bound_person();
  new.set_at := db_now();
  new.version := case tg_op when 'INSERT' then 1 else old.version + 1 end;
  perform note(case when tg_op = 'INSERT' then 'sign_on.set_up' when not new.active then 'sign_on.ended' else 'sign_on.changed' end,
               'client', new.client_id::text, 'issuer', new.issuer, 'domains', array_to_string(new.domains, ' '));
  perform tell_keycloak(new.agency_id, 'sign_on', new.client_id::text);
  return new;
end $$;
create trigger check_client_sign_on before insert or update on client_sign_on for each row execute function check_client_sign_on();

insert into personal_data values
  ('workflow_proposal', 'proposed_by', 'ID', 'work', 'KEEP', null, 'shows who suggested the workflow'),
  ('workflow_proposal', 'settled_by', 'ID', 'decisions', 'KEEP', null, 'shows who agreed or declined'),
  ('client_sign_on', 'set_by', 'ID', 'decisions', 'KEEP', null, 'shows by whose word people sign in elsewhere');
