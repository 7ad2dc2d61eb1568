-- Floor 3. Access to the API: programs that work for an agency, and how much an agency may ask (ADR 0015).

-- A program's account. The secret is Keycloak's and is never here; what the program may do is here and nowhere else.
-- A program never decides, lifts, appoints or administers people (G3): the list below is the last line of that.
create table service_account (
  agency_id    text        not null default bound_agency(),
  id           uuid        not null,
  name         text        not null check (length(name) between 1 and 80),
  scopes       text[]      not null check (cardinality(scopes) between 1 and 60),
  expires_at   timestamptz not null,
  created_by   text        not null default bound_person(),
  created_at   timestamptz not null default db_now(),
  keycloak_id  text,
  subject      text,
  issued_at    timestamptz,
  last_used_at timestamptz,
  revoked_by   text,
  revoked_at   timestamptz,
  version      bigint      not null default 1,
  primary key (agency_id, id),
  constraint service_account_never_decides_ck check (not scopes && array['submissions.decide', 'holds.lift'])
);
create unique index service_account_name_uk on service_account (agency_id, name) where revoked_at is null;
create unique index service_account_subject_uk on service_account (agency_id, subject);
call tenant_table('service_account');
-- Its owner reads and changes it; the adapter asks for scopes through service_scopes() and leaves the last use as a job.
call reach_policy('service_account', '(select bound_side()) = ''AGENCY''');
grant select, insert on service_account to countersign_app;
grant update (keycloak_id, subject, issued_at, last_used_at, revoked_by, revoked_at, version) on service_account to countersign_app;

create function check_service_account() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'UPDATE' and new.last_used_at is distinct from old.last_used_at and bound_job() then
    return new;
  end if;
  if not exists (select from person p where p.agency_id = new.agency_id and p.id = bound_person()
                    and p.side = 'AGENCY' and 'agency_owner' = any (p.roles) and person_open(p)) then
    perform refuse('service.refused.not_owner');
  end if;
  if tg_op = 'INSERT' then
    new.created_by := bound_person();
    new.created_at := db_now();
    if new.expires_at <= db_now() or new.expires_at > db_now() + interval '1 year' then
      perform refuse('service.refused.expiry');
    end if;
    perform note('service.created', 'service', new.id::text, 'name', new.name,
                 'scopes', array_to_string(new.scopes, ' '), 'expires', new.expires_at::text);
    return new;
  end if;
  if old.revoked_at is not null then
    if new.issued_at is distinct from old.issued_at or new.revoked_at is distinct from old.revoked_at then
      perform refuse('service.refused.revoked');
    end if;
    return new;
  end if;
  if new.revoked_at is not null then
    new.revoked_by := bound_person();
    new.revoked_at := db_now();
    update person set active = false where agency_id = new.agency_id and id = old.subject;
    perform note('service.revoked', 'service', new.id::text, 'name', new.name);
  elsif new.issued_at is distinct from old.issued_at then
    if old.expires_at <= db_now() then perform refuse('service.refused.expired'); end if;
    new.issued_at := db_now();
    if old.subject is not null and new.subject is distinct from old.subject then
      update person set active = false where agency_id = new.agency_id and id = old.subject;
    end if;
    insert into person (agency_id, id, name, mail, side, roles, access_until)
      values (new.agency_id, new.subject, new.name, '', 'SERVICE', '{}', new.expires_at)
      on conflict (agency_id, id) do update set access_until = excluded.access_until
      where person.side = 'SERVICE';
    perform note('service.secret_issued', 'service', new.id::text, 'name', new.name, 'person', new.subject);
  end if;
  return new;
end $$;
create trigger check_service_account before insert or update on service_account
  for each row execute function check_service_account();

-- What the adapter gives a program beside its standing. None: it is nobody's, or its time is over.
create function service_scopes(p_agency text, p_subject text) returns text[]
  language sql stable security definer set search_path = public, pg_temp as $$
  select s.scopes from service_account s
   where s.agency_id = p_agency and s.subject = p_subject and s.revoked_at is null and s.expires_at > db_now()
$$;
revoke all on function service_scopes(text, text) from public;
grant execute on function service_scopes(text, text) to countersign_app;

-- Whatever the application believes: a program decides nothing and lifts nothing.
create function refuse_programs() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from person p where p.agency_id = new.agency_id and p.id = bound_person() and p.side = 'SERVICE') then
    perform refuse('service.refused.person_needed');
  end if;
  return new;
end $$;
create trigger refuse_programs before insert on decision for each row execute function refuse_programs();
create trigger refuse_programs before insert on hold_lift for each row execute function refuse_programs();
create trigger refuse_programs before insert or update on mandate for each row execute function refuse_programs();

-- More or less than the installation's quota, for one agency. Set by those who run the installation.
create table api_quota (
  agency_id         text not null default bound_agency() primary key,
  agency_per_minute int  not null check (agency_per_minute between 1 and 1000000),
  caller_per_minute int  not null check (caller_per_minute between 1 and agency_per_minute)
);
call tenant_table('api_quota');
grant select on api_quota to countersign_app;
