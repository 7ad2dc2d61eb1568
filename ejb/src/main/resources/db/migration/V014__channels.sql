-- Floor 3. What is sealed, brand profiles, how accounts get connected, developer apps and what they may ask for.

-- ---- the work list takes more kinds ------------------------------------------------------------------------
alter table due drop constraint due_kind_check;
alter table due add constraint due_kind_check check (kind ~ '^[a-z][a-z_]{1,30}$');

-- ---- what is sealed -------------------------------------------------------------------------------------------
-- The one list of columns that hold bytes of platform.Secrets. A migration that adds such a column calls
-- sealed_column for it; a test compares the list with every bytea column there is. From it a new key reaches all
-- that an old one sealed, and a start finds out whether a key is missing.
create table sealed_column (
  table_name  text not null,
  column_name text not null,
  owner_of    text not null,
  primary key (table_name, column_name)
);

-- owner_of is the column whose text was given to Secrets.seal as the secret's owner. The table's triggers must let
-- the owner's functions change the column.
create procedure sealed_column(t regclass, sealed text, owner_of text) language plpgsql as $$
begin
  execute format('alter table %s add constraint %I check (octet_length(%I) > 28)', t, t || '_' || sealed || '_ck', sealed);
  insert into sealed_column values (t::text, sealed, owner_of);
end $$;
call sealed_column('channel', 'credential', 'id');

-- Up to 100 secrets of the bound agency that another key sealed.
create function sealed_with_other(p_key int)
  returns table (table_name text, column_name text, owner_of text, sealed bytea)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  c record;
  n bigint := 0;
  found_here bigint;
begin
  for c in select x.* from sealed_column x order by x.table_name, x.column_name loop
    return query execute format(
      'select %L::text, %L::text, %I::text, %I from %I where %I is not null and get_byte(%I, 0) <> $1 limit $2',
      c.table_name, c.column_name, c.owner_of, c.column_name, c.table_name, c.column_name, c.column_name)
      using p_key, 100 - n;
    get diagnostics found_here = row_count;
    n := n + found_here;
    exit when n >= 100;
  end loop;
end $$;

-- Puts the same secret, sealed with another key, in the place of what it was read from. Only the job may, and only
-- for a listed column: what it says is kept by the audit entry of its batch.
create function reseal(p_table text, p_column text, p_old bytea, p_new bytea) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  n bigint;
begin
  if bound_person() is distinct from 'job:reseal' or get_byte(p_old, 0) = get_byte(p_new, 0)
     or octet_length(p_old) <> octet_length(p_new)
     or not exists (select from sealed_column x where x.table_name = p_table and x.column_name = p_column) then
    raise exception 'not a reseal';
  end if;
  execute format('update %I set %I = $1 where %I = $2', p_table, p_column, p_column) using p_new, p_old;
  get diagnostics n = row_count;
  return n = 1;
end $$;
revoke all on function sealed_with_other(int), reseal(text, text, bytea, bytea) from public;
grant execute on function sealed_with_other(int), reseal(text, text, bytea, bytea) to countersign_app;

-- ---- a brand's profile ------------------------------------------------------------------------------------------
alter table brand
  add column sector        text   not null default '' check (length(sector) <= 80),
  add column jurisdictions text[] not null default '{}',
  add column voice         text   not null default '' check (length(voice) <= 2000),
  add column voice_do      text[] not null default '{}',
  add column voice_dont    text[] not null default '{}',
  add column working_days  text   not null default '12345' check (working_days ~ '^1?2?3?4?5?6?7?$' and working_days <> '');

create table brand_holiday (
  agency_id text not null default bound_agency(),
  brand_id  uuid not null,
  day       date not null,
  name      text not null check (length(name) between 1 and 80),
  primary key (agency_id, brand_id, day),
  foreign key (agency_id, brand_id) references brand
);
call tenant_table('brand_holiday');
call brand_table('brand_holiday', 'brand_id');
grant select, insert, delete on brand_holiday to countersign_app;

