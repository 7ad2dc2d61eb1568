-- Floors 2 and 3. What is kept of people, for how long, and how it goes (ADR 0016).

-- ---- the chain takes codes, words stay beside it -------------------------------------------------------------------
-- An entry can never be taken back, so nothing that says something about a person may be in it. Of a value that is no
-- code the chain keeps sha256(salt || words); the words and their salt stand here and can go. Without the salt nobody
-- can tell by guessing what they were.
create table audit_text (
  agency_id  text        not null default bound_agency(),
  digest     bytea       not null check (octet_length(digest) = 32),
  chain      text        not null,
  salt       bytea       not null check (octet_length(salt) = 16),
  words      text        not null,
  written_by text        not null default bound_person(),
  written_at timestamptz not null default db_now(),
  primary key (agency_id, digest),
  constraint audit_text_digest_ck check (digest = sha256(salt || convert_to(words, 'UTF8')))
);
call tenant_table('audit_text');
grant select on audit_text to countersign_app;
create policy reach on audit_text as restrictive for all to countersign_app
  using ((select reaches_all()) or written_by = bound_person());

-- Members of an entry's detail that carry codes: ids, digests, instants, names of states and roles, addresses of
-- machines. Whatever is not on this reviewed list is words.
create function is_audit_code(p_chain text, p_key text, p_value text) returns boolean language sql immutable as $$
  select p_value ~ '^[A-Za-z0-9_.,:/?&=%~#+ -]*$' and (p_key = any (array[
    'account', 'alias', 'allClients', 'allowed', 'amount', 'assignment', 'brand', 'channel', 'client', 'clientA', 'clientB',
    'completed', 'count', 'currency', 'days', 'digest', 'digests', 'domain', 'due', 'erasure', 'expires', 'failure', 'from',
    'host', 'invitation', 'kind', 'language', 'mode', 'nda', 'network', 'number', 'person', 'post', 'publicKey', 'revision',
    'rights', 'roles', 'rows', 'scope', 'scopeId', 'scopes', 'side', 'stage', 'submission', 'task', 'terms', 'texts',
    'through', 'to', 'until', 'uri', 'vendor', 'workflow',
    'EXPIRED_INVITATION', 'ENDED_SIGN_IN', 'PERSONAL_EXPORT', 'REFUSED_PATH', 'REPEATED_REQUEST', 'SENT_MAIL',
    'UNUSED_SCREENING', 'WORDS_OF_ENTRIES'])
    or p_chain = 'refusals' and p_key = 'reason')
$$;

create function commit_to_words() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  member record;
  salt   bytea;
  digest bytea;
  pairs  text[] := '{}';
  words  boolean := false;
begin
  for member in select e.key, case when json_typeof(e.value) = 'string' then e.value #>> '{}' else e.value::text end as value,
                       json_typeof(e.value) = 'string' as plain
                  from json_each(new.detail::json) e loop
    if member.plain and is_audit_code(new.chain, member.key, member.value) or member.value = '' then
      pairs := pairs || array[member.key, member.value];
    else
      salt := uuid_send(gen_random_uuid());
      digest := sha256(salt || convert_to(member.value, 'UTF8'));
      insert into audit_text (agency_id, digest, chain, salt, words) values (new.agency_id, digest, new.chain, salt, member.value);
      pairs := pairs || array[member.key, 'sha256:' || encode(digest, 'hex')];
      words := true;
    end if;
  end loop;
  if words then new.detail := canonical_object(variadic pairs); end if;
  return new;
end $$;
create trigger commit_to_words before insert on audit_note for each row execute function commit_to_words();

-- An entry that has nothing to add; a variadic function cannot be called without its last argument.
create or replace function note(p_action text, p_type text, p_id text) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform note(p_action, p_type, p_id, variadic '{}'::text[]);
end $$;
revoke all on function note(text, text, text) from public;

-- ---- who keeps the agency's privacy ------------------------------------------------------------------------------------
create function bound_has_role(variadic names text[]) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from person p where p.agency_id = bound_agency() and p.id = bound_person()
                    and p.side = 'AGENCY' and person_open(p) and p.roles && names)
$$;
create function keeps_privacy() returns boolean language sql stable
  as $$ select bound_has_role('agency_owner', 'compliance') $$;
revoke all on function bound_has_role(text[]) from public;
grant execute on function bound_has_role(text[]) to countersign_app;

-- Rows about one person: theirs, the application's own work's, and theirs who keep the agency's privacy. Reach to all
-- clients opens nothing here.
create procedure personal_table(t regclass, person_column name, more text default 'false') language plpgsql as $$
begin
  execute format('create policy reach on %s as restrictive for all to countersign_app '
              || 'using (bound_job() or %I = bound_person() or (select keeps_privacy()) or %s)', t, person_column, more);
end $$;

