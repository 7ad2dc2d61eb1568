-- Floor 8. What goes out, when, and what became of it (G1, G4, G6).
create table publication (
  agency_id    text        not null default bound_agency(),
  id           uuid        not null,
  post_id      uuid        not null,
  revision_id  uuid        not null,
  channel_id   uuid        not null,
  digest       bytea       not null,
  due_at       timestamptz not null,
  window_from  timestamptz not null,
  window_to    timestamptz not null,
  state        text        not null check (state in ('SCHEDULED', 'DISPATCHING', 'PARTIAL', 'PUBLISHED', 'FAILED', 'UNKNOWN',
                                                    'HELD', 'EXPIRED', 'CANCELLED', 'REMOVED')),
  record_key   text        not null,
  stamped_at   timestamptz not null,
  attempts     int         not null default 0,
  retry_at     timestamptz,
  uri          text,
  cid          text,
  public_url   text,
  published_at timestamptz,
  failure      text,
  version      bigint      not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, post_id) references post,
  foreign key (agency_id, revision_id, channel_id) references variant (agency_id, revision_id, channel_id),
  constraint publication_key_uk unique (agency_id, channel_id, record_key),
  constraint publication_window_ck check (due_at >= window_from and due_at < window_to)
);
create unique index publication_once_uk on publication (agency_id, channel_id, digest)
  where state not in ('CANCELLED', 'EXPIRED', 'FAILED', 'REMOVED');
create index publication_post on publication (agency_id, post_id);
create index publication_due on publication (agency_id, due_at, id);
call tenant_table('publication');
grant select, insert on publication to countersign_app;
grant update (due_at, state, attempts, retry_at, uri, cid, public_url, published_at, failure, version)
  on publication to countersign_app;

-- Scopes that can stop a publication, in the fixed order in which they are locked.
create function publication_scopes(p_agency text, p_publication uuid) returns table (scope text, scope_id text)
  language sql stable set search_path = public, pg_temp as $$
  select x.scope, x.scope_id from publication pb
    join post p on p.agency_id = pb.agency_id and p.id = pb.post_id
    join brand b on b.agency_id = p.agency_id and b.id = p.brand_id
    cross join lateral (values (1, 'AGENCY', pb.agency_id), (2, 'CLIENT', b.client_id::text), (3, 'BRAND', b.id::text),
                               (4, 'CAMPAIGN', p.campaign_id::text), (5, 'CHANNEL', pb.channel_id::text)) x (n, scope, scope_id)
   where pb.agency_id = p_agency and pb.id = p_publication order by x.n
$$;

create function publication_held(p_agency text, p_publication uuid) returns boolean
  language sql stable set search_path = public, pg_temp as $$
  select exists (select from publication_scopes(p_agency, p_publication) s
                   join hold h on h.agency_id = p_agency and h.scope = s.scope and h.scope_id = s.scope_id
                  where hold_is_active(p_agency, h.id))
$$;

-- Right before the first byte of a writing request: share the scopes, then read holds, window and approval.
-- Answers null when the request may start, else the reason. The locks live until the transaction ends.
create function may_start(p_agency text, p_publication uuid) returns text
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  pb publication;
  s record;
begin
  for s in select * from publication_scopes(p_agency, p_publication) loop
    perform pg_advisory_xact_lock_shared(scope_lock_key(p_agency, s.scope, s.scope_id));
  end loop;
  select x.* into pb from publication x where x.agency_id = p_agency and x.id = p_publication;
  if pb.id is null or pb.state <> 'DISPATCHING' then return 'not_dispatching'; end if;
  if publication_held(p_agency, p_publication) then return 'held'; end if;
  if db_now() < pb.window_from or db_now() >= pb.window_to then return 'window'; end if;
  if not approval_complete(p_agency, pb.revision_id, pb.channel_id, pb.digest) then return 'approval'; end if;
  return null;
end $$;
revoke all on function may_start(text, uuid) from public;
grant execute on function may_start(text, uuid), publication_held(text, uuid) to countersign_app;

create function check_publication() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  allowed constant jsonb := '{
    "SCHEDULED":   ["DISPATCHING", "HELD", "EXPIRED", "CANCELLED"],
    "DISPATCHING": ["PUBLISHED", "PARTIAL", "FAILED", "UNKNOWN", "SCHEDULED", "HELD", "EXPIRED"],
    "UNKNOWN":     ["PUBLISHED", "FAILED", "SCHEDULED", "EXPIRED"],
    "PARTIAL":     ["PUBLISHED", "FAILED", "REMOVED"],
    "HELD":        ["SCHEDULED", "EXPIRED", "CANCELLED"],
    "FAILED":      ["SCHEDULED", "CANCELLED"],
    "PUBLISHED":   ["REMOVED"]}';
begin
  if tg_op = 'INSERT' then
    if new.state <> 'SCHEDULED' then perform refuse('publication.refused.not_scheduled'); end if;
    if not exists (select from variant v join revision r on r.agency_id = v.agency_id and r.id = v.revision_id
                    where v.agency_id = new.agency_id and v.revision_id = new.revision_id and v.channel_id = new.channel_id
                      and v.digest = new.digest and v.window_from = new.window_from and v.window_to = new.window_to
                      and r.post_id = new.post_id) then
      perform refuse('publication.refused.other_content');
    end if;
    if not approval_complete(new.agency_id, new.revision_id, new.channel_id, new.digest) then
      perform refuse('publication.refused.not_approved');
    end if;
    new.stamped_at := greatest(new.due_at, db_now());
    perform note('publication.scheduled', 'publication', new.id::text, 'channel', new.channel_id::text,
                 'digest', encode(new.digest, 'hex'), 'due', to_char(new.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'));
    return new;
  end if;
  if new.state <> old.state then
    if not coalesce(allowed -> old.state ? new.state, false) then
      perform refuse('publication.refused.transition');
    end if;
    if new.state in ('DISPATCHING', 'SCHEDULED') and old.state <> 'DISPATCHING'
       and not approval_complete(new.agency_id, new.revision_id, new.channel_id, new.digest) then
      perform refuse('publication.refused.not_approved');
    end if;
    if new.state = 'DISPATCHING' then
      if db_now() < new.due_at or db_now() < new.window_from or db_now() >= new.window_to then
        perform refuse('publication.refused.outside_window');
      end if;
      if publication_held(new.agency_id, new.id) then perform refuse('publication.refused.held'); end if;
    end if;
    perform note('publication.' || lower(new.state), 'publication', new.id::text, 'from', old.state,
                 'uri', new.uri, 'failure', new.failure);
  elsif new.due_at <> old.due_at then
    if new.state not in ('SCHEDULED', 'HELD') then perform refuse('publication.refused.transition'); end if;
    perform note('publication.moved', 'publication', new.id::text,
                 'due', to_char(new.due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'));
  end if;
  return new;
end $$;
create trigger check_publication before insert or update on publication for each row execute function check_publication();

create function publication_due() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.state = 'SCHEDULED' then
    perform set_due(new.agency_id, 'publication', new.id, coalesce(new.retry_at, new.due_at));
  elsif new.state in ('UNKNOWN', 'DISPATCHING') then
    -- an unfinished try is looked at again when its lease ends
    perform set_due(new.agency_id, 'publication', new.id, coalesce(new.retry_at, db_now() + interval '60 seconds'));
  else
    perform clear_due(new.agency_id, 'publication', new.id);
  end if;
  return null;
end $$;
create trigger publication_due after insert or update on publication for each row execute function publication_due();