create table brand_link (
  agency_id  text        not null default bound_agency(),
  id         uuid        not null,
  brand_id   uuid        not null,
  kind       text        not null check (kind in ('SITE', 'SHOP', 'IMPRINT', 'PRIVACY', 'CONTACT', 'OTHER')),
  url        text        not null check (url like 'https://%' and length(url) <= 500),
  checked_at timestamptz,
  failure    text,
  primary key (agency_id, id),
  foreign key (agency_id, brand_id) references brand,
  constraint brand_link_url_uk unique (agency_id, brand_id, kind, url)
);
call tenant_table('brand_link');
call brand_table('brand_link', 'brand_id');
grant select, insert, delete on brand_link to countersign_app;
grant update (checked_at, failure) on brand_link to countersign_app;

-- Looked at when it is new and then once a week; a look that failed is repeated after an hour.
create function brand_link_due() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'DELETE' then
    perform clear_due(old.agency_id, 'brand_link', old.id);
  else
    perform set_due(new.agency_id, 'brand_link', new.id,
      case when new.checked_at is null then db_now()
           else new.checked_at + case when new.failure is null then interval '7 days' else interval '1 hour' end end);
  end if;
  return null;
end $$;
create trigger brand_link_due after insert or update or delete on brand_link
  for each row execute function brand_link_due();

-- ---- may staff type a client's credentials? ------------------------------------------------------------------------
alter table agency add column staff_may_connect boolean not null default false;
grant update (staff_may_connect) on agency to countersign_app;

create function check_staff_may_connect() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not exists (select from person p where p.agency_id = new.agency_id and p.id = bound_person() and person_open(p)
                    and p.side = 'AGENCY' and 'agency_owner' = any (p.roles)) then
    perform refuse('agency.refused.not_owner');
  end if;
  perform note('agency.staff_may_connect', 'agency', new.agency_id, 'allowed', new.staff_may_connect::text);
  return new;
end $$;
create trigger check_staff_may_connect before update of staff_may_connect on agency
  for each row when (new.staff_may_connect <> old.staff_may_connect) execute function check_staff_may_connect();

-- ---- developer apps ------------------------------------------------------------------------------------------------
-- An agency's own, or the operator's, which is everybody's default: the tenant 'operator' keeps those.
create table network_app (
  agency_id  text        not null default bound_agency(),
  id         uuid        not null,
  network    text        not null check (network ~ '^[a-z]{2,30}$'),
  name       text        not null check (length(name) between 1 and 80),
  client_id  text        not null check (length(client_id) between 1 and 300),
  secret     bytea,
  created_at timestamptz not null default db_now(),
  retired_at timestamptz,
  version    bigint      not null default 1,
  primary key (agency_id, id),
  constraint network_app_client_uk unique (agency_id, network, client_id)
);
call tenant_table('network_app');
create policy operators_default on network_app for select
  using (agency_id = 'operator' and bound_agency() is not null);
grant select, insert on network_app to countersign_app;
grant update (name, secret, retired_at, version) on network_app to countersign_app;
call sealed_column('network_app', 'secret', 'id');

create function note_network_app() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform note('network_app.added', 'network_app', new.id::text, 'network', new.network);
  elsif new.retired_at is not null and old.retired_at is null then
    perform note('network_app.retired', 'network_app', new.id::text, 'network', new.network);
  else
    perform note('network_app.changed', 'network_app', new.id::text, 'network', new.network);
  end if;
  return null;
end $$;
create trigger note_network_app after insert or update on network_app
  for each row when (current_user <> 'countersign_owner') execute function note_network_app();

-- ---- channels --------------------------------------------------------------------------------------------------------
alter table channel
  add column scopes        text        not null default '',
  add column expires_at    timestamptz,
  add column connected_at  timestamptz,
  add column connected_by  text,
  add column checked_at    timestamptz,
  add column next_check_at timestamptz,
  add column app_agency    text,
  add column app_id        uuid,
  add foreign key (app_agency, app_id) references network_app (agency_id, id);
