-- Floor 3. Who may see what: standing, reach and walls (ADR 0009).
-- Keycloak says who somebody is; these tables say what they may do. Both questions are answered from rows, on each
-- request, so a change here counts at once, whatever an older token or session says.

-- ---- people: since when, until when, for which clients ---------------------------------------------------------
alter table person drop constraint person_side_check;
alter table person add constraint person_side_ck check (side in ('AGENCY', 'CLIENT', 'VENDOR', 'OPERATOR', 'SERVICE'));
alter table person
  add column all_clients  boolean not null default true,
  add column access_from  timestamptz,
  add column access_until timestamptz,
  add column vendor_id    uuid,
  add constraint person_vendor_ck check ((side = 'VENDOR') or vendor_id is null);

alter table mandate add column ends_at timestamptz;

create function person_open(p person) returns boolean language sql stable as $$
  select p.active and (p.access_from is null or p.access_from <= db_now())
                  and (p.access_until is null or p.access_until > db_now())
$$;

create function mandate_open(m mandate) returns boolean language sql stable as $$
  select m.ended_at is null and (m.ends_at is null or m.ends_at > db_now())
$$;

create or replace function holds_mandate(p_agency text, p_client uuid, p_person text, p_kind text) returns boolean
  language sql stable set search_path = public, pg_temp as $$
  select exists (select from mandate m join person p on p.agency_id = m.agency_id and p.id = m.person_id
                  where m.agency_id = p_agency and m.client_id = p_client and m.person_id = p_person
                    and m.kind = p_kind and mandate_open(m) and person_open(p) and p.side = 'CLIENT')
$$;

-- Staff who work for named clients only. An assignment ends, it is never deleted.
create table client_staff (
  agency_id   text        not null default bound_agency(),
  id          uuid        not null,
  client_id   uuid        not null,
  person_id   text        not null,
  assigned_by text        not null default bound_person(),
  assigned_at timestamptz not null default db_now(),
  ends_at     timestamptz,
  ended_at    timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, client_id) references client,
  foreign key (agency_id, person_id) references person
);
create unique index client_staff_current_uk on client_staff (agency_id, client_id, person_id) where ended_at is null;
create index client_staff_person on client_staff (agency_id, person_id) where ended_at is null;
call tenant_table('client_staff');
grant select, insert on client_staff to countersign_app;
grant update (ends_at, ended_at) on client_staff to countersign_app;

-- Two rival clients of one agency. Nobody works for both; people for all clients see neither unless they are assigned
-- to one. Agency owners and compliance stand above the walls: they answer for both sides.
create table wall (
  agency_id text        not null default bound_agency(),
  id        uuid        not null,
  client_a  uuid        not null,
  client_b  uuid        not null,
  reason    text        not null default '' check (length(reason) <= 500),
  built_by  text        not null default bound_person(),
  built_at  timestamptz not null default db_now(),
  ended_by  text,
  ended_at  timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, client_a) references client,
  foreign key (agency_id, client_b) references client,
  constraint wall_order_ck check (client_a < client_b)
);
create unique index wall_current_uk on wall (agency_id, client_a, client_b) where ended_at is null;
call tenant_table('wall');
grant select, insert on wall to countersign_app;
grant update (ended_by, ended_at) on wall to countersign_app;

-- ---- vendors and their assignments -------------------------------------------------------------------------------
create table vendor (
  agency_id  text        not null default bound_agency(),
  id         uuid        not null,
  name       text        not null check (length(name) between 1 and 120),
  active     boolean     not null default true,
  created_at timestamptz not null default db_now(),
  version    bigint      not null default 1,
  primary key (agency_id, id),
  constraint vendor_name_uk unique (agency_id, name)
);
call tenant_table('vendor');
grant select, insert, update on vendor to countersign_app;
alter table person add foreign key (agency_id, vendor_id) references vendor;

