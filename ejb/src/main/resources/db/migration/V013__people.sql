-- Floor 3. Clients, people and who may change what of them (ADR 0012).
-- The application asks politely; these triggers hold whatever it asks, so that neither a page nor direct SQL makes the
-- agency sign as its client.

-- An entry without detail.
create function note(p_action text, p_type text, p_id text) returns void
  language sql security definer set search_path = public, pg_temp as $$
  select note(p_action, p_type, p_id, variadic '{}'::text[])
$$;
revoke all on function note(text, text, text) from public;

-- ---- questions the triggers ask ------------------------------------------------------------------------------------
-- Whether the bound person is staff of the agency with one of these roles, now.
create function bound_staff(variadic names text[]) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from person p where p.agency_id = bound_agency() and p.id = bound_person()
                    and p.side = 'AGENCY' and person_open(p) and p.roles && names)
$$;

create function bound_owns(p_client uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select holds_mandate(bound_agency(), p_client, bound_person(), 'OWNER')
$$;
revoke all on function bound_staff(text[]), bound_owns(uuid) from public;

-- ---- invitations: a person in the books who has not signed in yet ----------------------------------------------------
create table invitation (
  agency_id  text        not null default bound_agency(),
  id         uuid        not null,
  person_id  text        not null,
  language   text        not null check (language in ('en', 'de')),
  invited_by text        not null default bound_person(),
  invited_at timestamptz not null default db_now(),
  sent_at    timestamptz,
  sends      int         not null default 0,
  state      text        not null default 'OPEN' check (state in ('OPEN', 'ACCEPTED', 'REVOKED')),
  settled_at timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, person_id) references person
);
create unique index invitation_open_uk on invitation (agency_id, person_id) where state = 'OPEN';
call tenant_table('invitation');
grant select, insert on invitation to countersign_app;
grant update (sent_at, sends, state) on invitation to countersign_app;
call reach_policy('invitation', $$ exists (select from person p where p.agency_id = invitation.agency_id and p.id = invitation.person_id) $$, false);

create function has_joined(p_agency text, p_person text) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select not exists (select from invitation i where i.agency_id = p_agency and i.person_id = p_person and i.state = 'OPEN')
$$;
revoke all on function has_joined(text, text) from public;

-- ---- people ------------------------------------------------------------------------------------------------------------
alter table person add column version bigint not null default 1;
create unique index person_mail_uk on person (agency_id, lower(mail)) where mail <> '';

-- True for an owner of every client that the person belongs to now.
create function bound_answers_for(p_person text) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select bound_person() <> p_person
     and exists (select from mandate m where m.agency_id = bound_agency() and m.person_id = p_person and bound_owns(m.client_id))
     and not exists (select from mandate m where m.agency_id = bound_agency() and m.person_id = p_person
                        and m.ended_at is null and not bound_owns(m.client_id))
$$;
create function bound_owns_any() returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from mandate m where m.agency_id = bound_agency() and m.person_id = bound_person()
                    and m.kind = 'OWNER' and bound_owns(m.client_id))
$$;
-- Who keeps the agency in somebody's hands: an owner without an end who has been here.
create function stays_owner(p person) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.side = 'AGENCY' and p.active and p.access_until is null and 'agency_owner' = any (p.roles)
     and has_joined(p.agency_id, p.id)
$$;
revoke all on function bound_answers_for(text), bound_owns_any(), stays_owner(person) from public;

create function check_person() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  -- a service account has a gate of its own, whose trigger writes its person
  job      boolean := bound_job() or new.side = 'SERVICE' and pg_trigger_depth() > 1;
  by_owner boolean := bound_staff('agency_owner');
  self     boolean := bound_person() = new.id;
