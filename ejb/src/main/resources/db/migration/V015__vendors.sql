-- Floor 3, with what higher floors hold of it. Vendors: what they agreed to, what they may work on, and until when (ADR 0014).

alter table vendor
  add column contact text not null default '' check (length(contact) <= 120),
  add column mail    text not null default '' check (length(mail) <= 200),
  add column country text not null default '' check (country ~ '^([A-Z]{2})?$');

-- What the agency notes of a vendor and what a day of it costs: nobody else's to read.
create table vendor_file (
  agency_id text          not null default bound_agency(),
  vendor_id uuid          not null,
  notes     text          not null default '' check (length(notes) <= 2000),
  day_rate  numeric(12,2) check (day_rate > 0),
  currency  text          check (currency ~ '^[A-Z]{3}$'),
  primary key (agency_id, vendor_id),
  foreign key (agency_id, vendor_id) references vendor,
  constraint vendor_file_rate_ck check ((day_rate is null) = (currency is null))
);
call tenant_table('vendor_file');
grant select, insert on vendor_file to countersign_app;
grant update (notes, day_rate, currency) on vendor_file to countersign_app;

-- What a vendor's person accepts before work opens. A new version is a new row; what was accepted stays readable.
create table vendor_text (
  agency_id  text        not null default bound_agency(),
  id         uuid        not null,
  kind       text        not null check (kind in ('NDA', 'RIGHTS')),
  number     int         not null default 0,
  title      text        not null check (length(title) between 1 and 120),
  body       text        not null check (length(body) between 1 and 20000),
  written_by text        not null default bound_person(),
  written_at timestamptz not null default db_now(),
  primary key (agency_id, id)
);
create unique index vendor_text_number on vendor_text (agency_id, kind, number);
call growing_table('vendor_text');

create function stamp_vendor_text() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(new.agency_id || '/vendor_text', 15));
  new.written_by := bound_person();
  new.written_at := db_now();
  select coalesce(max(t.number), 0) + 1 into new.number from vendor_text t
   where t.agency_id = new.agency_id and t.kind = new.kind;
  perform note('vendor_text.written', 'vendor_text', new.id::text, 'kind', new.kind, 'number', new.number::text,
               'digest', encode(sha256(convert_to(new.body, 'UTF8')), 'hex'));
  return new;
end $$;
create trigger stamp_vendor_text before insert on vendor_text for each row execute function stamp_vendor_text();

-- ---- assignments ---------------------------------------------------------------------------------------------------
-- The row says what is in force; the terms themselves only grow, and the client's yes is for one number of them.
alter table assignment
  add column title           text not null check (length(title) between 1 and 120),
  add column terms_number    int  not null default 0,
  add column waiting_number  int,
  add column approved_number int,
  add column nda_id          uuid,
  add column rights_id       uuid,
  add column ended_by        text,
  add column ended_at        timestamptz,
  add column end_reason      text not null default '' check (length(end_reason) <= 500),
  add column completed       boolean not null default false,
  add foreign key (agency_id, nda_id) references vendor_text,
  add foreign key (agency_id, rights_id) references vendor_text;
revoke insert, update on assignment from countersign_app;
grant insert (agency_id, id, vendor_id, brand_id, campaign_id, title, state, starts_at, ends_at) on assignment to countersign_app;
grant update (title, state, waiting_number, end_reason, completed) on assignment to countersign_app;

create table assignment_terms (
  agency_id     text        not null default bound_agency(),
  assignment_id uuid        not null,
  number        int         not null default 0,
  campaign_id   uuid,
  starts_at     timestamptz not null,
  ends_at       timestamptz not null,
  brief         text        not null check (length(brief) between 1 and 4000),
  deliverables  text        not null check (length(deliverables) <= 2000),
  territory     text        not null check (length(territory) <= 200),
  media         text        not null check (length(media) <= 200),
  rights_term   text        not null check (length(rights_term) <= 200),
  exclusive     boolean     not null,
  nda_id        uuid        not null,
  rights_id     uuid        not null,
  digest        bytea       not null default '\x',
  written_by    text        not null default bound_person(),
  written_at    timestamptz not null default db_now(),
  primary key (agency_id, assignment_id, number),
  foreign key (agency_id, assignment_id) references assignment,
  foreign key (agency_id, campaign_id) references campaign,
  foreign key (agency_id, nda_id) references vendor_text,
  foreign key (agency_id, rights_id) references vendor_text,
  constraint assignment_terms_times_ck check (ends_at > starts_at)
);
call growing_table('assignment_terms');