-- A name proves nothing, the account does: whoever adds a channel must not learn of others by its name.
alter table channel drop constraint channel_account_uk;
alter table channel add constraint channel_handle_uk unique (agency_id, brand_id, network, handle);
create unique index channel_account_uk on channel (agency_id, network, account) where account <> '';
revoke update on channel from countersign_app;
grant update (handle, account, service_url, public_url, credential, scopes, expires_at, last_success, last_failure,
              failure, checked_at, next_check_at, app_agency, app_id, version) on channel to countersign_app;

-- A person of the client is asked to connect an account. The link that is mailed names the invitation; it signs
-- nobody in, and holds for one person, once, for a while.
create table connect_invitation (
  agency_id  text        not null default bound_agency(),
  id         uuid        not null,
  brand_id   uuid        not null,
  channel_id uuid        not null,
  person_id  text        not null,
  created_by text        not null default bound_person(),
  created_at timestamptz not null default db_now(),
  expires_at timestamptz not null,
  used_at    timestamptz,
  revoked_at timestamptz,
  primary key (agency_id, id),
  foreign key (agency_id, channel_id) references channel,
  foreign key (agency_id, brand_id) references brand,
  foreign key (agency_id, person_id) references person
);
create unique index connect_invitation_open_uk on connect_invitation (agency_id, channel_id)
  where used_at is null and revoked_at is null;
call tenant_table('connect_invitation');
call brand_table('connect_invitation', 'brand_id');
grant select, insert on connect_invitation to countersign_app;
grant update (revoked_at) on connect_invitation to countersign_app;

create function holds_any_mandate(p_agency text, p_client uuid, p_person text) returns boolean
  language sql stable set search_path = public, pg_temp as $$
  select holds_mandate(p_agency, p_client, p_person, 'OWNER') or holds_mandate(p_agency, p_client, p_person, 'APPROVER')
      or holds_mandate(p_agency, p_client, p_person, 'VIEWER')
$$;

-- By what right the bound person may give the channel a credential: by invitation, as the client's owner, as staff
-- where the agency's owner allowed that; null for nobody else.
create function connect_through(p_agency text, p_channel uuid, p_client uuid) returns text
  language sql stable set search_path = public, pg_temp as $$
  select case
    when exists (select from connect_invitation i
                  where i.agency_id = p_agency and i.channel_id = p_channel and i.person_id = bound_person()
                    and i.used_at is null and i.revoked_at is null and i.expires_at > db_now()
                    and holds_any_mandate(p_agency, p_client, i.person_id)) then 'invitation'
    when holds_mandate(p_agency, p_client, bound_person(), 'OWNER') then 'owner'
    when exists (select from agency a join person p on p.agency_id = a.agency_id
                  where a.agency_id = p_agency and a.staff_may_connect and p.id = bound_person() and person_open(p)
                    and p.side = 'AGENCY' and p.roles && array['agency_owner', 'account_manager']) then 'staff'
  end
$$;

create function check_connect_invitation() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  client uuid;
begin
  if tg_op = 'UPDATE' then
    if old.used_at is not null or old.revoked_at is not null then perform refuse('invitation.refused.over'); end if;
    if new.revoked_at is not null then
      new.revoked_at := db_now();
      perform note('channel.invitation_revoked', 'channel', new.channel_id::text, 'invitation', new.id::text);
    else
      perform note('channel.invitation_used', 'channel', new.channel_id::text, 'invitation', new.id::text);
    end if;
    return new;
  end if;
  new.created_by := bound_person();
  new.created_at := db_now();
  new.used_at := null;
  new.revoked_at := null;
  new.expires_at := least(new.expires_at, db_now() + interval '14 days');
  select h.brand_id, b.client_id into new.brand_id, client
    from channel h join brand b on b.agency_id = h.agency_id and b.id = h.brand_id
   where h.agency_id = new.agency_id and h.id = new.channel_id;
  if not coalesce(holds_any_mandate(new.agency_id, client, new.person_id), false) then
    perform refuse('invitation.refused.not_client_person');
  end if;
  update connect_invitation i set revoked_at = db_now()
   where i.agency_id = new.agency_id and i.channel_id = new.channel_id and i.used_at is null and i.revoked_at is null;
  perform note('channel.invited', 'channel', new.channel_id::text, 'invitation', new.id::text, 'person', new.person_id);
  return new;