begin
  new.roles := case new.side when 'CLIENT' then '{}'::text[] when 'VENDOR' then '{vendor}' else new.roles end;
  if new.side = 'AGENCY' and not new.roles <@ array['agency_owner', 'account_manager', 'strategist', 'creator', 'analyst', 'compliance', 'operator']
     or new.side = 'AGENCY' and not job and 'operator' = any (new.roles) then
    perform refuse('person.refused.roles');
  end if;
  if new.access_until <= coalesce(new.access_from, '-infinity') then perform refuse('person.refused.dates'); end if;
  if tg_op = 'INSERT' then
    new.version := 1;
    if not (job or by_owner or (new.side = 'CLIENT' and (bound_staff('account_manager') or bound_owns_any()))
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
    if (new.roles, new.all_clients, new.access_from, new.access_until, new.active, new.vendor_id)
       is distinct from (old.roles, old.all_clients, old.access_from, old.access_until, old.active, old.vendor_id) then
      if not (job or by_owner or (new.side = 'OPERATOR' and bound_side() = 'OPERATOR')) then
        perform refuse('person.refused.not_agency_owner');
      end if;
      if self then perform refuse('person.refused.self'); end if;
    end if;
    if (new.name, new.mail) is distinct from (old.name, old.mail) and not (job or self or by_owner) then
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
create trigger check_person before insert or update on person for each row execute function check_person();

create function check_invitation() returns trigger
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
               or (who.side = 'CLIENT' and (bound_staff('account_manager') or bound_owns_any()))) then
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
create trigger check_invitation before insert or update on invitation for each row execute function check_invitation();

-- Who works for which client is the agency owner's to say; a client's own people never do.
create function check_client_staff() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not (bound_job() or bound_staff('agency_owner')) then perform refuse('person.refused.not_agency_owner'); end if;
  if tg_op = 'INSERT' and not exists (select from person p where p.agency_id = new.agency_id and p.id = new.person_id
                                         and p.side in ('AGENCY', 'SERVICE')) then
    perform refuse('staff.refused.not_staff');
  end if;
  if new.ended_at is null and new.ends_at <= db_now() then perform refuse('staff.refused.end_passed'); end if;
  return new;
end $$;
create trigger check_client_staff before insert or update on client_staff for each row execute function check_client_staff();

create function check_wall() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not (bound_job() or bound_staff('agency_owner', 'compliance')) then perform refuse('wall.refused.not_yours'); end if;
  return new;
end $$;
create trigger check_wall before insert or update on wall for each row execute function check_wall();

-- ---- mandates: ends, suspensions, and the last owner --------------------------------------------------------------------
-- suspended_at: the person's mail address changed and no owner has confirmed it yet. void: ended before its person ever
-- came, so that a first owner whose address was wrong can be asked again at another.
alter table mandate
  add column suspended_at timestamptz,
  add column void         boolean not null default false;
grant update (ends_at) on mandate to countersign_app;

create or replace function mandate_open(m mandate) returns boolean language sql stable as $$
  select m.ended_at is null and m.suspended_at is null and (m.ends_at is null or m.ends_at > db_now())
$$;

-- Who keeps the client in its own hands.
create function stays_client_owner(m mandate) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select m.kind = 'OWNER' and mandate_open(m) and m.ends_at is null and has_joined(m.agency_id, m.person_id)
     and exists (select from person p where p.agency_id = m.agency_id and p.id = m.person_id and p.active and p.access_until is null)
$$;
revoke all on function stays_client_owner(mandate) from public;

create table mail_change (
  agency_id  text        not null default bound_agency(),
  id         uuid        not null,
  client_id  uuid        not null,
  person_id  text        not null,
  old_mail   text        not null,
  new_mail   text        not null,
  changed_by text        not null,
  changed_at timestamptz not null default db_now(),
  code_hash  bytea,
  code       text        check (code is null),
  state      text        not null default 'OPEN' check (state in ('OPEN', 'CONFIRMED', 'SUPERSEDED')),
  settled_by text,
  settled_at timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, client_id) references client,
  foreign key (agency_id, person_id) references person
);
create unique index mail_change_open_uk on mail_change (agency_id, client_id, person_id) where state = 'OPEN';
call tenant_table('mail_change');
grant select on mail_change to countersign_app;
grant update (code_hash, code, state) on mail_change to countersign_app;
call reach_policy('mail_change', 'person_id = bound_person() or client_id = any ((select reach_clients())::uuid[])');

