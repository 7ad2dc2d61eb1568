-- Floor 7. Workflows, submissions and decisions (G1, G3).

-- A client's way to a yes. Stages never change; a client gets another workflow by its owner's word.
create table workflow (
  agency_id  text        not null default bound_agency(),
  id         uuid        not null,
  client_id  uuid        not null,
  name       text        not null check (length(name) between 1 and 120),
  created_by text        not null default bound_person(),
  created_at timestamptz not null default db_now(),
  primary key (agency_id, id),
  foreign key (agency_id, client_id) references client
);
call growing_table('workflow');

create table workflow_stage (
  agency_id   text     not null default bound_agency(),
  workflow_id uuid     not null,
  position    smallint not null check (position between 1 and 9),
  name        text     not null check (length(name) between 1 and 60),
  side        text     not null check (side in ('AGENCY', 'CLIENT')),
  quorum      smallint not null check (quorum between 1 and 9),
  primary key (agency_id, workflow_id, position),
  foreign key (agency_id, workflow_id) references workflow
);
call growing_table('workflow_stage');

create function check_workflow() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.created_by := bound_person();
  new.created_at := db_now();
  perform pg_advisory_xact_lock(hashtextextended(new.agency_id || new.client_id, 8));
  if exists (select from workflow w where w.agency_id = new.agency_id and w.client_id = new.client_id)
     and not holds_mandate(new.agency_id, new.client_id, bound_person(), 'OWNER') then
    perform refuse('workflow.refused.not_owner');
  end if;
  perform note('workflow.created', 'workflow', new.id::text, 'client', new.client_id::text, 'name', new.name);
  return new;
end $$;
create trigger check_workflow before insert on workflow for each row execute function check_workflow();

create function check_workflow_whole() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from workflow_stage s where s.agency_id = new.agency_id and s.workflow_id = new.id and s.side = 'CLIENT') then
    perform refuse('workflow.refused.no_client_stage');
  end if;
  return null;
end $$;
create constraint trigger check_whole after insert on workflow
  deferrable initially deferred for each row execute function check_workflow_whole();
-- A stage joins its workflow in the transaction that made the workflow, or not at all.
create function check_workflow_stage() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from workflow w where w.agency_id = new.agency_id and w.id = new.workflow_id
                    and w.xmin = pg_current_xact_id()::xid) then
    perform refuse('workflow.refused.complete');
  end if;
  return new;
end $$;
create trigger check_workflow_stage before insert on workflow_stage for each row execute function check_workflow_stage();

create table submission (
  agency_id    text        not null default bound_agency(),
  id           uuid        not null,
  post_id      uuid        not null,
  revision_id  uuid        not null,
  workflow_id  uuid        not null,
  submitted_by text        not null,
  submitted_at timestamptz not null,
  note         text        not null default '' check (length(note) <= 1000),
  state        text        not null check (state in ('OPEN', 'APPROVED', 'CHANGES_REQUESTED', 'REJECTED', 'SUPERSEDED')),
  version      bigint      not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, post_id) references post,
  foreign key (agency_id, revision_id) references revision,
  foreign key (agency_id, workflow_id) references workflow
);
create unique index submission_open_uk on submission (agency_id, post_id) where state = 'OPEN';
create unique index submission_live_uk on submission (agency_id, revision_id) where state in ('OPEN', 'APPROVED');
call tenant_table('submission');
grant select, insert on submission to countersign_app;
grant update (state, version) on submission to countersign_app;

create table submission_stage (
  agency_id     text     not null,
  submission_id uuid     not null,
  position      smallint not null,
  name          text     not null,
  side          text     not null check (side in ('AGENCY', 'CLIENT')),
  role          text,
  quorum        smallint not null check (quorum >= 1),
  primary key (agency_id, submission_id, position),
  foreign key (agency_id, submission_id) references submission
);
call growing_table('submission_stage');
revoke insert on submission_stage from countersign_app;

create table decision (
  agency_id      text        not null default bound_agency(),
  id             uuid        not null,
  submission_id  uuid        not null,
  stage_position smallint    not null,
  kind           text        not null check (kind in ('APPROVE', 'REQUEST_CHANGES', 'REJECT')),
  comment        text        not null default '' check (length(comment) <= 2000),
  decided_by     text        not null,
  decided_at     timestamptz not null,
  acr            text        not null default '',
  primary key (agency_id, id),
  foreign key (agency_id, submission_id, stage_position) references submission_stage,
  constraint decision_person_uk unique (agency_id, submission_id, stage_position, decided_by)
);
call growing_table('decision');