-- The fee is between agency and vendor: no part of what the client approves, and not the client's to read.
create table assignment_fee (
  agency_id     text          not null default bound_agency(),
  id            uuid          not null,
  assignment_id uuid          not null,
  amount        numeric(12,2) not null check (amount >= 0),
  currency      text          not null check (currency ~ '^[A-Z]{3}$'),
  set_by        text          not null default bound_person(),
  set_at        timestamptz   not null default db_now(),
  primary key (agency_id, id),
  foreign key (agency_id, assignment_id) references assignment
);
create index assignment_fee_newest on assignment_fee (agency_id, assignment_id, set_at desc);
call growing_table('assignment_fee');

create table assignment_decision (
  agency_id     text        not null default bound_agency(),
  id            uuid        not null,
  assignment_id uuid        not null,
  terms_number  int         not null,
  digest        bytea       not null check (octet_length(digest) = 32),
  kind          text        not null check (kind in ('APPROVE', 'DECLINE')),
  comment       text        not null default '' check (length(comment) <= 2000),
  decided_by    text        not null default bound_person(),
  decided_at    timestamptz not null default db_now(),
  acr           text        not null default '',
  primary key (agency_id, id),
  foreign key (agency_id, assignment_id, terms_number) references assignment_terms
);
create index assignment_decision_of on assignment_decision (agency_id, assignment_id);
call growing_table('assignment_decision');

create table assignment_acceptance (
  agency_id     text        not null default bound_agency(),
  assignment_id uuid        not null,
  person_id     text        not null default bound_person(),
  nda_id        uuid        not null,
  rights_id     uuid        not null,
  accepted_at   timestamptz not null default db_now(),
  primary key (agency_id, assignment_id, person_id, nda_id, rights_id),
  foreign key (agency_id, assignment_id) references assignment,
  foreign key (agency_id, person_id) references person,
  foreign key (agency_id, nda_id) references vendor_text,
  foreign key (agency_id, rights_id) references vendor_text
);
call growing_table('assignment_acceptance');

-- Assignments in which the bound person may work now: theirs by company, open, and accepted by themselves.
create function open_assignments() returns uuid[]
  language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(a.id), '{}')
    from person p
    join vendor v on v.agency_id = p.agency_id and v.id = p.vendor_id and v.active
    join assignment a on a.agency_id = p.agency_id and a.vendor_id = v.id
    join assignment_acceptance x on x.agency_id = a.agency_id and x.assignment_id = a.id and x.person_id = p.id
     and x.nda_id = a.nda_id and x.rights_id = a.rights_id
   where p.agency_id = bound_agency() and p.id = bound_person() and p.side = 'VENDOR' and person_open(p)
     and assignment_open(a)
$$;

create or replace function reach_clients() returns uuid[]
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
      from assignment a join brand b on b.agency_id = a.agency_id and b.id = a.brand_id
     where a.agency_id = bound_agency() and a.id = any (open_assignments())) x
$$;

create or replace function reach_assigned(p_brand uuid, p_campaign uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from assignment a
                  where a.agency_id = bound_agency() and a.id = any (open_assignments()) and a.brand_id = p_brand
                    and (p_campaign is null or a.campaign_id is null or a.campaign_id = p_campaign))
$$;
grant execute on function open_assignments() to countersign_app;

-- ---- what a vendor's person sees ------------------------------------------------------------------------------------
-- A further condition for people of vendors alone, beside the reach that everybody has.
create procedure vendor_policy(t regclass, condition text) language plpgsql as $$
begin
  execute format('create policy vendor on %s as restrictive for all to countersign_app '
              || 'using ((select bound_side()) is distinct from ''VENDOR'' or (%s))', t, condition);
end $$;

-- The assignment itself shows before its texts are accepted: title, dates and what there is to accept. Nothing else does.
drop policy reach on assignment;
call reach_policy('assignment', $$ case (select bound_side())
  when 'VENDOR' then vendor_id = (select bound_vendor()) and assignment_open(assignment)
  else exists (select from brand b where b.agency_id = assignment.agency_id and b.id = assignment.brand_id) end $$);