-- ---- texts that people are shown and asked about -----------------------------------------------------------------------
-- Never edited: a new version is a new row, and an answer names the version, the language and the digest it was given to.
-- INFORM is shown once. ASK is a free choice. REQUIRE must be accepted before its person decides on anything.
create table consent_version (
  agency_id      text        not null default bound_agency(),
  id             uuid        not null,
  kind           text        not null check (kind in ('TERMS', 'PRIVACY', 'RECORDING', 'MARKETING')),
  number         int         not null default 0,
  mode           text        not null check (mode in ('INFORM', 'ASK', 'REQUIRE')),
  effective_from timestamptz not null,
  published_by   text        not null default bound_person(),
  published_at   timestamptz not null default db_now(),
  primary key (agency_id, id),
  constraint consent_version_free_ck check (kind <> 'MARKETING' or mode = 'ASK')
);
create unique index consent_version_number on consent_version (agency_id, kind, number);
call growing_table('consent_version');

create table consent_text (
  agency_id  text  not null default bound_agency(),
  version_id uuid  not null,
  language   text  not null check (language in ('en', 'de')),
  title      text  not null check (length(title) between 1 and 120),
  body       text  not null check (length(body) between 1 and 20000),
  digest     bytea not null default '\x',
  primary key (agency_id, version_id, language),
  foreign key (agency_id, version_id) references consent_version
);
call growing_table('consent_text');

create table consent_answer (
  agency_id   text        not null default bound_agency(),
  id          uuid        not null,
  person_id   text        not null default bound_person(),
  version_id  uuid        not null,
  language    text        not null,
  digest      bytea       not null check (octet_length(digest) = 32),
  answer      text        not null check (answer in ('ACCEPTED', 'NOT_NOW', 'WITHDRAWN')),
  answered_at timestamptz not null default db_now(),
  primary key (agency_id, id),
  foreign key (agency_id, person_id) references person,
  foreign key (agency_id, version_id, language) references consent_text
);
create index consent_answer_person on consent_answer (agency_id, person_id, version_id, answered_at);
call growing_table('consent_answer');
call personal_table('consent_answer', 'person_id');

create function check_consent_version() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not bound_has_role('agency_owner') then perform refuse('consent.refused.not_owner'); end if;
  perform pg_advisory_xact_lock(hashtextextended(new.agency_id || '/consent', 17));
  new.published_by := bound_person();
  new.published_at := db_now();
  if new.effective_from < new.published_at then new.effective_from := new.published_at; end if;
  select coalesce(max(v.number), 0) + 1 into new.number from consent_version v
   where v.agency_id = new.agency_id and v.kind = new.kind;
  perform note('consent.published', 'consent', new.id::text, 'kind', new.kind, 'number', new.number::text, 'mode', new.mode);
  return new;
end $$;
create trigger check_consent_version before insert on consent_version for each row execute function check_consent_version();

-- The texts come with their version, in the same transaction, or not at all.
create function check_consent_text() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from consent_version v where v.agency_id = new.agency_id and v.id = new.version_id
                    and v.xmin = pg_current_xact_id()::xid) then
    perform refuse('consent.refused.published');
  end if;
  new.digest := sha256(convert_to(new.title || E'\n\n' || new.body, 'UTF8'));
  perform note('consent.text_published', 'consent', new.version_id::text, 'language', new.language, 'digest', encode(new.digest, 'hex'));
  return new;
end $$;
create trigger check_consent_text before insert on consent_text for each row execute function check_consent_text();

create function check_consent_version_whole() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (select count(*) from consent_text x where x.agency_id = new.agency_id and x.version_id = new.id) <> 2 then
    perform refuse('consent.refused.languages');
  end if;
  return null;
end $$;
create constraint trigger check_whole after insert on consent_version
  deferrable initially deferred for each row execute function check_consent_version_whole();

-- The version of each kind that counts now.
create view consent_current with (security_invoker = true) as
select distinct on (v.agency_id, v.kind) v.*
  from consent_version v where v.effective_from <= db_now()
 order by v.agency_id, v.kind, v.number desc;
grant select on consent_current to countersign_app;

create function newest_answer(p_agency text, p_person text, p_version uuid) returns text
  language sql stable set search_path = public, pg_temp as $$
  select a.answer from consent_answer a
   where a.agency_id = p_agency and a.person_id = p_person and a.version_id = p_version
   order by a.answered_at desc, a.id desc limit 1
$$;

create function check_consent_answer() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  v consent_version;
begin
  new.person_id := bound_person();
  new.answered_at := db_now();
  select x.* into v from consent_version x where x.agency_id = new.agency_id and x.id = new.version_id;
  if v.id is null or not exists (select from consent_text t where t.agency_id = new.agency_id and t.version_id = new.version_id
                                    and t.language = new.language and t.digest = new.digest) then
    perform refuse('consent.refused.other_text');
  end if;
  if v.mode <> 'ASK' and new.answer <> 'ACCEPTED' then perform refuse('consent.refused.no_choice'); end if;
  if new.answer = 'WITHDRAWN' and newest_answer(new.agency_id, new.person_id, new.version_id) is distinct from 'ACCEPTED' then
    perform refuse('consent.refused.nothing_given');
  end if;
  perform note('consent.' || lower(new.answer), 'consent', new.version_id::text, 'kind', v.kind, 'number', v.number::text,
               'language', new.language, 'digest', encode(new.digest, 'hex'));
  return new;