create or replace function check_mandate() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  first_one boolean;
begin
  perform pg_advisory_xact_lock(hashtextextended(new.agency_id || new.client_id, 7));
  first_one := not exists (select from mandate m where m.agency_id = new.agency_id and m.client_id = new.client_id
                              and m.id <> new.id and not m.void);
  if tg_op = 'UPDATE' then
    if old.ended_at is not null then perform refuse('mandate.refused.ended'); end if;
    if new.suspended_at is distinct from old.suspended_at then
      return new; -- a change of mail, see below; the application has no grant on this column
    end if;
    if new.ended_at is not null then
      new.ended_at := db_now();
      new.void := not has_joined(new.agency_id, new.person_id);
    end if;
    if new.void and first_one and bound_staff('agency_owner', 'account_manager') then
      perform note('mandate.withdrawn', 'mandate', new.id::text, 'client', new.client_id::text, 'person', new.person_id, 'kind', new.kind);
      return new;
    end if;
  else
    new.appointed_by := bound_person();
    new.appointed_at := db_now();
    new.ended_at := null;
    new.suspended_at := null;
    new.void := false;
    if not exists (select from person p where p.agency_id = new.agency_id and p.id = new.person_id and p.side = 'CLIENT') then
      perform refuse('mandate.refused.not_client_person');
    end if;
    if exists (select from mail_change c where c.agency_id = new.agency_id and c.client_id = new.client_id
                  and c.person_id = new.person_id and c.state = 'OPEN') then
      perform refuse('mandate.refused.mail_unconfirmed');
    end if;
    if first_one then
      if new.kind <> 'OWNER' or new.ends_at is not null then perform refuse('mandate.refused.owner_first'); end if;
      if not (bound_job() or bound_staff('agency_owner', 'account_manager')) then perform refuse('mandate.refused.not_owner'); end if;
      perform note('mandate.given', 'mandate', new.id::text, 'client', new.client_id::text, 'person', new.person_id, 'kind', new.kind);
      return new;
    end if;
  end if;
  if not bound_owns(new.client_id) then perform refuse('mandate.refused.not_owner'); end if;
  if new.ended_at is null and new.ends_at <= db_now() then perform refuse('mandate.refused.end_passed'); end if;
  if tg_op = 'UPDATE' and stays_client_owner(old) and not stays_client_owner(new)
     and not exists (select from mandate m where m.agency_id = new.agency_id and m.client_id = new.client_id
                        and m.person_id <> new.person_id and stays_client_owner(m)) then
    perform refuse('mandate.refused.last_owner');
  end if;
  perform note(case when tg_op = 'INSERT' then 'mandate.given' when new.ended_at is null then 'mandate.end_changed' else 'mandate.ended' end,
               'mandate', new.id::text, 'client', new.client_id::text, 'person', new.person_id, 'kind', new.kind,
               'until', new.ends_at::text);
  return new;
end $$;

-- A client's person with another mail address is nobody's approver until an owner says it is still them: whoever can
-- change an address in Keycloak could otherwise receive that person's sign-in codes.
create function suspend_for_mail() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  the_client uuid;
  known text;