-- What exactly was decided on: decisions bind to variant digests.
create table decision_variant (
  agency_id   text  not null default bound_agency(),
  decision_id uuid  not null,
  channel_id  uuid  not null,
  digest      bytea not null check (octet_length(digest) = 32),
  primary key (agency_id, decision_id, channel_id),
  foreign key (agency_id, decision_id) references decision
);
call growing_table('decision_variant');

create function stage_complete(p_agency text, p_submission uuid, p_position smallint, p_channel uuid, p_digest bytea)
  returns boolean language sql stable set search_path = public, pg_temp as $$
  select (select count(distinct d.decided_by)
            from decision d
            join decision_variant dv on dv.agency_id = d.agency_id and dv.decision_id = d.id
           where d.agency_id = p_agency and d.submission_id = p_submission and d.stage_position = p_position
             and d.kind = 'APPROVE' and dv.channel_id = p_channel and dv.digest = p_digest)
         >= (select s.quorum from submission_stage s
              where s.agency_id = p_agency and s.submission_id = p_submission and s.position = p_position)
$$;

-- The gate's question (G1): is there a complete approval of this digest for this channel?
create function submission_complete(p_agency text, p_submission uuid, p_channel uuid, p_digest bytea)
  returns boolean language sql stable set search_path = public, pg_temp as $$
  select exists (select from submission_stage s where s.agency_id = p_agency and s.submission_id = p_submission and s.side = 'CLIENT')
     and not exists (select from submission_stage s
                      where s.agency_id = p_agency and s.submission_id = p_submission
                        and not coalesce(stage_complete(p_agency, p_submission, s.position, p_channel, p_digest), false))
     and not exists (select from decision d join decision_variant dv on dv.agency_id = d.agency_id and dv.decision_id = d.id
                      where d.agency_id = p_agency and d.submission_id = p_submission and d.kind <> 'APPROVE'
                        and dv.channel_id = p_channel and dv.digest = p_digest)
$$;

create function approval_complete(p_agency text, p_revision uuid, p_channel uuid, p_digest bytea) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (
    select from submission s
      join variant v on v.agency_id = s.agency_id and v.revision_id = s.revision_id
     where s.agency_id = p_agency and s.revision_id = p_revision and s.state = 'APPROVED'
       and v.channel_id = p_channel and v.digest = p_digest and v.digest = sha256(v.canonical)
       and submission_complete(p_agency, s.id, p_channel, p_digest))
$$;
revoke all on function approval_complete(text, uuid, uuid, bytea) from public;
grant execute on function approval_complete(text, uuid, uuid, bytea) to countersign_app;

create function check_submission() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  the_client uuid;
  worst text;
begin
  if tg_op = 'INSERT' then
    new.submitted_by := bound_person();
    new.submitted_at := db_now();
    new.state := 'OPEN';
    select b.client_id into the_client from post p join brand b on b.agency_id = p.agency_id and b.id = p.brand_id
     where p.agency_id = new.agency_id and p.id = new.post_id;
    if not exists (select from revision r join post p on p.agency_id = r.agency_id and p.id = r.post_id
                    where r.agency_id = new.agency_id and r.id = new.revision_id and r.post_id = new.post_id
                      and r.number = p.revision_number) then
      perform refuse('submission.refused.stale_revision');
    end if;
    if new.workflow_id is distinct from (select w.id from workflow w
         where w.agency_id = new.agency_id and w.client_id = the_client order by w.created_at desc limit 1) then
      perform refuse('submission.refused.workflow');
    end if;
    -- each variant was screened, and the newest screening does not block it
    if exists (select from variant v where v.agency_id = new.agency_id and v.revision_id = new.revision_id
                and coalesce((select s.verdict from screening s where s.agency_id = v.agency_id and s.channel_id = v.channel_id
                               and s.digest = v.digest order by s.screened_at desc limit 1), 'BLOCK') = 'BLOCK') then
      perform refuse('submission.refused.blocked');
    end if;
    return new;
  end if;
  if new.state = old.state then return new; end if;
  if not (old.state = 'OPEN' or (old.state = 'APPROVED' and new.state = 'SUPERSEDED')) then
    perform refuse('submission.refused.closed');
  end if;
  if new.state = 'APPROVED' and exists (
       select from variant v where v.agency_id = new.agency_id and v.revision_id = new.revision_id
        and not submission_complete(new.agency_id, new.id, v.channel_id, v.digest)) then
    perform refuse('submission.refused.incomplete');
  end if;
  perform note('submission.' || lower(new.state), 'submission', new.id::text, 'post', new.post_id::text);
  return new;