end $$;
create trigger check_consent_answer before insert on consent_answer for each row execute function check_consent_answer();

-- Nothing waits for a free choice or a notice; what is required is required of everybody who decides.
create function check_decider_agreed() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select from consent_current v where v.agency_id = new.agency_id and v.mode = 'REQUIRE'
                and newest_answer(v.agency_id, bound_person(), v.id) is distinct from 'ACCEPTED') then
    perform refuse('decision.refused.consent');
  end if;
  return new;
end $$;
create trigger check_decider_agreed before insert on decision for each row execute function check_decider_agreed();

-- ---- how long things are kept ---------------------------------------------------------------------------------------------
create table retention_kind (
  kind         text primary key,
  position     int  not null unique,
  days_default int  not null,
  days_min     int  not null,
  days_max     int  not null,
  constraint retention_kind_bounds_ck check (days_min <= days_default and days_default <= days_max)
);
grant select on retention_kind to countersign_app;
insert into retention_kind (kind, position, days_default, days_min, days_max) values
  ('SENT_MAIL',          1,   30,   7,   90),
  ('REPEATED_REQUEST',   2,    1,   1,    7),
  ('ENDED_SIGN_IN',      3,    1,   1,   30),
  ('EXPIRED_INVITATION', 4,   90,  30,  365),
  ('UNUSED_SCREENING',   5,  180,  30,  730),
  ('PERSONAL_EXPORT',    6,    7,   1,   30),
  ('REFUSED_PATH',       7,   90,  30,  365),
  ('WORDS_OF_ENTRIES',   8, 1095, 365, 3650);

create table retention_period (
  agency_id text        not null default bound_agency(),
  kind      text        not null references retention_kind,
  days      int         not null,
  set_by    text        not null default bound_person(),
  set_at    timestamptz not null default db_now(),
  primary key (agency_id, kind)
);
call tenant_table('retention_period');
grant select, insert on retention_period to countersign_app;
grant update (days) on retention_period to countersign_app;

create function check_retention_period() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not bound_has_role('agency_owner') then perform refuse('retention.refused.not_owner'); end if;
  if not exists (select from retention_kind k where k.kind = new.kind and new.days between k.days_min and k.days_max) then
    perform refuse('retention.refused.bounds');
  end if;
  new.set_by := bound_person();
  new.set_at := db_now();
  perform note('retention.changed', 'retention', new.kind, 'days', new.days::text);
  return new;
end $$;
create trigger check_retention_period before insert or update on retention_period for each row execute function check_retention_period();

create function retention_days(p_agency text, p_kind text) returns int
  language sql stable set search_path = public, pg_temp as $$
  select coalesce((select p.days from retention_period p where p.agency_id = p_agency and p.kind = p_kind),
                  (select k.days_default from retention_kind k where k.kind = p_kind))
$$;

create function retention_limit(p_kind text) returns timestamptz
  language sql stable set search_path = public, pg_temp as $$
  select db_now() - make_interval(days => retention_days(bound_agency(), p_kind))
$$;

-- Evidence is the screening of what somebody was asked to decide on. Of everything else the screening is a note that
-- lapses; the table lets go of these rows only, and only its owner's function takes them.
create function screening_lapsed(s screening) returns boolean
  language sql stable set search_path = public, pg_temp as $$
  select s.screened_at < retention_limit('UNUSED_SCREENING')
     and not exists (select from variant v join submission x on x.agency_id = v.agency_id and x.revision_id = v.revision_id
                      where v.agency_id = s.agency_id and v.channel_id = s.channel_id and v.digest = s.digest)
$$;
drop trigger only_grows on screening;
create trigger only_grows before update on screening for each row execute function refuse_change();
create trigger evidence_stays before delete on screening for each row when (not screening_lapsed(old))
  execute function refuse_change();

-- A mail that is gone is not waited for.
create function outbox_gone() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform clear_due(old.agency_id, 'outbox', old.id);
  return null;
end $$;
create trigger outbox_gone after delete on outbox for each row execute function outbox_gone();

-- ---- where people are in the books --------------------------------------------------------------------------------------------
-- Every column that names a person, and what an export and an erasure do with it. A test reads the catalogue and fails
-- for a column that is not here.
--   found_by  ID the column is the person's id; MAIL it is their mail address; PAYLOAD it is a mail to them; MENTION it names
--             them in an audit entry; NONE it is no person of this agency, whatever its name says
--   erasure   KEEP the row stays: once name and mail are gone, the id is a random number that leads nowhere;
--             DELETE the row goes; WORDS the row stays, and the words in words_column go when the erasure asks for that;
--             WORDS_ROW the row goes when the erasure asks for that
create table personal_data (
  table_name   text not null,
  column_name  text not null,
  found_by     text not null check (found_by in ('ID', 'MAIL', 'PAYLOAD', 'MENTION', 'NONE')),
  section      text not null check (section in ('profile', 'roles', 'work', 'decisions', 'mails', 'consents', 'sessions', 'audit', 'none')),
  erasure      text not null check (erasure in ('KEEP', 'DELETE', 'WORDS', 'WORDS_ROW')),
  words_column text,
  basis        text not null check (length(basis) between 1 and 200),
  primary key (table_name, column_name),
  constraint personal_data_words_ck check ((erasure = 'WORDS') = (words_column is not null))
);
grant select on personal_data to countersign_app;