begin
  for the_client in select distinct m.client_id from mandate m
                     where m.agency_id = new.agency_id and m.person_id = new.id and m.ended_at is null loop
    select c.old_mail into known from mail_change c
     where c.agency_id = new.agency_id and c.client_id = the_client and c.person_id = new.id and c.state = 'OPEN';
    update mail_change c set state = 'SUPERSEDED'
     where c.agency_id = new.agency_id and c.client_id = the_client and c.person_id = new.id and c.state = 'OPEN';
    if lower(coalesce(known, old.mail)) = lower(new.mail) or (bound_person() <> new.id and bound_owns(the_client)) then
      update mandate m set suspended_at = null
       where m.agency_id = new.agency_id and m.client_id = the_client and m.person_id = new.id and m.suspended_at is not null;
    else
      insert into mail_change (agency_id, id, client_id, person_id, old_mail, new_mail, changed_by)
      values (new.agency_id, gen_random_uuid(), the_client, new.id, coalesce(known, old.mail), new.mail, bound_person());
      update mandate m set suspended_at = db_now()
       where m.agency_id = new.agency_id and m.client_id = the_client and m.person_id = new.id
         and m.ended_at is null and m.suspended_at is null;
      perform note('mandate.suspended', 'person', new.id, 'client', the_client::text);
    end if;
  end loop;
  return null;
end $$;
create trigger suspend_for_mail after update of mail on person for each row
  when (new.side = 'CLIENT' and lower(new.mail) is distinct from lower(old.mail)) execute function suspend_for_mail();

create function check_mail_change() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.state = old.state then
    if old.code_hash is not null then perform refuse('mail_change.refused.settled'); end if;
    new.code := null;
    return new;
  end if;
  if old.state <> 'OPEN' then perform refuse('mail_change.refused.settled'); end if;
  if new.state = 'SUPERSEDED' then
    if pg_trigger_depth() < 2 then perform refuse('mail_change.refused.not_owner'); end if;
  elsif bound_person() = new.person_id then
    -- the only owner confirms with what was sent to the address everybody knew
    if not exists (select from mandate m where m.agency_id = new.agency_id and m.client_id = new.client_id
                      and m.person_id = new.person_id and m.kind = 'OWNER' and m.ended_at is null)
       or exists (select from mandate m where m.agency_id = new.agency_id and m.client_id = new.client_id
                     and m.person_id <> new.person_id and stays_client_owner(m)) then
      perform refuse('mail_change.refused.not_owner');
    end if;
    if new.code is null or sha256(convert_to(new.code, 'UTF8')) is distinct from old.code_hash then
      perform refuse('mail_change.refused.code');
    end if;
  elsif not bound_owns(new.client_id) then
    perform refuse('mail_change.refused.not_owner');
  end if;
  new.code := null;
  new.settled_by := bound_person();
  new.settled_at := db_now();
  if new.state = 'CONFIRMED' then
    update mandate m set suspended_at = null
     where m.agency_id = new.agency_id and m.client_id = new.client_id and m.person_id = new.person_id and m.suspended_at is not null;
    perform note('mandate.resumed', 'person', new.person_id, 'client', new.client_id::text);
  end if;
  return new;
end $$;
create trigger check_mail_change before update on mail_change for each row execute function check_mail_change();

-- Somebody whose mandates are all suspended may still come in, as a viewer whom reach shows nothing, to read why.
create or replace function standing(p_agency text, p_person text)
  returns table (side text, roles text[], clients text[])
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.side,
         case p.side
           when 'CLIENT' then coalesce(
             (select array_agg(distinct 'client_' || lower(m.kind)) from mandate m
               where m.agency_id = p.agency_id and m.person_id = p.id and mandate_open(m)),
             (select array['client_viewer'] from mandate m
               where m.agency_id = p.agency_id and m.person_id = p.id and m.ended_at is null and m.suspended_at is not null
                 and (m.ends_at is null or m.ends_at > db_now()) limit 1),
             '{}')
           when 'VENDOR' then case when v.active then array['vendor'] else '{}' end
           else p.roles
         end,
         (select coalesce(array_agg(distinct c.alias), '{}') from mandate m
            join client c on c.agency_id = m.agency_id and c.id = m.client_id
           where m.agency_id = p.agency_id and m.person_id = p.id and m.ended_at is null
             and (m.ends_at is null or m.ends_at > db_now()))
    from person p left join vendor v on v.agency_id = p.agency_id and v.id = p.vendor_id
   where p.agency_id = p_agency and p.id = p_person and person_open(p)