end $$;
create trigger check_connect_invitation before insert or update on connect_invitation
  for each row execute function check_connect_invitation();

-- Whose account a channel is never changes once it is known: approved bytes name the account (G1), so another
-- account is another channel. A credential comes from the client's owner, from the invited person, or from staff
-- where the agency's owner allowed that; and it never follows a changed server address.
create function check_channel() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  client  uuid;
  through text;
begin
  if new.app_id is not null and not exists (
       select from network_app a where a.agency_id = new.app_agency and a.id = new.app_id and a.network = new.network
          and a.agency_id in (new.agency_id, 'operator') and a.retired_at is null) then
    perform refuse('channel.refused.app');
  end if;
  if tg_op = 'INSERT' then
    perform note('channel.added', 'channel', new.id::text, 'brand', new.brand_id::text, 'network', new.network);
  else
    if old.account <> '' and new.account <> old.account then perform refuse('channel.refused.other_account'); end if;
    if new.service_url <> old.service_url and new.credential is not null and new.credential is not distinct from old.credential then
      perform refuse('channel.refused.other_server');
    end if;
  end if;
  if new.credential is null then
    new.scopes := '';
    new.expires_at := null;
    new.next_check_at := null;
    if tg_op = 'UPDATE' and old.credential is not null then
      new.connected_at := null;
      new.connected_by := null;
      perform note('channel.disconnected', 'channel', new.id::text, 'account', old.account);
    end if;
    return new;
  end if;
  if tg_op = 'UPDATE' and new.credential is not distinct from old.credential then return new; end if;

  if new.account = '' then perform refuse('channel.refused.no_account'); end if;
  select b.client_id into client from brand b where b.agency_id = new.agency_id and b.id = new.brand_id;
  through := connect_through(new.agency_id, new.id, client);
  if through is null then perform refuse('channel.refused.not_yours'); end if;
  if through = 'invitation' then
    update connect_invitation i set used_at = db_now()
     where i.agency_id = new.agency_id and i.channel_id = new.id and i.person_id = bound_person()
       and i.used_at is null and i.revoked_at is null and i.expires_at > db_now();
  end if;
  update connect_invitation i set revoked_at = db_now()
   where i.agency_id = new.agency_id and i.channel_id = new.id and i.used_at is null and i.revoked_at is null;
  new.connected_at := db_now();
  new.connected_by := bound_person();
  new.checked_at := db_now();
  new.next_check_at := db_now() + interval '6 hours';
  new.failure := null;
  perform note(case when tg_op = 'UPDATE' and old.credential is not null then 'channel.reconnected' else 'channel.connected' end,
               'channel', new.id::text, 'account', new.account, 'through', through);
  return new;
end $$;
-- The owner's own hand is the reseal function's: the secret stays the same.
create trigger check_channel before insert or update on channel
  for each row when (current_user <> 'countersign_owner') execute function check_channel();

create function channel_due() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.credential is null then
    perform clear_due(new.agency_id, 'channel', new.id);
  elsif tg_op = 'INSERT' or new.next_check_at is distinct from old.next_check_at or old.credential is null then
    perform set_due(new.agency_id, 'channel', new.id, coalesce(new.next_check_at, db_now()));
  end if;
  return null;
end $$;
create trigger channel_due after insert or update on channel for each row execute function channel_due();

