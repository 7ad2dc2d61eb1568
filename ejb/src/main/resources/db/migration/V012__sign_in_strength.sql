-- Floor 7. A stage may ask for a stronger sign-in than others (G3).

-- Weakest first; an unknown word is worth being signed in, and no more.
create function strength(p_acr text) returns smallint
  language sql immutable set search_path = public, pg_temp
  as $$ select coalesce(array_position(array['mail', 'password', 'otp', 'passkey'], p_acr), 1)::smallint $$;

-- How strong the bound person's sign-in was. Set beside the person, by the same hand.
create function bound_acr() returns text
  language sql stable set search_path = public, pg_temp
  as $$ select coalesce(current_setting('app.acr', true), '') $$;

alter table workflow_stage add column acr text not null default 'mail'
  check (acr in ('mail', 'password', 'otp', 'passkey'));
alter table submission_stage add column acr text not null default 'mail'
  check (acr in ('mail', 'password', 'otp', 'passkey'));

-- The least strength is the workflow's at this moment; a stage that a finding added asks for none.
create function take_strength() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.acr := coalesce((select w.acr from submission s
                         join workflow_stage w on w.agency_id = s.agency_id and w.workflow_id = s.workflow_id
                        where s.agency_id = new.agency_id and s.id = new.submission_id and w.position = new.position),
                      'mail');
  return new;
end $$;
create trigger take_strength before insert on submission_stage for each row execute function take_strength();

-- What the decision's row says of the strength is what the session had, whatever was sent.
create function check_strength() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  least text;
begin
  new.acr := bound_acr();
  select s.acr into least from submission_stage s
   where s.agency_id = new.agency_id and s.submission_id = new.submission_id and s.position = new.stage_position;
  if strength(new.acr) < strength(least) then perform refuse('decision.refused.weak_sign_in'); end if;
  return new;
end $$;
create trigger check_strength before insert on decision for each row execute function check_strength();