call part_table('assignment_terms', 'assignment_id', 'assignment');
call vendor_policy('assignment_terms', 'assignment_id = any ((select open_assignments())::uuid[])');
call reach_policy('assignment_fee', $$ (select bound_side()) <> 'CLIENT'
  and exists (select from assignment a where a.agency_id = assignment_fee.agency_id and a.id = assignment_fee.assignment_id) $$);
call vendor_policy('assignment_fee', 'assignment_id = any ((select open_assignments())::uuid[])');
call part_table('assignment_decision', 'assignment_id', 'assignment');
call vendor_policy('assignment_decision', 'false');
call part_table('assignment_acceptance', 'assignment_id', 'assignment');
call reach_policy('vendor_file', $$ (select bound_side()) in ('AGENCY', 'SERVICE') $$);
call reach_policy('vendor_text', $$ (select bound_side()) in ('AGENCY', 'SERVICE')
  or exists (select from assignment a where a.agency_id = vendor_text.agency_id and vendor_text.id in (a.nda_id, a.rights_id))
  or exists (select from assignment_terms t where t.agency_id = vendor_text.agency_id and vendor_text.id in (t.nda_id, t.rights_id)) $$);
call vendor_policy('client_staff', 'false');
call vendor_policy('wall', 'false');
call vendor_policy('workflow', 'false');
call vendor_policy('connect_invitation', 'false');
-- Of the client's people those who said something about the vendor's own posts.
call vendor_policy('mandate', 'exists (select from decision d where d.agency_id = mandate.agency_id and d.decided_by = mandate.person_id)');
call vendor_policy('screening', $$ exists (select from variant v where v.agency_id = screening.agency_id
  and v.channel_id = screening.channel_id and v.digest = screening.digest) $$);

create or replace function sees_scope(p_agency text, p_scope text, p_id text) returns boolean language sql stable as $$
  select case
    when p_scope = 'AGENCY' then p_id = p_agency
    when p_id !~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then false
    when p_scope = 'CLIENT'     then exists (select from client c where c.agency_id = p_agency and c.id = p_id::uuid)
    when p_scope = 'BRAND'      then exists (select from brand b where b.agency_id = p_agency and b.id = p_id::uuid)
    when p_scope = 'CAMPAIGN'   then exists (select from campaign k where k.agency_id = p_agency and k.id = p_id::uuid)
    when p_scope = 'CHANNEL'    then exists (select from channel n where n.agency_id = p_agency and n.id = p_id::uuid)
    when p_scope = 'ASSIGNMENT' then exists (select from assignment a where a.agency_id = p_agency and a.id = p_id::uuid)
    when p_scope = 'VENDOR'     then exists (select from vendor v where v.agency_id = p_agency and v.id = p_id::uuid)
    else false end
$$;

-- ---- the states of an assignment ------------------------------------------------------------------------------------
-- Rivals behind a wall share no vendor either. The lock is the wall's own, so that the two cannot miss each other.
create function refuse_shared_vendor(p_agency text) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtextextended(p_agency || '/walls', 9));
  if exists (
    select from wall w
      join brand ba on ba.agency_id = w.agency_id and ba.client_id = w.client_a
      join assignment a on a.agency_id = w.agency_id and a.brand_id = ba.id
      join brand bb on bb.agency_id = w.agency_id and bb.client_id = w.client_b
      join assignment b on b.agency_id = w.agency_id and b.brand_id = bb.id and b.vendor_id = a.vendor_id
     where w.agency_id = p_agency and w.ended_at is null
       and a.state in ('PROPOSED', 'APPROVED') and a.ends_at > db_now()
       and b.state in ('PROPOSED', 'APPROVED') and b.ends_at > db_now()) then
    perform refuse('wall.refused.shared_vendor');
  end if;
end $$;
revoke all on function refuse_shared_vendor(text) from public;

create function check_vendor_walls() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_shared_vendor(new.agency_id);
  return null;
end $$;
create trigger check_vendor_walls after insert on wall for each row execute function check_vendor_walls();

create function check_assignment() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  side text := bound_side();
  the_client uuid;
