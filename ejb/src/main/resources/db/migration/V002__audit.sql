-- Floor 2. One hash chain per agency for what happened, one for what was refused.
-- The application writes notes; at commit a deferred trigger links them, so that the chain's head is the last lock taken.
create table chain_head (
  agency_id text   not null,
  chain     text   not null check (chain in ('main', 'refusals')),
  sequence  bigint not null,
  hash      bytea  not null check (octet_length(hash) = 32),
  primary key (agency_id, chain)
);
call tenant_table('chain_head');
grant select on chain_head to countersign_app;

create table audit_entry (
  agency_id     text        not null,
  chain         text        not null,
  sequence      bigint      not null check (sequence > 0),
  at            timestamptz not null,
  actor         text        not null,
  action        text        not null,
  subject_type  text        not null,
  subject_id    text        not null,
  detail        text        not null,
  previous_hash bytea       not null check (octet_length(previous_hash) = 32),
  canonical     bytea       not null,
  hash          bytea       not null,
  primary key (agency_id, chain, sequence),
  foreign key (agency_id, chain) references chain_head,
  constraint audit_entry_hash_ck check (hash = sha256(canonical))
);
create index audit_entry_subject on audit_entry (agency_id, subject_type, subject_id);
call growing_table('audit_entry');
revoke insert on audit_entry from countersign_app;

create table audit_note (
  agency_id    text   not null default bound_agency(),
  id           bigint generated always as identity,
  chain        text   not null default 'main' check (chain in ('main', 'refusals')),
  actor        text   not null default bound_person(),
  action       text   not null check (action ~ '^[a-z_]+(\.[a-z_]+)+$'),
  subject_type text   not null check (length(subject_type) between 1 and 60),
  subject_id   text   not null check (length(subject_id) <= 200),
  detail       text   not null check (detail is json object with unique keys),
  primary key (agency_id, id)
);
call tenant_table('audit_note');
grant insert (agency_id, chain, action, subject_type, subject_id, detail) on audit_note to countersign_app;

-- RFC 8785 text of a flat object of strings: keys sorted, minimal escapes (PostgreSQL's to_json escapes as the RFC asks).
create function canonical_object(variadic pairs text[]) returns text language sql stable as $$
  select '{' || coalesce(string_agg(to_json(pairs[i])::text || ':' || to_json(pairs[i + 1])::text, ','
                                    order by pairs[i] collate "C"), '') || '}'
  from generate_subscripts(pairs, 1) i where i % 2 = 1 and pairs[i + 1] is not null
$$;

create function link_audit_note() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  head  chain_head;
  at    timestamptz;
  bytes bytea;
begin
  select * into strict head from chain_head h
   where h.agency_id = new.agency_id and h.chain = new.chain for update;
  at := db_now();
  bytes := convert_to(
    '{"action":' || to_json(new.action) || ',"actor":' || to_json(new.actor)
    || ',"agency":' || to_json(new.agency_id)
    || ',"at":"' || to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    || '","chain":' || to_json(new.chain) || ',"detail":' || new.detail
    || ',"previous":"' || encode(head.hash, 'hex') || '","sequence":' || (head.sequence + 1)
    || ',"subject":{"id":' || to_json(new.subject_id) || ',"type":' || to_json(new.subject_type) || '}}', 'UTF8');
  insert into audit_entry values (new.agency_id, new.chain, head.sequence + 1, at, new.actor, new.action,
    new.subject_type, new.subject_id, new.detail, head.hash, bytes, sha256(bytes));
  update chain_head h set sequence = head.sequence + 1, hash = sha256(bytes)
   where h.agency_id = new.agency_id and h.chain = new.chain;
  delete from audit_note n where n.agency_id = new.agency_id and n.id = new.id;
  return null;
end $$;
create constraint trigger link_at_commit after insert on audit_note
  deferrable initially deferred for each row execute function link_audit_note();

-- For the triggers of the gates, which write their own entries so that direct SQL cannot leave them out.
create function note(p_action text, p_type text, p_id text, variadic pairs text[]) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if bound_person() is null then
    perform refuse('audit.refused.nobody_bound');
  end if;
  insert into audit_note (action, subject_type, subject_id, detail)
  values (p_action, p_type, p_id, canonical_object(variadic pairs));
end $$;
revoke all on function note(text, text, text, text[]) from public;