end $$;
create trigger check_submission before insert or update on submission for each row execute function check_submission();

-- The stages are the workflow's at this moment, and a legal finding adds compliance in front.
create function open_stages() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into submission_stage (agency_id, submission_id, position, name, side, role, quorum)
  select new.agency_id, new.id, s.position, s.name, s.side, null, s.quorum
    from workflow_stage s where s.agency_id = new.agency_id and s.workflow_id = new.workflow_id;
  if exists (select from variant v where v.agency_id = new.agency_id and v.revision_id = new.revision_id
              and (select s.verdict from screening s where s.agency_id = v.agency_id and s.channel_id = v.channel_id
                    and s.digest = v.digest order by s.screened_at desc limit 1) = 'LEGAL') then
    insert into submission_stage (agency_id, submission_id, position, name, side, role, quorum)
    values (new.agency_id, new.id, 0, 'Legal', 'AGENCY', 'compliance', 1);
  end if;
  perform note('submission.opened', 'submission', new.id::text, 'post', new.post_id::text,
               'revision', new.revision_id::text, 'workflow', new.workflow_id::text);
  return null;
end $$;
create trigger open_stages after insert on submission for each row execute function open_stages();

create function check_decision() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  s     submission;
  stage submission_stage;
  who   person;
  author text;
  the_client uuid;
begin
  select x.* into s from submission x where x.agency_id = new.agency_id and x.id = new.submission_id for update;
  if s.id is null then perform refuse('decision.refused.not_found'); end if;
  if s.state <> 'OPEN' then perform refuse('decision.refused.closed'); end if;
  new.decided_by := bound_person();
  new.decided_at := db_now();
  select p.* into who from person p where p.agency_id = new.agency_id and p.id = new.decided_by and p.active;
  if who.id is null or who.side = 'VENDOR' then perform refuse('decision.refused.not_a_decider'); end if;
  select r.author_id into author from revision r where r.agency_id = s.agency_id and r.id = s.revision_id;
  if new.decided_by = author or new.decided_by = s.submitted_by then perform refuse('decision.refused.own_work'); end if;
  select x.* into stage from submission_stage x
   where x.agency_id = new.agency_id and x.submission_id = s.id and x.position = new.stage_position;
  if exists (select from submission_stage e
               join variant v on v.agency_id = e.agency_id and v.revision_id = s.revision_id
              where e.agency_id = s.agency_id and e.submission_id = s.id and e.position < new.stage_position
                and not stage_complete(s.agency_id, s.id, e.position, v.channel_id, v.digest)) then
    perform refuse('decision.refused.earlier_stage');
  end if;
  if stage.side = 'CLIENT' then
    select b.client_id into the_client from post p join brand b on b.agency_id = p.agency_id and b.id = p.brand_id
     where p.agency_id = s.agency_id and p.id = s.post_id;
    if not holds_mandate(s.agency_id, the_client, new.decided_by, 'APPROVER') then
      perform refuse('decision.refused.not_an_approver');
    end if;
  elsif who.side <> 'AGENCY' or (stage.role is not null and not stage.role = any (who.roles)) then
    perform refuse('decision.refused.not_a_decider');
  end if;
  return new;
end $$;
create trigger check_decision before insert on decision for each row execute function check_decision();

create function check_decision_variant() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from decision d
                   join submission s on s.agency_id = d.agency_id and s.id = d.submission_id
                   join variant v on v.agency_id = s.agency_id and v.revision_id = s.revision_id
                  where d.agency_id = new.agency_id and d.id = new.decision_id and d.xmin = pg_current_xact_id()::xid
                    and v.channel_id = new.channel_id and v.digest = new.digest) then
    perform refuse('decision.refused.other_content');
  end if;
  return new;
end $$;
create trigger check_decision_variant before insert on decision_variant for each row execute function check_decision_variant();

-- At commit: a decision names at least one variant, and its audit entry says which.
create function check_decision_whole() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  digests text;
begin
  select string_agg(encode(dv.digest, 'hex'), ',' order by dv.digest) into digests
    from decision_variant dv where dv.agency_id = new.agency_id and dv.decision_id = new.id;
  if digests is null then perform refuse('decision.refused.nothing_decided'); end if;
  perform note('decision.' || lower(new.kind), 'decision', new.id::text, 'submission', new.submission_id::text,
               'stage', new.stage_position::text, 'digests', digests);
  return null;
end $$;
create constraint trigger check_whole after insert on decision
  deferrable initially deferred for each row execute function check_decision_whole();