begin
  select b.client_id into the_client from brand b where b.agency_id = new.agency_id and b.id = new.brand_id;
  if tg_op = 'INSERT' then
    if new.state <> 'DRAFT' then perform refuse('assignment.refused.not_a_draft'); end if;
    if side = 'VENDOR' or side = 'CLIENT' then perform refuse('assignment.refused.not_agency'); end if;
    new.created_by := bound_person();
    new.created_at := db_now();
    perform note('assignment.created', 'assignment', new.id::text, 'vendor', new.vendor_id::text, 'brand', new.brand_id::text);
    return new;
  end if;
  if bound_person() = 'job:erasure' and new.end_reason = '' and to_jsonb(new) - 'end_reason' = to_jsonb(old) - 'end_reason' then
    return new;
  end if;
  new.version := old.version + 1;
  if old.state = 'ENDED' then perform refuse('assignment.refused.ended'); end if;
  -- a change that waits may be taken back; what waits is set by the terms themselves
  if new.waiting_number is distinct from old.waiting_number and new.waiting_number is not null
     and new.waiting_number <> (select max(t.number) from assignment_terms t
                                 where t.agency_id = new.agency_id and t.assignment_id = new.id) then
    perform refuse('assignment.refused.other_terms');
  end if;
  if new.state = old.state then
    if side = 'VENDOR' or (side = 'CLIENT' and new.title <> old.title) then
      perform refuse('assignment.refused.not_agency');
    end if;
    return new;
  end if;
  if new.state = 'PROPOSED' and old.state in ('DRAFT', 'DECLINED') then
    if side = 'VENDOR' or side = 'CLIENT' then perform refuse('assignment.refused.not_agency'); end if;
    if not exists (select from vendor v where v.agency_id = new.agency_id and v.id = new.vendor_id and v.active) then
      perform refuse('assignment.refused.vendor_inactive');
    end if;
    if new.ends_at <= db_now() then perform refuse('assignment.refused.over'); end if;
    new.waiting_number := new.terms_number;
    perform note('assignment.proposed', 'assignment', new.id::text, 'terms', new.terms_number::text);
  elsif new.state = 'DRAFT' and old.state = 'PROPOSED' then
    if side = 'VENDOR' or side = 'CLIENT' then perform refuse('assignment.refused.not_agency'); end if;
    new.waiting_number := null;
    perform note('assignment.withdrawn', 'assignment', new.id::text);
  elsif new.state in ('APPROVED', 'DECLINED') and old.state = 'PROPOSED' then
    -- only a decision of the client moves it, and its trigger is the one that does
    if not exists (select from assignment_decision d
                    where d.agency_id = new.agency_id and d.assignment_id = new.id and d.terms_number = old.waiting_number
                      and d.kind = case new.state when 'APPROVED' then 'APPROVE' else 'DECLINE' end
                      and d.xmin = pg_current_xact_id()::xid) then
      perform refuse('assignment.refused.not_decided');
    end if;
  elsif new.state = 'ENDED' then
    if side = 'VENDOR' or (side = 'CLIENT' and not holds_mandate(new.agency_id, the_client, bound_person(), 'OWNER')
                           and not holds_mandate(new.agency_id, the_client, bound_person(), 'APPROVER')) then
      perform refuse('assignment.refused.not_an_approver');
    end if;
    new.ended_by := bound_person();
    new.ended_at := db_now();
    new.waiting_number := null;
    perform note('assignment.ended', 'assignment', new.id::text, 'completed', new.completed::text, 'reason', new.end_reason);
  else
    perform refuse('assignment.refused.transition');
  end if;
  return new;
end $$;
create trigger check_assignment before insert or update on assignment for each row execute function check_assignment();

create function check_assignment_walls() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform refuse_shared_vendor(new.agency_id);
  return null;
end $$;
create trigger check_assignment_walls after update on assignment for each row
  when (new.state in ('PROPOSED', 'APPROVED') and (new.state <> old.state or new.ends_at <> old.ends_at))
  execute function check_assignment_walls();

-- At commit: an assignment has terms.
create function check_assignment_whole() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from assignment_terms t where t.agency_id = new.agency_id and t.assignment_id = new.id) then
    perform refuse('assignment.refused.no_terms');
  end if;
  return null;
end $$;
create constraint trigger check_whole after insert on assignment
  deferrable initially deferred for each row execute function check_assignment_whole();