insert into personal_data values
  ('person', 'id', 'ID', 'profile', 'KEEP', null, 'the row stays without name and mail'),
  ('mandate', 'person_id', 'ID', 'roles', 'KEEP', null, 'shows who could decide for the client, and when'),
  ('mandate', 'appointed_by', 'ID', 'roles', 'KEEP', null, 'shows by whose word somebody could decide'),
  ('client_staff', 'person_id', 'ID', 'roles', 'KEEP', null, 'shows who worked for the client'),
  ('client_staff', 'assigned_by', 'ID', 'roles', 'KEEP', null, 'shows by whose word somebody worked for the client'),
  ('wall', 'built_by', 'ID', 'work', 'KEEP', null, 'shows that the wall was kept; its reason is about clients'),
  ('wall', 'ended_by', 'ID', 'work', 'KEEP', null, 'shows that the wall was kept'),
  ('assignment', 'created_by', 'ID', 'work', 'KEEP', null, 'part of the contract with the vendor'),
  ('revocation', 'ref', 'ID', 'sessions', 'KEEP', null, 'keeps old sign-ins ended; lapses by itself'),
  ('idempotent_request', 'person_id', 'ID', 'sessions', 'DELETE', null, 'answers kept for a repeated request'),
  ('safety_rule', 'created_by', 'ID', 'work', 'KEEP', null, 'shows who answered for the rule'),
  ('hold', 'placed_by', 'ID', 'decisions', 'WORDS', 'reason', 'evidence of the stop'),
  ('hold_lift', 'person_id', 'ID', 'decisions', 'KEEP', null, 'evidence of the lifting'),
  ('campaign', 'created_by', 'ID', 'work', 'KEEP', null, 'work done for the client'),
  ('asset', 'uploaded_by', 'ID', 'work', 'KEEP', null, 'work done for the client'),
  ('post', 'created_by', 'ID', 'work', 'KEEP', null, 'work done for the client'),
  ('revision', 'author_id', 'ID', 'work', 'KEEP', null, 'the author may not decide on it; evidence of that'),
  ('workflow', 'created_by', 'ID', 'work', 'KEEP', null, 'shows by whose word the workflow counts'),
  ('submission', 'submitted_by', 'ID', 'decisions', 'WORDS', 'note', 'evidence of what was asked'),
  ('decision', 'decided_by', 'ID', 'decisions', 'WORDS', 'comment', 'evidence of the consent to publish'),
  ('audit_entry', 'actor', 'ID', 'audit', 'KEEP', null, 'a link of the chain'),
  ('audit_entry', 'subject_id', 'MENTION', 'audit', 'KEEP', null, 'a link of the chain'),
  ('audit_text', 'written_by', 'ID', 'audit', 'WORDS_ROW', null, 'words behind a link of the chain'),
  ('audit_note', 'actor', 'NONE', 'none', 'KEEP', null, 'becomes an entry when the transaction ends'),
  ('audit_note', 'subject_id', 'NONE', 'none', 'KEEP', null, 'becomes an entry when the transaction ends'),
  ('person', 'mail', 'NONE', 'none', 'KEEP', null, 'stands in the row that the id finds'),
  ('channel', 'connected_by', 'ID', 'work', 'KEEP', null, 'shows by whose hand the account was connected'),
  ('connect_invitation', 'person_id', 'ID', 'roles', 'KEEP', null, 'shows who was asked to connect the account'),
  ('connect_invitation', 'created_by', 'ID', 'work', 'KEEP', null, 'shows who asked for the account'),
  ('budget_limit', 'counted_by', 'NONE', 'none', 'KEEP', null, 'a way of counting requests'),
  ('budget_limit', 'subject', 'NONE', 'none', 'KEEP', null, 'what requests are counted for'),
  ('outbox', 'payload', 'PAYLOAD', 'mails', 'DELETE', null, 'mail to the person'),
  ('consent_version', 'published_by', 'ID', 'work', 'KEEP', null, 'shows who published the text'),
  ('consent_answer', 'person_id', 'ID', 'consents', 'KEEP', null, 'proof of the consent, Art. 7(1)'),
  ('retention_period', 'set_by', 'ID', 'work', 'KEEP', null, 'shows who set the period');