-- A vendor's work order for a brand, or for one campaign of it. Open between its two instants once it is approved.
create table assignment (
  agency_id   text        not null default bound_agency(),
  id          uuid        not null,
  vendor_id   uuid        not null,
  brand_id    uuid        not null,
  campaign_id uuid,
  state       text        not null check (state in ('DRAFT', 'PROPOSED', 'APPROVED', 'DECLINED', 'ENDED')),
  starts_at   timestamptz not null,
  ends_at     timestamptz not null,
  created_by  text        not null default bound_person(),
  created_at  timestamptz not null default db_now(),
  version     bigint      not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, vendor_id) references vendor,
  foreign key (agency_id, brand_id) references brand,
  foreign key (agency_id, campaign_id) references campaign,
  constraint assignment_times_ck check (ends_at > starts_at)
);
create index assignment_vendor on assignment (agency_id, vendor_id);
create index assignment_brand on assignment (agency_id, brand_id);
call tenant_table('assignment');
grant select, insert, update on assignment to countersign_app;

create function assignment_open(a assignment) returns boolean language sql stable as $$
  select a.state = 'APPROVED' and a.starts_at <= db_now() and a.ends_at > db_now()
$$;

-- ---- standing: what the adapter asks before it lets a request in --------------------------------------------------
-- No row: nobody of ours. Roles of a client's person follow from the mandates and from nothing else.
create function standing(p_agency text, p_person text)
  returns table (side text, roles text[], clients text[])
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.side,
         case p.side
           when 'CLIENT' then (select coalesce(array_agg(distinct 'client_' || lower(m.kind)), '{}') from mandate m
                                where m.agency_id = p.agency_id and m.person_id = p.id and mandate_open(m))
           when 'VENDOR' then case when v.active then array['vendor'] else '{}' end
           else p.roles
         end,
         (select coalesce(array_agg(distinct c.alias), '{}') from mandate m
            join client c on c.agency_id = m.agency_id and c.id = m.client_id
           where m.agency_id = p.agency_id and m.person_id = p.id and mandate_open(m))
    from person p left join vendor v on v.agency_id = p.agency_id and v.id = p.vendor_id
   where p.agency_id = p_agency and p.id = p_person and person_open(p)
$$;
revoke all on function standing(text, text) from public;
grant execute on function standing(text, text) to countersign_app;

-- ---- reach: which rows the bound person sees -------------------------------------------------------------------------
create function bound_job() returns boolean language sql stable
  as $$ select coalesce(bound_person() like 'job:%', false) $$;

create function bound_side() returns text
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.side from person p where p.agency_id = bound_agency() and p.id = bound_person() and person_open(p)
$$;

create function bound_vendor() returns uuid
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.vendor_id from person p where p.agency_id = bound_agency() and p.id = bound_person() and p.side = 'VENDOR'
$$;

create function above_walls(p person) returns boolean language sql immutable
  as $$ select p.side = 'AGENCY' and p.roles && array['agency_owner', 'compliance'] $$;

-- The usual case, answered once a statement: no row of the agency is out of reach.
create function reaches_all() returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select bound_job() or exists (
    select from person p
     where p.agency_id = bound_agency() and p.id = bound_person() and person_open(p)
       and p.side in ('AGENCY', 'SERVICE') and p.all_clients
       and (above_walls(p) or not exists (select from wall w where w.agency_id = p.agency_id and w.ended_at is null)))
$$;

create function reach_clients() returns uuid[]
  language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct x.client_id), '{}') from (
    select c.id as client_id
      from person p
      join client c on c.agency_id = p.agency_id
       and (above_walls(p) or not exists (select from wall w where w.agency_id = c.agency_id and w.ended_at is null
                                           and c.id in (w.client_a, w.client_b)))
     where p.agency_id = bound_agency() and p.id = bound_person() and person_open(p)
       and p.side in ('AGENCY', 'SERVICE') and p.all_clients
    union all
    select s.client_id
      from client_staff s join person p on p.agency_id = s.agency_id and p.id = s.person_id
     where s.agency_id = bound_agency() and s.person_id = bound_person() and s.ended_at is null
       and (s.ends_at is null or s.ends_at > db_now()) and person_open(p) and p.side in ('AGENCY', 'SERVICE')
    union all
    select m.client_id
      from mandate m join person p on p.agency_id = m.agency_id and p.id = m.person_id
     where m.agency_id = bound_agency() and m.person_id = bound_person() and mandate_open(m)
       and person_open(p) and p.side = 'CLIENT'
    union all
    select b.client_id
      from assignment a
      join brand b on b.agency_id = a.agency_id and b.id = a.brand_id
      join person p on p.agency_id = a.agency_id and p.vendor_id = a.vendor_id
      join vendor v on v.agency_id = a.agency_id and v.id = a.vendor_id and v.active
     where a.agency_id = bound_agency() and p.id = bound_person() and person_open(p) and p.side = 'VENDOR'
       and assignment_open(a)) x
