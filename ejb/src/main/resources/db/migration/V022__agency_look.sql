-- Floor 3. What an agency looks like: its name, its colour, its logo and the sender of its mails (ADR 0018).
-- It is shown to anybody who opens the agency's address, so nothing of it is secret.
alter table agency
  add column colour       text check (colour ~ '^#[0-9a-f]{6}$'),
  add column logo         bytea check (octet_length(logo) between 1 and 102400),
  add column logo_type    text check (logo_type in ('image/png', 'image/jpeg')),
  add column mail_name    text   not null default '' check (length(mail_name) <= 80 and mail_name !~ '[[:cntrl:]@<>"]'),
  add column reply_to     text   not null default '' check (length(reply_to) <= 254 and reply_to !~ '[[:cntrl:][:space:]<>",;]'),
  add column look_version bigint not null default 1,
  add constraint agency_logo_ck check ((logo is null) = (logo_type is null));
grant update (name, colour, logo, logo_type, mail_name, reply_to) on agency to countersign_app;

alter table identity_task drop constraint identity_task_kind_check;
alter table identity_task add constraint identity_task_kind_check check (kind in ('client', 'person', 'sign_on', 'look'));
drop policy reach on identity_task;
call reach_policy('identity_task', $$ bound_job()
  or (kind = 'look' and (select bound_has_role('agency_owner')))
  or (kind in ('client', 'sign_on') and ref = any ((select reach_clients())::text[]))
  or (kind = 'person' and exists (select from person p where p.agency_id = identity_task.agency_id and p.id = identity_task.ref)) $$);

create function check_agency_look() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if (new.name, new.colour, new.logo, new.logo_type, new.mail_name, new.reply_to)
     is not distinct from (old.name, old.colour, old.logo, old.logo_type, old.mail_name, old.reply_to) then
    return new;
  end if;
  if not (bound_job() or bound_staff('agency_owner')) then perform refuse('look.refused.not_owner'); end if;
  new.look_version := old.look_version + 1;
  perform note('agency.look_changed', 'agency', new.agency_id, 'name', new.name, 'colour', coalesce(new.colour, ''),
               'logo', coalesce(encode(sha256(new.logo), 'hex'), ''), 'mail_name', new.mail_name, 'reply_to', new.reply_to);
  -- whoever changes it: the demo's look is a job's, and Keycloak shows that one too
  insert into identity_task (agency_id, kind, ref) values (new.agency_id, 'look', new.agency_id)
  on conflict (agency_id, kind, ref) do update
    set wanted = identity_task.wanted + 1, state = 'WAITING', attempts = 0, next_at = db_now(), failure = null, changed_at = db_now();
  return new;
end $$;
create trigger check_agency_look before update on agency for each row execute function check_agency_look();

insert into personal_data values
  ('agency', 'reply_to', 'MAIL', 'profile', 'KEEP', null, 'where answers to the agency''s mails go; the owner names another');