-- ---- a person's data, for the person -------------------------------------------------------------------------------------------
create table personal_export (
  agency_id     text        not null default bound_agency(),
  id            uuid        not null,
  person_id     text        not null,
  language      text        not null check (language in ('en', 'de')),
  asked_by      text        not null default bound_person(),
  asked_at      timestamptz not null default db_now(),
  state         text        not null default 'WAITING' check (state in ('WAITING', 'READY', 'FAILED', 'EXPIRED')),
  attempts      int         not null default 0,
  next_at       timestamptz not null default db_now(),
  failure       text,
  archive       bytea,
  digest        bytea       check (octet_length(digest) = 32),
  ready_at      timestamptz,
  downloaded_at timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, person_id) references person,
  constraint personal_export_ready_ck check ((state = 'READY') = (archive is not null)),
  constraint personal_export_digest_ck check (archive is null or digest = sha256(archive))
);
create unique index personal_export_waiting_uk on personal_export (agency_id, person_id, asked_by) where state = 'WAITING';
call tenant_table('personal_export');
grant select, insert on personal_export to countersign_app;
grant update (state, attempts, next_at, failure, archive, digest, ready_at, downloaded_at) on personal_export to countersign_app;
create policy reach on personal_export as restrictive for all to countersign_app
  using (bound_job() or person_id = bound_person() or asked_by = bound_person());

create function check_personal_export() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    new.asked_by := bound_person();
    new.asked_at := db_now();
    if new.person_id <> bound_person() and not bound_has_role('agency_owner') then perform refuse('export.refused.not_owner'); end if;
    if exists (select from person_erasure e where e.agency_id = new.agency_id and e.person_id = new.person_id) then
      perform refuse('erasure.refused.done');
    end if;
    if new.state <> 'WAITING' or new.archive is not null then perform refuse('export.refused.not_the_job'); end if;
    perform note('export.asked', 'person', new.person_id);
    return new;
  end if;
  if new.downloaded_at is distinct from old.downloaded_at then
    new.downloaded_at := db_now();
    perform note('export.downloaded', 'person', new.person_id, 'digest', encode(new.digest, 'hex'));
  end if;
  if not bound_job() and (to_jsonb(new) - 'downloaded_at') <> (to_jsonb(old) - 'downloaded_at') then
    perform refuse('export.refused.not_the_job');
  end if;
  if new.state = 'READY' and old.state <> 'READY' then
    new.ready_at := db_now();
    perform note('export.made', 'person', new.person_id, 'digest', encode(new.digest, 'hex'));
  end if;
  return new;
end $$;
create trigger check_personal_export before insert or update on personal_export for each row execute function check_personal_export();

-- ---- the person-level legal hold -------------------------------------------------------------------------------------------------
create table erasure_hold (
  agency_id text        not null default bound_agency(),
  id        uuid        not null,
  person_id text        not null,
  reason    text        not null check (length(reason) between 1 and 500),
  placed_by text        not null default bound_person(),
  placed_at timestamptz not null default db_now(),
  ended_by  text,
  ended_at  timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, person_id) references person
);
create unique index erasure_hold_current_uk on erasure_hold (agency_id, person_id) where ended_at is null;
call tenant_table('erasure_hold');
grant select, insert on erasure_hold to countersign_app;
grant update (ended_at) on erasure_hold to countersign_app;
call personal_table('erasure_hold', 'placed_by');

create function check_erasure_hold() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not keeps_privacy() then perform refuse('erasure_hold.refused.not_yours'); end if;
  if tg_op = 'INSERT' then
    new.placed_by := bound_person();
    new.placed_at := db_now();
    new.ended_by := null;
    new.ended_at := null;
    perform note('erasure_hold.placed', 'person', new.person_id, 'reason', new.reason);
  else
    if old.ended_at is not null then perform refuse('erasure_hold.refused.ended'); end if;
    new.ended_by := bound_person();
    new.ended_at := db_now();
    perform note('erasure_hold.ended', 'person', new.person_id);
  end if;
  return new;
end $$;
create trigger check_erasure_hold before insert or update on erasure_hold for each row execute function check_erasure_hold();

-- ---- erasure -------------------------------------------------------------------------------------------------------------------------
-- The row is the order and the proof. The books forget with it, in the same transaction; Keycloak forgets by a worker.
create table person_erasure (
  agency_id        text        not null default bound_agency(),
  id               uuid        not null,
  person_id        text        not null,
  number           int         not null default 0,
  words            boolean     not null,
  asked_by         text        not null default bound_person(),
  asked_at         timestamptz not null default db_now(),
  state            text        not null default 'RUNNING' check (state in ('RUNNING', 'DONE')),
  attempts         int         not null default 0,
  next_at          timestamptz not null default db_now(),
  failure          text,
  identity_gone_at timestamptz,
  notice_id        uuid,
  done_at          timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, person_id) references person
);
create unique index person_erasure_person on person_erasure (agency_id, person_id);
create unique index person_erasure_number on person_erasure (agency_id, number);
call tenant_table('person_erasure');
grant select, insert on person_erasure to countersign_app;
grant update (state, attempts, next_at, failure, identity_gone_at, notice_id) on person_erasure to countersign_app;
call personal_table('person_erasure', 'asked_by');