$$;

-- Brands and campaigns of the bound vendor's open assignments; a campaign of null opens the whole brand.
create function reach_assigned(p_brand uuid, p_campaign uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from assignment a
                  where a.agency_id = bound_agency() and a.vendor_id = bound_vendor() and a.brand_id = p_brand
                    and (p_campaign is null or a.campaign_id is null or a.campaign_id = p_campaign) and assignment_open(a))
$$;

create function is_colleague(p_person text) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from person p where p.agency_id = bound_agency() and p.id = p_person and p.vendor_id = bound_vendor())
$$;

-- A client's people see a post from its first submission on.
create function was_submitted(p_post uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from submission s where s.agency_id = bound_agency() and s.post_id = p_post)
$$;

grant execute on function bound_side(), bound_vendor(), reaches_all(), reach_clients(), reach_assigned(uuid, uuid),
  is_colleague(text), was_submitted(uuid) to countersign_app;

-- Policies of reach are restrictive and bind the application's role; the owner's checks and functions see the agency whole.
create procedure reach_policy(t regclass, condition text, checked boolean default true) language plpgsql as $$
begin
  execute format('create policy reach on %s as restrictive for all to countersign_app using ((select reaches_all()) or (%s))', t, condition)
       || case when checked then '' else ' with check (true)' end;
end $$;

create procedure client_table(t regclass, client_column name) language plpgsql as $$
begin
  call reach_policy(t, format('%I = any ((select reach_clients())::uuid[])', client_column));
end $$;

-- A row that belongs to a visible row of another table: reach is inherited, however long the way to the client is.
create procedure part_table(t regclass, part_column name, parent regclass) language plpgsql as $$
begin
  call reach_policy(t, format('exists (select from %1$s parent where parent.agency_id = %2$s.agency_id and parent.id = %2$s.%3$I)',
                              parent, t, part_column));
end $$;

create procedure brand_table(t regclass, brand_column name) language plpgsql as $$
begin
  call part_table(t, brand_column, 'brand');
end $$;

create function sees_scope(p_agency text, p_scope text, p_id text) returns boolean language sql stable as $$
  select case
    when p_scope = 'AGENCY' then p_id = p_agency
    when p_id !~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then false
    when p_scope = 'CLIENT'   then exists (select from client c where c.agency_id = p_agency and c.id = p_id::uuid)
    when p_scope = 'BRAND'    then exists (select from brand b where b.agency_id = p_agency and b.id = p_id::uuid)
    when p_scope = 'CAMPAIGN' then exists (select from campaign k where k.agency_id = p_agency and k.id = p_id::uuid)
    when p_scope = 'CHANNEL'  then exists (select from channel n where n.agency_id = p_agency and n.id = p_id::uuid)
    else false end
$$;