create function stamp_assignment_terms() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  a assignment;
begin
  select x.* into a from assignment x where x.agency_id = new.agency_id and x.id = new.assignment_id for update;
  if a.id is null or a.state = 'ENDED' then perform refuse('assignment.refused.ended'); end if;
  if coalesce(bound_side(), '') in ('VENDOR', 'CLIENT') then perform refuse('assignment.refused.not_agency'); end if;
  if new.campaign_id is not null and not exists (select from campaign k where k.agency_id = new.agency_id
       and k.id = new.campaign_id and k.brand_id = a.brand_id) then
    perform refuse('assignment.refused.other_brand');
  end if;
  if (select t.kind from vendor_text t where t.agency_id = new.agency_id and t.id = new.nda_id) <> 'NDA'
     or (select t.kind from vendor_text t where t.agency_id = new.agency_id and t.id = new.rights_id) <> 'RIGHTS' then
    perform refuse('assignment.refused.other_text');
  end if;
  new.written_by := bound_person();
  new.written_at := db_now();
  select coalesce(max(t.number), 0) + 1 into new.number from assignment_terms t
   where t.agency_id = new.agency_id and t.assignment_id = new.assignment_id;
  new.digest := sha256(convert_to(canonical_object(
    'agency', new.agency_id, 'assignment', new.assignment_id::text, 'number', new.number::text,
    'vendor', a.vendor_id::text, 'brand', a.brand_id::text, 'campaign', new.campaign_id::text,
    'from', to_char(new.starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'until', to_char(new.ends_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'brief', new.brief, 'deliverables', new.deliverables, 'territory', new.territory, 'media', new.media,
    'rightsTerm', new.rights_term, 'exclusive', new.exclusive::text,
    'nda', new.nda_id::text, 'rights', new.rights_id::text), 'UTF8'));
  perform note('assignment.terms_written', 'assignment', new.assignment_id::text, 'terms', new.number::text,
               'digest', encode(new.digest, 'hex'));
  return new;
end $$;
create trigger stamp_assignment_terms before insert on assignment_terms for each row execute function stamp_assignment_terms();

-- Nothing more than what the client said yes to: the same words, and no longer, no wider.
create function terms_within(t assignment_terms, approved assignment_terms) returns boolean language sql immutable as $$
  select (t.brief, t.deliverables, t.territory, t.media, t.rights_term, t.exclusive, t.nda_id, t.rights_id)
       = (approved.brief, approved.deliverables, approved.territory, approved.media, approved.rights_term,
          approved.exclusive, approved.nda_id, approved.rights_id)
     and (approved.campaign_id is null or t.campaign_id is not distinct from approved.campaign_id)
     and t.starts_at >= approved.starts_at and t.ends_at <= approved.ends_at
$$;

create function put_in_force(t assignment_terms) returns void
  language sql security definer set search_path = public, pg_temp as $$
  update assignment a
     set terms_number = t.number, campaign_id = t.campaign_id, starts_at = t.starts_at, ends_at = t.ends_at,
         nda_id = t.nda_id, rights_id = t.rights_id,
         waiting_number = case a.state when 'PROPOSED' then t.number end
   where a.agency_id = t.agency_id and a.id = t.assignment_id
$$;
revoke all on function put_in_force(assignment_terms) from public;

-- Before the client's yes new terms replace the old. After it they count at once when they are within what was approved;
-- else they wait beside the approved ones, which stay in force.
create function take_assignment_terms() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  a assignment;
  approved assignment_terms;
begin
  select x.* into a from assignment x where x.agency_id = new.agency_id and x.id = new.assignment_id;
  if a.state = 'APPROVED' then
    select t.* into approved from assignment_terms t
     where t.agency_id = new.agency_id and t.assignment_id = new.assignment_id and t.number = a.approved_number;
    if not coalesce(terms_within(new, approved), false) then
      update assignment x set waiting_number = new.number where x.agency_id = new.agency_id and x.id = new.assignment_id;
      perform note('assignment.proposed', 'assignment', new.assignment_id::text, 'terms', new.number::text);
      return null;
    end if;
  end if;
  perform put_in_force(new);
  return null;
end $$;
create trigger take_assignment_terms after insert on assignment_terms for each row execute function take_assignment_terms();

create function stamp_assignment_fee() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if coalesce(bound_side(), '') in ('VENDOR', 'CLIENT') then perform refuse('assignment.refused.not_agency'); end if;
  if exists (select from assignment a where a.agency_id = new.agency_id and a.id = new.assignment_id and a.state = 'ENDED') then
    perform refuse('assignment.refused.ended');
  end if;
  new.set_by := bound_person();
  new.set_at := db_now();
  perform note('assignment.fee_set', 'assignment', new.assignment_id::text, 'amount', new.amount::text, 'currency', new.currency);
  return new;
end $$;
create trigger stamp_assignment_fee before insert on assignment_fee for each row execute function stamp_assignment_fee();

-- G3: only an owner or approver of the very client says yes, to exactly the terms that wait.
create function check_assignment_decision() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  a assignment;
  t assignment_terms;
  the_client uuid;
begin
  select x.* into a from assignment x where x.agency_id = new.agency_id and x.id = new.assignment_id for update;
  if a.waiting_number is null then perform refuse('assignment.refused.not_waiting'); end if;
  select x.* into t from assignment_terms x
   where x.agency_id = new.agency_id and x.assignment_id = new.assignment_id and x.number = a.waiting_number;
  if new.terms_number <> a.waiting_number or new.digest is distinct from t.digest then
    perform refuse('assignment.refused.other_terms');
  end if;
  new.decided_by := bound_person();
  new.decided_at := db_now();
  select b.client_id into the_client from brand b where b.agency_id = a.agency_id and b.id = a.brand_id;
  if not holds_mandate(a.agency_id, the_client, new.decided_by, 'OWNER')
     and not holds_mandate(a.agency_id, the_client, new.decided_by, 'APPROVER') then
    perform refuse('assignment.refused.not_an_approver');
  end if;
  if new.kind = 'APPROVE' and t.ends_at <= db_now() then perform refuse('assignment.refused.over'); end if;
  perform note(case new.kind when 'APPROVE' then 'assignment.approved' else 'assignment.declined' end,
               'assignment', new.assignment_id::text, 'terms', new.terms_number::text, 'digest', encode(new.digest, 'hex'));
  return new;
end $$;
create trigger check_assignment_decision before insert on assignment_decision
  for each row execute function check_assignment_decision();

create function take_assignment_decision() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  t assignment_terms;
begin
  if new.kind = 'APPROVE' then
    select x.* into t from assignment_terms x
     where x.agency_id = new.agency_id and x.assignment_id = new.assignment_id and x.number = new.terms_number;
    update assignment a set state = 'APPROVED', approved_number = new.terms_number, waiting_number = null
     where a.agency_id = new.agency_id and a.id = new.assignment_id;
    perform put_in_force(t);
  else
    update assignment a set state = case a.state when 'PROPOSED' then 'DECLINED' else a.state end, waiting_number = null
     where a.agency_id = new.agency_id and a.id = new.assignment_id;
  end if;
  return null;
end $$;
create trigger take_assignment_decision after insert on assignment_decision
  for each row execute function take_assignment_decision();

create function check_assignment_acceptance() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.person_id := bound_person();
  new.accepted_at := db_now();
  if not exists (select from assignment a join person p on p.agency_id = a.agency_id and p.vendor_id = a.vendor_id
                  where a.agency_id = new.agency_id and a.id = new.assignment_id and p.id = new.person_id
                    and p.side = 'VENDOR' and person_open(p) and assignment_open(a)) then
    perform refuse('assignment.refused.not_open');
  end if;
  if not exists (select from assignment a where a.agency_id = new.agency_id and a.id = new.assignment_id
                    and a.nda_id = new.nda_id and a.rights_id = new.rights_id) then
    perform refuse('assignment.refused.other_text');
  end if;
  perform note('assignment.accepted', 'assignment', new.assignment_id::text, 'nda', new.nda_id::text, 'rights', new.rights_id::text);
  return new;
end $$;
create trigger check_assignment_acceptance before insert on assignment_acceptance
  for each row execute function check_assignment_acceptance();

-- One row an assignment for every list. What the reader may not see of it is empty.
create view assignment_overview with (security_invoker = true) as
select a.agency_id, a.id, a.title, a.vendor_id, v.name as vendor_name, a.brand_id, b.name as brand_name, b.initials, b.colour,
       b.zone, b.client_id, c.name as client_name, a.campaign_id, k.name as campaign_name, a.starts_at, a.ends_at, a.state,
       case when a.state = 'APPROVED' and a.ends_at <= db_now() then 'ENDED'
            when assignment_open(a) then 'OPEN' else a.state end as shown_state,
       a.terms_number, a.waiting_number, a.nda_id, a.rights_id, a.created_by, a.created_at, a.ended_at, a.end_reason,
       a.completed, a.version,
       a.id = any ((select open_assignments())::uuid[]) as working
from assignment a
join vendor v on v.agency_id = a.agency_id and v.id = a.vendor_id
left join brand b on b.agency_id = a.agency_id and b.id = a.brand_id
left join client c on c.agency_id = b.agency_id and c.id = b.client_id
left join campaign k on k.agency_id = a.agency_id and k.id = a.campaign_id;
grant select on assignment_overview to countersign_app;

-- ---- floor 6: posts and pictures of vendors -----------------------------------------------------------------------------
alter table post
  add column assignment_id uuid,
  add foreign key (agency_id, assignment_id) references assignment;
create index post_assignment on post (agency_id, assignment_id) where assignment_id is not null;
call vendor_policy('post', 'assignment_id = any ((select open_assignments())::uuid[])');

-- A vendor's post belongs to the assignment it was written for, for good: the one for its campaign, else for its brand.
create function check_post_assignment() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  mine uuid[];
begin
  if bound_side() is distinct from 'VENDOR' then
    if tg_op = 'INSERT' then
      new.assignment_id := null;
    elsif new.assignment_id is distinct from old.assignment_id then
      perform refuse('post.refused.assignment_changed');
    end if;
    return new;
  end if;
  mine := open_assignments();
  if tg_op = 'INSERT' then
    new.created_by := bound_person();
    select a.id into new.assignment_id from assignment a
     where a.agency_id = new.agency_id and a.id = any (mine) and a.brand_id = new.brand_id
       and (a.campaign_id is null or a.campaign_id = new.campaign_id)
     order by a.campaign_id nulls last, a.ends_at desc, a.id limit 1;
    if new.assignment_id is null then perform refuse('post.refused.no_assignment'); end if;
    return new;
  end if;
  if new.assignment_id is distinct from old.assignment_id or new.created_by <> old.created_by then
    perform refuse('post.refused.assignment_changed');
  end if;
  if not exists (select from assignment a where a.agency_id = new.agency_id and a.id = any (mine) and a.id = new.assignment_id
                    and a.brand_id = new.brand_id and (a.campaign_id is null or a.campaign_id = new.campaign_id)) then
    perform refuse('post.refused.no_assignment');
  end if;
  if old.state in ('IN_REVIEW', 'APPROVED') or new.state not in ('DRAFT', old.state) then perform refuse('post.refused.with_client'); end if;
  return new;
end $$;
create trigger check_post_assignment before insert or update on post for each row execute function check_post_assignment();

-- By what right a picture may be used: said by whoever uploads it. A vendor's person has to say it.
create table asset_rights (
  agency_id     text        not null default bound_agency(),
  id            uuid        not null,
  client_id     uuid        not null,
  sha256        bytea       not null,
  statement     text        not null check (length(statement) between 1 and 500),
  assignment_id uuid,
  stated_by     text        not null default bound_person(),
  stated_at     timestamptz not null default db_now(),
  primary key (agency_id, id),
  -- said in the transaction of the upload, before the picture is stored
  foreign key (agency_id, client_id, sha256) references asset deferrable initially deferred,
  foreign key (agency_id, assignment_id) references assignment
);
create index asset_rights_of on asset_rights (agency_id, client_id, sha256);
call growing_table('asset_rights');
call client_table('asset_rights', 'client_id');
call vendor_policy('asset_rights', 'assignment_id = any ((select open_assignments())::uuid[])');

create function check_asset_rights() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.stated_by := bound_person();
  new.stated_at := db_now();
  if bound_side() = 'VENDOR' then
    if not exists (select from assignment a join brand b on b.agency_id = a.agency_id and b.id = a.brand_id
                    where a.agency_id = new.agency_id and a.id = new.assignment_id and a.id = any (open_assignments())
                      and b.client_id = new.client_id) then
      perform refuse('asset.refused.no_assignment');
    end if;
  else
    new.assignment_id := null;
  end if;
  perform note('asset.rights_stated', 'asset', encode(new.sha256, 'hex'), 'client', new.client_id::text,
               'assignment', new.assignment_id::text);
  return new;
end $$;
create trigger check_asset_rights before insert on asset_rights for each row execute function check_asset_rights();

drop policy reach on asset;
call client_table('asset', 'client_id');
call vendor_policy('asset', $$ exists (select from asset_rights r
  where r.agency_id = asset.agency_id and r.client_id = asset.client_id and r.sha256 = asset.sha256) $$);

-- What a vendor hands over: one revision of a post, to the agency, which submits it. It stays with the client.
create table delivery (
  agency_id     text        not null default bound_agency(),
  id            uuid        not null,
  post_id       uuid        not null,
  revision_id   uuid        not null,
  assignment_id uuid        not null,
  note          text        not null default '' check (length(note) <= 1000),
  delivered_by  text        not null default bound_person(),
  delivered_at  timestamptz not null default db_now(),
  primary key (agency_id, id),
  foreign key (agency_id, post_id) references post,
  foreign key (agency_id, revision_id) references revision,
  foreign key (agency_id, assignment_id) references assignment
);
create unique index delivery_once on delivery (agency_id, revision_id);
create index delivery_assignment on delivery (agency_id, assignment_id);
call growing_table('delivery');
call part_table('delivery', 'post_id', 'post');

create function check_delivery() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.delivered_by := bound_person();
  new.delivered_at := db_now();
  if not exists (select from post p join revision r on r.agency_id = p.agency_id and r.post_id = p.id and r.number = p.revision_number
                  where p.agency_id = new.agency_id and p.id = new.post_id and r.id = new.revision_id
                    and p.assignment_id = new.assignment_id and p.assignment_id = any (open_assignments())
                    and p.state in ('DRAFT', 'CHANGES_REQUESTED', 'REJECTED')) then
    perform refuse('delivery.refused.not_open');
  end if;
  perform note('post.delivered', 'post', new.post_id::text, 'revision', new.revision_id::text,
               'assignment', new.assignment_id::text);
  return new;
end $$;
create trigger check_delivery before insert on delivery for each row execute function check_delivery();

-- ---- stops of a vendor and of one assignment ---------------------------------------------------------------------------
alter table hold drop constraint hold_scope_check;
alter table hold add constraint hold_scope_ck
  check (scope in ('AGENCY', 'CLIENT', 'BRAND', 'CAMPAIGN', 'CHANNEL', 'ASSIGNMENT', 'VENDOR'));

-- A vendor works for several clients: a client's person stops the assignment or the brand, never the vendor elsewhere.
create function check_hold_scope() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.scope = 'VENDOR' and new.placed_side = 'CLIENT' then perform refuse('hold.refused.beyond_client'); end if;
  return new;
end $$;
create trigger check_hold_scope before insert on hold for each row execute function check_hold_scope();

-- A vendor's content is what was written for it, by its people, or with pictures of theirs.
create or replace function publication_scopes(p_agency text, p_publication uuid) returns table (scope text, scope_id text)
  language sql stable set search_path = public, pg_temp as $$
  select x.scope, x.scope_id from publication pb
    join post p on p.agency_id = pb.agency_id and p.id = pb.post_id
    join brand b on b.agency_id = p.agency_id and b.id = p.brand_id
    cross join lateral (
      values (1, 'AGENCY', pb.agency_id), (2, 'CLIENT', b.client_id::text), (3, 'BRAND', b.id::text),
             (4, 'CAMPAIGN', p.campaign_id::text), (5, 'CHANNEL', pb.channel_id::text), (6, 'ASSIGNMENT', p.assignment_id::text)
      union
      select 7, 'VENDOR', v.vendor_id::text from (
        select a.vendor_id from assignment a where a.agency_id = p.agency_id and a.id = p.assignment_id
        union
        select w.vendor_id from revision r join person w on w.agency_id = r.agency_id and w.id = r.author_id
         where r.agency_id = p.agency_id and r.post_id = p.id
        union
        select a.vendor_id from variant t
          join variant_asset m on m.agency_id = t.agency_id and m.variant_id = t.id
          join asset_rights g on g.agency_id = m.agency_id and g.client_id = m.client_id and g.sha256 = m.sha256
          join assignment a on a.agency_id = g.agency_id and a.id = g.assignment_id
         where t.agency_id = pb.agency_id and t.revision_id = pb.revision_id and t.channel_id = pb.channel_id) v) x (n, scope, scope_id)
   where pb.agency_id = p_agency and pb.id = p_publication and x.scope_id is not null order by x.n, x.scope_id
$$;