$$;

-- ---- proposals: the agency may suggest people, the client's owner appoints them ------------------------------------------
create table mandate_proposal (
  agency_id   text        not null default bound_agency(),
  id          uuid        not null,
  client_id   uuid        not null,
  name        text        not null check (length(name) between 1 and 200),
  mail        text        not null check (length(mail) between 3 and 254),
  kind        text        not null check (kind in ('OWNER', 'APPROVER', 'VIEWER')),
  ends_at     timestamptz,
  proposed_by text        not null default bound_person(),
  proposed_at timestamptz not null default db_now(),
  state       text        not null default 'OPEN' check (state in ('OPEN', 'CONFIRMED', 'DECLINED', 'WITHDRAWN')),
  settled_by  text,
  settled_at  timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, client_id) references client
);
create unique index mandate_proposal_open_uk on mandate_proposal (agency_id, client_id, lower(mail), kind) where state = 'OPEN';
call tenant_table('mandate_proposal');
grant select, insert on mandate_proposal to countersign_app;
grant update (state) on mandate_proposal to countersign_app;
call client_table('mandate_proposal', 'client_id');

create function check_mandate_proposal() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    new.proposed_by := bound_person();
    new.proposed_at := db_now();
    new.state := 'OPEN';
    new.settled_by := null;
    new.settled_at := null;
    if not bound_staff('agency_owner', 'account_manager') then perform refuse('proposal.refused.not_yours'); end if;
    perform note('mandate.proposed', 'proposal', new.id::text, 'client', new.client_id::text, 'kind', new.kind);
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
  perform note('mandate.proposal_' || lower(new.state), 'proposal', new.id::text, 'client', new.client_id::text);
  return new;
end $$;
create trigger check_mandate_proposal before insert or update on mandate_proposal for each row execute function check_mandate_proposal();

-- ---- clients: mail domains, and who may make and change one ---------------------------------------------------------------
create table client_domain (
  agency_id text        not null default bound_agency(),
  client_id uuid        not null,
  domain    text        not null check (domain ~ '^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$' and length(domain) <= 253),
  added_by  text        not null default bound_person(),
  added_at  timestamptz not null default db_now(),
  primary key (agency_id, client_id, domain),
  foreign key (agency_id, client_id) references client,
  constraint client_domain_uk unique (agency_id, domain)
);
call tenant_table('client_domain');
grant select, insert, delete on client_domain to countersign_app;
call client_table('client_domain', 'client_id');

-- ---- what Keycloak must still be told -----------------------------------------------------------------------------------------
-- One row for each thing that Keycloak keeps too. The worker makes Keycloak agree with the books, whatever it finds there:
-- doing it again changes nothing. What is wanted while it works counts on, so that nothing is lost.
create table identity_task (
  agency_id  text        not null default bound_agency(),
  id         uuid        not null default gen_random_uuid(),
  kind       text        not null check (kind in ('client', 'person', 'sign_on')),
  ref        text        not null,
  wanted     bigint      not null default 1,
  done       bigint      not null default 0,
  state      text        not null default 'WAITING' check (state in ('WAITING', 'DONE', 'FAILED')),
  attempts   int         not null default 0,
  next_at    timestamptz not null default db_now(),
  failure    text,
  changed_at timestamptz not null default db_now(),
  primary key (agency_id, id),
  constraint identity_task_ref_uk unique (agency_id, kind, ref)
);
call tenant_table('identity_task');
grant select on identity_task to countersign_app;
grant update (done, state, attempts, next_at, failure) on identity_task to countersign_app;
call reach_policy('identity_task', $$ bound_job()
  or (kind <> 'person' and ref = any ((select reach_clients())::text[]))
  or (kind = 'person' and exists (select from person p where p.agency_id = identity_task.agency_id and p.id = identity_task.ref)) $$);

