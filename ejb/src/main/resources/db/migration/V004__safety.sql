-- Floor 4. Rules, what they said, and the stop switch.
create table safety_rule (
  agency_id  text        not null default bound_agency(),
  id         uuid        not null,
  scope      text        not null check (scope in ('AGENCY', 'CLIENT', 'BRAND', 'CAMPAIGN', 'CHANNEL')),
  scope_id   text        not null,
  kind       text        not null check (kind in ('PHRASE', 'REQUIRED', 'LINK')),
  pattern    text        not null check (length(pattern) between 1 and 200),
  action     text        not null check (action in ('BLOCK', 'LEGAL', 'WARN')),
  title      text        not null check (length(title) between 1 and 120),
  rationale  text        not null check (length(rationale) <= 500),
  citation   text        not null default '' check (length(citation) <= 200),
  suggestion text        not null default '' check (length(suggestion) <= 200),
  active     boolean     not null default true,
  version    bigint      not null default 1,
  created_by text        not null,
  created_at timestamptz not null default db_now(),
  primary key (agency_id, id)
);
create index safety_rule_scope on safety_rule (agency_id, scope, scope_id) where active;
call tenant_table('safety_rule');
grant select, insert, update on safety_rule to countersign_app;

-- A verdict is a function of (variant digest, policy digest, engine): kept as evidence, never changed.
create table screening (
  agency_id      text        not null default bound_agency(),
  id             uuid        not null,
  channel_id     uuid        not null,
  digest         bytea       not null check (octet_length(digest) = 32),
  policy_digest  bytea       not null check (octet_length(policy_digest) = 32),
  engine         text        not null,
  verdict        text        not null check (verdict in ('PASS', 'WARN', 'LEGAL', 'BLOCK')),
  findings       text        not null check (findings is json array),
  screened_at    timestamptz not null default db_now(),
  valid_until    timestamptz,
  primary key (agency_id, id)
);
create index screening_digest on screening (agency_id, channel_id, digest, screened_at desc);
call growing_table('screening');

-- The stop switch (G4). A hold is active until two people lifted it, one of them the client's where the client stopped.
create table hold (
  agency_id   text        not null default bound_agency(),
  id          uuid        not null,
  scope       text        not null check (scope in ('AGENCY', 'CLIENT', 'BRAND', 'CAMPAIGN', 'CHANNEL')),
  scope_id    text        not null,
  reason      text        not null check (length(reason) <= 500),
  placed_by   text        not null,
  placed_side text        not null,
  placed_at   timestamptz not null,
  primary key (agency_id, id)
);
create index hold_scope on hold (agency_id, scope, scope_id);
call growing_table('hold');

create table hold_lift (
  agency_id text        not null default bound_agency(),
  hold_id   uuid        not null,
  person_id text        not null,
  side      text        not null,
  lifted_at timestamptz not null,
  primary key (agency_id, hold_id, person_id),
  foreign key (agency_id, hold_id) references hold
);
call growing_table('hold_lift');

create function hold_is_active(p_agency text, p_hold uuid) returns boolean
  language sql stable set search_path = public, pg_temp as $$
  select not (count(l.person_id) >= 2 and (h.placed_side <> 'CLIENT' or coalesce(bool_or(l.side = 'CLIENT'), false)))
  from hold h left join hold_lift l on l.agency_id = h.agency_id and l.hold_id = h.id
  where h.agency_id = p_agency and h.id = p_hold group by h.placed_side
$$;
grant execute on function hold_is_active(text, uuid) to countersign_app;

-- One lock per scope: a stop takes it exclusively, a request shares it from its check until its first byte is out.
create function scope_lock_key(p_agency text, p_scope text, p_id text) returns bigint
  language sql immutable as $$ select hashtextextended(p_agency || '/' || p_scope || '/' || p_id, 4) $$;

create function check_hold() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform pg_advisory_xact_lock(scope_lock_key(new.agency_id, new.scope, new.scope_id));
  new.placed_by := bound_person();
  new.placed_at := db_now();
  select p.side into new.placed_side from person p
   where p.agency_id = new.agency_id and p.id = new.placed_by and p.active;
  if new.placed_side is null then perform refuse('hold.refused.unknown_person'); end if;
  perform note('hold.placed', 'hold', new.id::text, 'scope', new.scope, 'scopeId', new.scope_id, 'reason', new.reason);
  return new;
end $$;
create trigger check_hold before insert on hold for each row execute function check_hold();

create function check_hold_lift() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform from hold h where h.agency_id = new.agency_id and h.id = new.hold_id for update;
  if not hold_is_active(new.agency_id, new.hold_id) then perform refuse('hold.refused.already_lifted'); end if;
  new.person_id := bound_person();
  new.lifted_at := db_now();
  select p.side into new.side from person p
   where p.agency_id = new.agency_id and p.id = new.person_id and p.active and p.side <> 'VENDOR';
  if new.side is null then perform refuse('hold.refused.unknown_person'); end if;
  perform note('hold.lift_signed', 'hold', new.hold_id::text, 'side', new.side);
  return new;
end $$;
create trigger check_hold_lift before insert on hold_lift for each row execute function check_hold_lift();