insert into personal_data values
  ('personal_export', 'person_id', 'ID', 'profile', 'DELETE', null, 'a copy of what is erased'),
  ('personal_export', 'asked_by', 'ID', 'profile', 'KEEP', null, 'shows who asked for a copy'),
  ('erasure_hold', 'person_id', 'ID', 'profile', 'KEEP', null, 'shows why an erasure waited'),
  ('erasure_hold', 'placed_by', 'ID', 'work', 'KEEP', null, 'shows who had an erasure wait'),
  ('erasure_hold', 'ended_by', 'ID', 'work', 'KEEP', null, 'shows who ended the wait'),
  ('person_erasure', 'person_id', 'ID', 'profile', 'KEEP', null, 'proof of the erasure'),
  ('person_erasure', 'asked_by', 'ID', 'work', 'KEEP', null, 'proof of the erasure'),
  ('agency_task', 'ordered_by', 'ID', 'work', 'KEEP', null, 'shows which operator ordered what'),
  ('provisioned_agency', 'created_by', 'ID', 'work', 'KEEP', null, 'shows which operator made the agency'),
  ('provisioned_agency', 'owner_id', 'NONE', 'none', 'KEEP', null, 'a person of the agency that was made'),
  ('provisioned_agency', 'owner_mail', 'NONE', 'none', 'KEEP', null, 'a person of the agency that was made'),
  ('invitation', 'person_id', 'ID', 'roles', 'DELETE', null, 'shows that the person was asked in'),
  ('invitation', 'invited_by', 'ID', 'work', 'KEEP', null, 'shows who asked somebody in'),
  ('mail_change', 'person_id', 'ID', 'roles', 'DELETE', null, 'shows who confirmed a new address'),
  ('mail_change', 'old_mail', 'NONE', 'none', 'KEEP', null, 'stands in the row that the person finds'),
  ('mail_change', 'new_mail', 'NONE', 'none', 'KEEP', null, 'stands in the row that the person finds'),
  ('mail_change', 'changed_by', 'ID', 'roles', 'KEEP', null, 'shows who changed an address'),
  ('mail_change', 'settled_by', 'ID', 'roles', 'KEEP', null, 'shows who confirmed a new address'),
  ('mandate_proposal', 'mail', 'MAIL', 'roles', 'DELETE', null, 'shows who was proposed'),
  ('mandate_proposal', 'proposed_by', 'ID', 'work', 'KEEP', null, 'shows who proposed somebody'),
  ('mandate_proposal', 'settled_by', 'ID', 'work', 'KEEP', null, 'shows who answered a proposal'),
  ('client_domain', 'added_by', 'ID', 'work', 'KEEP', null, 'shows who named the mail domain'),
  ('identity_task', 'ref', 'ID', 'sessions', 'KEEP', null, 'what the sign-in service is still told'),
  ('vendor', 'mail', 'NONE', 'none', 'KEEP', null, 'the company''s own address'),
  ('vendor_text', 'written_by', 'ID', 'work', 'KEEP', null, 'shows who wrote the terms'),
  ('assignment', 'ended_by', 'ID', 'work', 'WORDS', 'end_reason', 'part of the contract with the vendor'),
  ('assignment_terms', 'written_by', 'ID', 'work', 'KEEP', null, 'part of the contract with the vendor'),
  ('assignment_fee', 'set_by', 'ID', 'work', 'KEEP', null, 'part of the contract with the vendor'),
  ('assignment_decision', 'decided_by', 'ID', 'decisions', 'WORDS', 'comment', 'evidence of the consent to the vendor'),
  ('assignment_acceptance', 'person_id', 'ID', 'consents', 'KEEP', null, 'proof of what was accepted'),
  ('asset_rights', 'stated_by', 'ID', 'work', 'KEEP', null, 'evidence of the rights in a picture'),
  ('delivery', 'delivered_by', 'ID', 'work', 'WORDS', 'note', 'part of the contract with the vendor'),
  ('service_account', 'created_by', 'ID', 'work', 'KEEP', null, 'shows who let a program in'),
  ('service_account', 'revoked_by', 'ID', 'work', 'KEEP', null, 'shows who ended it'),
  ('service_account', 'subject', 'NONE', 'none', 'KEEP', null, 'a program, no person');

-- The agency's owner answers for everybody; a client's owner for who has been of their clients only.
create function may_erase(p_person text) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select bound_person() <> p_person and (bound_has_role('agency_owner') or (
         exists (select from mandate m where m.agency_id = bound_agency() and m.person_id = p_person)
     and not exists (select from mandate m where m.agency_id = bound_agency() and m.person_id = p_person
                        and not holds_mandate(m.agency_id, m.client_id, bound_person(), 'OWNER'))))
$$;