call client_table('client', 'id');
call reach_policy('brand', 'client_id = any ((select reach_clients())::uuid[])
  and ((select bound_vendor()) is null or reach_assigned(id, null))');
call brand_table('channel', 'brand_id');
call client_table('mandate', 'client_id');
call client_table('client_staff', 'client_id');
call reach_policy('wall', 'client_a = any ((select reach_clients())::uuid[]) and client_b = any ((select reach_clients())::uuid[])');
-- Who may be written is the triggers' question; a new person has no mandate yet by which they could be seen.
call reach_policy('person', $$ id = bound_person() or side in ('AGENCY', 'SERVICE')
  or (side = 'VENDOR' and ((select bound_side()) = 'AGENCY' or vendor_id = (select bound_vendor())
      or exists (select from assignment a where a.agency_id = person.agency_id and a.vendor_id = person.vendor_id)))
  or (side = 'CLIENT' and exists (select from mandate m where m.agency_id = person.agency_id and m.person_id = person.id)) $$, false);
call reach_policy('vendor', $$ (select bound_side()) = 'AGENCY' or id = (select bound_vendor())
  or exists (select from assignment a where a.agency_id = vendor.agency_id and a.vendor_id = vendor.id) $$);
call reach_policy('assignment', $$ exists (select from brand b where b.agency_id = assignment.agency_id and b.id = assignment.brand_id)
  and ((select bound_vendor()) is null or vendor_id = (select bound_vendor())) $$);

call reach_policy('safety_rule', 'sees_scope(agency_id, scope, scope_id)');
call part_table('screening', 'channel_id', 'channel');
call reach_policy('hold', 'sees_scope(agency_id, scope, scope_id)');
call part_table('hold_lift', 'hold_id', 'hold');

call reach_policy('campaign', $$ exists (select from brand b where b.agency_id = campaign.agency_id and b.id = campaign.brand_id)
  and ((select bound_vendor()) is null or reach_assigned(brand_id, id)) $$);

call reach_policy('asset', $$ client_id = any ((select reach_clients())::uuid[])
  and ((select bound_vendor()) is null or is_colleague(uploaded_by)) $$);
call reach_policy('post', $$ exists (select from campaign k where k.agency_id = post.agency_id and k.id = post.campaign_id)
  and ((select bound_vendor()) is null or is_colleague(created_by))
  and ((select bound_side()) <> 'CLIENT' or was_submitted(id)) $$);
call part_table('revision', 'post_id', 'post');
call part_table('variant', 'revision_id', 'revision');
call part_table('variant_asset', 'variant_id', 'variant');

call client_table('workflow', 'client_id');
call part_table('workflow_stage', 'workflow_id', 'workflow');
call part_table('submission', 'post_id', 'post');
call part_table('submission_stage', 'submission_id', 'submission');
call part_table('decision', 'submission_id', 'submission');
call part_table('decision_variant', 'decision_id', 'decision');
call part_table('publication', 'post_id', 'post');

-- The chain is read whole or not at all: its entries name things of every client. Who does not reach everything reads
-- their own entries.
create policy reach on audit_entry as restrictive for all to countersign_app
  using ((select reaches_all()) or actor = bound_person());
-- Mail and kept answers are nobody else's to read.
create policy reach_read on outbox as restrictive for select to countersign_app using (bound_job());
create policy reach on idempotent_request as restrictive for all to countersign_app using (bound_job() or person_id = bound_person());

-- ---- walls and time limits hold for what people do, too ----------------------------------------------------------------
-- Nobody is assigned to both sides of a wall. The lock keeps a new wall and a new assignment from missing each other.
create function check_walls() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(new.agency_id || '/walls', 9));
  if exists (
    select from wall w
      join client_staff a on a.agency_id = w.agency_id and a.client_id = w.client_a and a.ended_at is null
      join client_staff b on b.agency_id = w.agency_id and b.client_id = w.client_b and b.ended_at is null
                         and b.person_id = a.person_id
      join person p on p.agency_id = a.agency_id and p.id = a.person_id
     where w.agency_id = new.agency_id and w.ended_at is null and not above_walls(p)
       and (a.ends_at is null or a.ends_at > db_now()) and (b.ends_at is null or b.ends_at > db_now())) then
    perform refuse('wall.refused.shared_staff');
  end if;
  return null;
end $$;
create trigger check_walls after insert or update on client_staff for each row execute function check_walls();
create trigger check_walls after insert on wall for each row execute function check_walls();

create function note_wall() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform note('wall.built', 'wall', new.id::text, 'clientA', new.client_a::text, 'clientB', new.client_b::text, 'reason', new.reason);
  else
    if old.ended_at is not null then perform refuse('wall.refused.ended'); end if;
    new.ended_by := bound_person();
    new.ended_at := db_now();
    perform note('wall.ended', 'wall', new.id::text);
  end if;
  return new;
end $$;
create trigger note_wall before insert or update on wall for each row execute function note_wall();

create function note_client_staff() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform note('staff.assigned', 'person', new.person_id, 'client', new.client_id::text);
  elsif old.ended_at is not null then
    perform refuse('staff.refused.ended');
  else
    perform note(case when new.ended_at is null then 'staff.assignment_changed' else 'staff.unassigned' end,
                 'person', new.person_id, 'client', new.client_id::text);
  end if;
  return new;
end $$;
create trigger note_client_staff before insert or update on client_staff for each row execute function note_client_staff();

-- Whoever's access is over decides no more, whatever a session of theirs still believes.
create function check_decider_open() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from person p where p.agency_id = new.agency_id and p.id = bound_person() and person_open(p)) then
    perform refuse('decision.refused.not_a_decider');
  end if;
  return new;
end $$;
create trigger check_decider_open before insert on decision for each row execute function check_decider_open();