alter table due drop constraint due_kind_check;
alter table due add constraint due_kind_check check (kind ~ '^[a-z][a-z_]{1,30}$');

create function identity_due() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.state = 'WAITING' then
    perform set_due(new.agency_id, 'identity', new.id, new.next_at);
  else
    perform clear_due(new.agency_id, 'identity', new.id);
  end if;
  return null;
end $$;
create trigger identity_due after insert or update on identity_task for each row execute function identity_due();

-- Jobs bring Keycloak along themselves: provisioning makes realms with their people.
create function tell_keycloak(p_agency text, p_kind text, p_ref text) returns void
  language sql security definer set search_path = public, pg_temp as $$
  insert into identity_task (agency_id, kind, ref) select p_agency, p_kind, p_ref where not bound_job()
  on conflict (agency_id, kind, ref) do update
    set wanted = identity_task.wanted + 1, state = 'WAITING', attempts = 0, next_at = db_now(), failure = null, changed_at = db_now()
$$;
revoke all on function tell_keycloak(text, text, text) from public;

create function tell_of_person() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.side <> 'SERVICE' then perform tell_keycloak(new.agency_id, 'person', new.id); end if;
  return null;
end $$;
create trigger tell_of_new_person after insert on person for each row execute function tell_of_person();
create trigger tell_of_person after update on person for each row
  when (new.active <> old.active) execute function tell_of_person();

create function tell_of_mandate() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform tell_keycloak(new.agency_id, 'person', new.person_id);
  return null;
end $$;
create trigger tell_of_new_mandate after insert on mandate for each row execute function tell_of_mandate();
create trigger tell_of_mandate after update on mandate for each row
  when (new.ended_at is distinct from old.ended_at) execute function tell_of_mandate();

-- A new client is in nobody's reach before it is there.
drop policy reach on client;
call reach_policy('client', 'id = any ((select reach_clients())::uuid[])', false);

-- After, not before: the row's policy speaks first.
create function check_client() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not (bound_job() or bound_staff('agency_owner', 'account_manager')) then perform refuse('client.refused.not_yours'); end if;
  if tg_op = 'INSERT' then
    if not bound_job() and not exists (select from person p where p.agency_id = new.agency_id and p.id = bound_person() and p.all_clients) then
      perform refuse('client.refused.limited');
    end if;
    perform note('client.created', 'client', new.id::text, 'alias', new.alias, 'name', new.name);
  else
    if (new.agency_id, new.id, new.alias) is distinct from (old.agency_id, old.id, old.alias) then perform refuse('client.refused.alias'); end if;
    if new.name <> old.name then perform note('client.renamed', 'client', new.id::text, 'name', new.name); end if;
  end if;
  perform tell_keycloak(new.agency_id, 'client', new.id::text);
  return null;
end $$;
create trigger check_client after insert or update on client for each row execute function check_client();

create function check_client_domain() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  changed client_domain := coalesce(new, old);
begin
  -- an agency that is erased takes its chain along: nothing is left to note it in
  if tg_op = 'DELETE' and exists (select from erasing e where e.agency_id = old.agency_id and e.xact = pg_current_xact_id()) then
    return null;
  end if;
  if not (bound_job() or bound_staff('agency_owner', 'account_manager')) then perform refuse('client.refused.not_yours'); end if;
  perform note(case tg_op when 'INSERT' then 'client.domain_added' else 'client.domain_removed' end,
               'client', changed.client_id::text, 'domain', changed.domain);
  perform tell_keycloak(changed.agency_id, 'client', changed.client_id::text);
  return null;
end $$;
create trigger check_client_domain after insert or delete on client_domain for each row execute function check_client_domain();