-- ---- how much a network takes ------------------------------------------------------------------------------------------
-- Facts with their source; a row for one account or app wins over the network's own (subject '').
create table budget_limit (
  network        text not null,
  counted_by     text not null check (counted_by in ('ACCOUNT', 'APP')),
  subject        text not null default '',
  window_seconds int  not null check (window_seconds >= 60),
  points         int  not null check (points >= 0),
  source         text not null,
  noted_on       date not null,
  primary key (network, counted_by, subject, window_seconds)
);
insert into budget_limit (network, counted_by, window_seconds, points, source, noted_on) values
  ('bluesky', 'ACCOUNT', 3600, 5000, 'docs.bsky.app/docs/advanced-guides/rate-limits: content write operations', '2026-11-22'),
  ('bluesky', 'ACCOUNT', 86400, 35000, 'docs.bsky.app/docs/advanced-guides/rate-limits: content write operations', '2026-11-22');

-- What was asked for, across nodes and agencies, since an app or an account may be shared. Ids and counts only. The
-- application reads neither table: all it learns is whether there is room now, or when.
create table app_budget (
  counted_for    text        not null,
  window_seconds int         not null,
  slice          timestamptz not null,
  used           int         not null,
  primary key (counted_for, window_seconds, slice)
);

-- The windows that count for a request, in the order in which they are locked.
create function budgets_of(p_network text, p_account text, p_app uuid)
  returns table (counted_for text, window_len interval, slice_len interval, seconds int, points int)
  language sql stable set search_path = public, pg_temp as $$
  select distinct on (1, 4)
         x.network || ':' || lower(x.counted_by) || ':' || case x.counted_by when 'APP' then p_app::text else p_account end,
         make_interval(secs => x.window_seconds), make_interval(secs => x.window_seconds / 12.0), x.window_seconds, x.points
    from budget_limit x
   where x.network = p_network and (x.counted_by = 'ACCOUNT' or p_app is not null)
     and x.subject in ('', case x.counted_by when 'APP' then p_app::text else p_account end)
   order by 1, 4, x.subject desc
$$;
revoke all on function budgets_of(text, text, uuid) from public;

-- Takes the points from every window that counts and answers null; or takes nothing and answers when to come again.
-- A window slides in twelve slices, and a slice counts until all of it is out: in no window is it more than the limit.
create function take_budget(p_network text, p_account text, p_app uuid, p_points int) returns timestamptz
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
  l     record;
  at    timestamptz;
  taken bigint;
  later timestamptz;
  again timestamptz;
begin
  if bound_agency() is null then raise exception 'no agency is bound'; end if;
  for l in select distinct x.counted_for from budgets_of(p_network, p_account, p_app) x order by 1 loop
    perform pg_advisory_xact_lock(hashtextextended(l.counted_for, 14));
  end loop;
  at := db_now();
  for l in select * from budgets_of(p_network, p_account, p_app) loop
    select coalesce(sum(b.used), 0) into taken from app_budget b
     where b.counted_for = l.counted_for and b.window_seconds = l.seconds and b.slice + l.slice_len > at - l.window_len;
    if taken + p_points > l.points then
      select min(w.slice) + l.slice_len + l.window_len into later
        from (select b.slice, sum(b.used) over (order by b.slice) as gone from app_budget b
               where b.counted_for = l.counted_for and b.window_seconds = l.seconds
                 and b.slice + l.slice_len > at - l.window_len) w
       where taken - w.gone + p_points <= l.points;
      again := greatest(again, coalesce(later, at + l.window_len));
    end if;
  end loop;
  if again is not null then return again; end if;
  for l in select * from budgets_of(p_network, p_account, p_app) loop
    insert into app_budget as b values
      (l.counted_for, l.seconds, date_bin(l.slice_len, at, timestamptz '2000-01-01 00:00:00Z'), p_points)
      on conflict (counted_for, window_seconds, slice) do update set used = b.used + excluded.used;
    delete from app_budget b where b.counted_for = l.counted_for and b.window_seconds = l.seconds
       and b.slice + l.slice_len <= at - l.window_len;
  end loop;
  return null;
end $$;
revoke all on function take_budget(text, text, uuid, int) from public;
grant execute on function take_budget(text, text, uuid, int) to countersign_app;