-- What still has to end first; null when nothing.
create function erasure_waits_for(p_person text) returns text
  language sql stable security definer set search_path = public, pg_temp as $$
  select case
    when exists (select from person_erasure e where e.agency_id = p.agency_id and e.person_id = p.id) then 'done'
    when exists (select from erasure_hold h where h.agency_id = p.agency_id and h.person_id = p.id and h.ended_at is null)
      then 'legal_hold'
    when p.side = 'CLIENT' and exists (select from mandate m where m.agency_id = p.agency_id and m.person_id = p.id
           and m.ended_at is null and (m.ends_at is null or m.ends_at > db_now())) then 'mandate'
    when p.side <> 'CLIENT' and person_open(p) and cardinality(p.roles) > 0 then 'role'
  end
  from person p where p.agency_id = bound_agency() and p.id = p_person
$$;
grant execute on function may_erase(text), erasure_waits_for(text) to countersign_app;

create function check_person_erasure() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  waits text;
begin
  if tg_op = 'INSERT' then
    if not may_erase(new.person_id) then perform refuse('erasure.refused.not_yours'); end if;
    perform pg_advisory_xact_lock(hashtextextended(new.agency_id || '/erasure', 17));
    perform from person p where p.agency_id = new.agency_id and p.id = new.person_id for update;
    waits := erasure_waits_for(new.person_id);
    if waits is not null then perform refuse('erasure.refused.' || waits); end if;
    select coalesce(max(e.number), 0) + 1 into new.number from person_erasure e where e.agency_id = new.agency_id;
    new.asked_by := bound_person();
    new.asked_at := db_now();
    new.state := 'RUNNING';
    new.identity_gone_at := null;
    new.done_at := null;
    perform note('person.erased', 'person', new.person_id, 'erasure', new.id::text, 'number', new.number::text,
                 'texts', new.words::text);
    return new;
  end if;
  if new.notice_id is distinct from old.notice_id and old.notice_id is null and new.asked_by = bound_person() then
    return new; -- the last mail, written in the transaction that erased
  end if;
  if not bound_job() or old.state = 'DONE' then perform refuse('erasure.refused.not_the_job'); end if;
  if new.state = 'DONE' then
    if new.identity_gone_at is null then perform refuse('erasure.refused.not_the_job'); end if;
    new.done_at := db_now();
    delete from outbox o where o.agency_id = new.agency_id and o.id = new.notice_id;
    perform note('person.erasure_done', 'person', new.person_id, 'erasure', new.id::text);
  end if;
  return new;
end $$;
create trigger check_person_erasure before insert or update on person_erasure for each row execute function check_person_erasure();

create function erase_person() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  asker    text := bound_person();
  old_mail text;
  d        personal_data;
begin
  select p.mail into old_mail from person p where p.agency_id = new.agency_id and p.id = new.person_id;
  perform set_config('app.person', 'job:erasure', true);
  update person p set name = 'Erased person ' || new.number, mail = '', active = false
   where p.agency_id = new.agency_id and p.id = new.person_id;
  insert into revocation (agency_id, kind, ref, not_before, expires_at)
    values (new.agency_id, 'person', new.person_id, db_now(), db_now() + interval '61 days')
    on conflict (agency_id, kind, ref) do update
      set not_before = greatest(revocation.not_before, excluded.not_before),
          expires_at = greatest(revocation.expires_at, excluded.expires_at);
  for d in select * from personal_data x where x.erasure = 'DELETE' or new.words and x.erasure in ('WORDS', 'WORDS_ROW') loop
    if d.erasure = 'WORDS' then
      execute format('update %1$I t set %2$I = '''' where t.agency_id = $1 and t.%3$I = $2 and t.%2$I <> ''''',
                     d.table_name, d.words_column, d.column_name) using new.agency_id, new.person_id;
    elsif d.found_by in ('PAYLOAD', 'MAIL') and old_mail = '' then
      continue;
    elsif d.found_by = 'PAYLOAD' then
      execute format('delete from %I t where t.agency_id = $1 and lower(t.%I::json ->> ''to'') = lower($2)',
                     d.table_name, d.column_name) using new.agency_id, old_mail;
    elsif d.found_by = 'MAIL' then
      execute format('delete from %I t where t.agency_id = $1 and lower(t.%I) = lower($2)', d.table_name, d.column_name)
        using new.agency_id, old_mail;
    else
      execute format('delete from %I t where t.agency_id = $1 and t.%I = $2', d.table_name, d.column_name)
        using new.agency_id, new.person_id;
    end if;
  end loop;
  perform set_config('app.person', asker, true);
  return null;
end $$;
create trigger erase_person after insert on person_erasure for each row execute function erase_person();

-- Tables that only grow let the words of an erased person go, and nothing else of the row.
create function only_words_go(p_table regclass, p_person text, p_old jsonb, p_new jsonb) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select from personal_data d
                   join person_erasure e on e.agency_id = p_old ->> 'agency_id' and e.person_id = p_person and e.words
                  where d.table_name = p_table::text and d.erasure = 'WORDS' and p_new ->> d.words_column = ''
                    and p_new - d.words_column = p_old - d.words_column)
$$;
revoke all on function only_words_go(regclass, text, jsonb, jsonb) from public;