-- ---- ends of access that somebody should hear of before --------------------------------------------------------------------------
create table access_end (
  agency_id text        not null,
  id        uuid        not null default gen_random_uuid(),
  kind      text        not null check (kind in ('person', 'mandate', 'client_staff')),
  ref       text        not null,
  client_id uuid,
  ends_at   timestamptz not null,
  next_at   timestamptz not null,
  primary key (agency_id, id),
  constraint access_end_ref_uk unique (agency_id, kind, ref)
);
call tenant_table('access_end');
grant select, delete on access_end to countersign_app;
grant update (next_at) on access_end to countersign_app;
call reach_policy('access_end', 'bound_job()');

create function access_end_due() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    perform clear_due(old.agency_id, 'reminder', old.id);
  else
    perform set_due(new.agency_id, 'reminder', new.id, new.next_at);
  end if;
  return null;
end $$;
create trigger access_end_due after insert or update or delete on access_end for each row execute function access_end_due();

-- From three days before the end, once a day.
create function remind_of_end(p_agency text, p_kind text, p_ref text, p_client uuid, p_end timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if p_end is null or p_end <= db_now() then
    delete from access_end e where e.agency_id = p_agency and e.kind = p_kind and e.ref = p_ref;
  else
    insert into access_end (agency_id, kind, ref, client_id, ends_at, next_at)
    values (p_agency, p_kind, p_ref, p_client, p_end, greatest(db_now(), p_end - interval '3 days'))
    on conflict (agency_id, kind, ref) do update
      set ends_at = excluded.ends_at, next_at = excluded.next_at where access_end.ends_at <> excluded.ends_at;
  end if;
end $$;
revoke all on function remind_of_end(text, text, text, uuid, timestamptz) from public;

create function remind_of_person() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform remind_of_end(new.agency_id, 'person', new.id, null, case when new.active then new.access_until end);
  return null;
end $$;
create trigger remind_of_person after insert or update on person for each row
  when (new.access_until is not null or new.version > 1) execute function remind_of_person();

create function remind_of_mandate() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform remind_of_end(new.agency_id, 'mandate', new.id::text, new.client_id, case when new.ended_at is null then new.ends_at end);
  return null;
end $$;
create trigger remind_of_mandate after insert or update on mandate for each row execute function remind_of_mandate();

create function remind_of_staff() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform remind_of_end(new.agency_id, 'client_staff', new.id::text, new.client_id, case when new.ended_at is null then new.ends_at end);
  return null;
end $$;
create trigger remind_of_staff after insert or update on client_staff for each row execute function remind_of_staff();

-- For whoever invites: an address belongs to one person of the agency, seen or not.
create function person_of_mail(p_mail text) returns table (id text, side text, active boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, p.side, p.active from person p where p.agency_id = bound_agency() and lower(p.mail) = lower(p_mail)
$$;
revoke all on function person_of_mail(text) from public;
grant execute on function person_of_mail(text) to countersign_app;

-- For mails about a client whose rows the caller may just have lost: its name, and whom its owners are reached at.
create function client_owners(p_client uuid) returns table (person_id text, mail text, language text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select distinct on (p.id) p.id, p.mail, coalesce((select i.language from invitation i where i.agency_id = p.agency_id and i.person_id = p.id
                                     order by i.invited_at desc limit 1), 'en')
    from mandate m join person p on p.agency_id = m.agency_id and p.id = m.person_id
   where m.agency_id = bound_agency() and m.client_id = p_client and m.kind = 'OWNER' and mandate_open(m) and person_open(p)
$$;
create function client_label(p_client uuid) returns text
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.name from client c where c.agency_id = bound_agency() and c.id = p_client
$$;
revoke all on function client_owners(uuid), client_label(uuid) from public;
grant execute on function client_owners(uuid), client_label(uuid) to countersign_app;

-- Whether somebody still belongs anywhere, without saying where.
create function belongs_somewhere(p_person text) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from mandate m where m.agency_id = bound_agency() and m.person_id = p_person and m.ended_at is null)
$$;
revoke all on function belongs_somewhere(text) from public;
grant execute on function belongs_somewhere(text) to countersign_app;