drop trigger only_grows on hold;
create trigger only_grows before delete on hold for each row execute function refuse_change();
create trigger evidence_stays before update on hold for each row
  when (not only_words_go('hold', old.placed_by, to_jsonb(old), to_jsonb(new))) execute function refuse_change();
drop trigger only_grows on decision;
create trigger only_grows before delete on decision for each row execute function refuse_change();
create trigger evidence_stays before update on decision for each row
  when (not only_words_go('decision', old.decided_by, to_jsonb(old), to_jsonb(new))) execute function refuse_change();

-- ---- the worker's list --------------------------------------------------------------------------------------------------------------------
-- Which kinds there are is for the functions that write here to say: nobody else can.
do $$
declare c name;
begin
  for c in select conname from pg_constraint where conrelid = 'due'::regclass and contype = 'c' loop
    execute format('alter table due drop constraint %I', c);
  end loop;
end $$;
alter table due add constraint due_kind_ck check (kind ~ '^[a-z_]{1,30}$');

create function privacy_due() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.state in ('WAITING', 'RUNNING') then
    perform set_due(new.agency_id, tg_table_name, new.id, new.next_at);
  else
    perform clear_due(new.agency_id, tg_table_name, new.id);
  end if;
  return null;
end $$;
create trigger privacy_due after insert or update on personal_export for each row execute function privacy_due();
create trigger privacy_due after insert or update on person_erasure for each row execute function privacy_due();

create function personal_export_gone() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform clear_due(old.agency_id, 'personal_export', old.id);
  return null;
end $$;
create trigger personal_export_gone after delete on personal_export for each row execute function personal_export_gone();

-- Each agency is swept once a day, from its first day on.
create function retention_begins() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  perform set_due(new.agency_id, 'retention', gen_random_uuid(), db_now() + interval '1 day');
  return null;
end $$;
create trigger retention_begins after insert on agency for each row execute function retention_begins();
set local role none; -- the migrator sees every agency; forced row-level security hides them from the owner
insert into due (agency_id, kind, ref, due_at) select a.agency_id, 'retention', gen_random_uuid(), db_now() from agency a;
set local role countersign_owner;

-- Takes up to 100 rows that are over; the worker commits and asks again until there are none. Evidence is not in here:
-- no revision, decision, submission, publication, consent, mandate or entry is ever over.
create function sweep(p_kind text) returns int
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  a     text        := bound_agency();
  limit_at timestamptz := retention_limit(p_kind);
  swept int := 0;
begin
  if bound_person() is distinct from 'job:retention' or limit_at is null then perform refuse('retention.refused.not_the_job'); end if;
  case p_kind
    when 'SENT_MAIL' then
      delete from outbox o where o.agency_id = a and o.id in (
        select x.id from outbox x where x.agency_id = a and x.state in ('SENT', 'FAILED') and x.created_at < limit_at
           and not exists (select from person_erasure e where e.agency_id = a and e.notice_id = x.id and e.state = 'RUNNING')
         limit 100);
    when 'REPEATED_REQUEST' then
      delete from idempotent_request r where r.agency_id = a and (r.person_id, r.key) in (
        select x.person_id, x.key from idempotent_request x where x.agency_id = a and x.created_at < limit_at limit 100);
    when 'ENDED_SIGN_IN' then
      delete from revocation r where r.agency_id = a and (r.kind, r.ref) in (
        select x.kind, x.ref from revocation x where x.agency_id = a and x.expires_at < limit_at limit 100);
    when 'EXPIRED_INVITATION' then
      delete from invitation i where i.agency_id = a and i.id in (
        select x.id from invitation x where x.agency_id = a and x.state = 'REVOKED' and x.settled_at < limit_at limit 100);
    when 'UNUSED_SCREENING' then
      delete from screening s where s.agency_id = a and s.id in (
        select x.id from screening x where x.agency_id = a and screening_lapsed(x) limit 100);
    when 'PERSONAL_EXPORT' then
      update personal_export e set state = 'EXPIRED', archive = null where e.agency_id = a and e.id in (
        select x.id from personal_export x where x.agency_id = a and x.state = 'READY' and x.ready_at < limit_at limit 100);
    when 'REFUSED_PATH' then
      delete from audit_text t where t.agency_id = a and t.digest in (
        select x.digest from audit_text x where x.agency_id = a and x.chain = 'refusals' and x.written_at < limit_at limit 100);
    when 'WORDS_OF_ENTRIES' then
      delete from audit_text t where t.agency_id = a and t.digest in (
        select x.digest from audit_text x where x.agency_id = a and x.chain = 'main' and x.written_at < limit_at limit 100);
  end case;
  get diagnostics swept = row_count;
  return swept;
end $$;

create function swept_until_tomorrow(p_ref uuid) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
  if bound_person() is distinct from 'job:retention' then perform refuse('retention.refused.not_the_job'); end if;
  perform set_due(bound_agency(), 'retention', p_ref, db_now() + interval '1 day');
end $$;
revoke all on function sweep(text), swept_until_tomorrow(uuid) from public;
grant execute on function sweep(text), swept_until_tomorrow(uuid) to countersign_app;
