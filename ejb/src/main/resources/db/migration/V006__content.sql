-- Floor 6. Posts, their immutable revisions, and media stored by digest.
create table asset (
  agency_id   text        not null default bound_agency(),
  client_id   uuid        not null,
  sha256      bytea       not null,
  media_type  text        not null check (media_type in ('image/jpeg', 'image/png', 'image/gif')),
  width       int         not null check (width > 0),
  height      int         not null check (height > 0),
  bytes       bytea       not null check (octet_length(bytes) between 1 and 20971520),
  uploaded_by text        not null default bound_person(),
  uploaded_at timestamptz not null default db_now(),
  primary key (agency_id, client_id, sha256),
  foreign key (agency_id, client_id) references client,
  constraint asset_digest_ck check (sha256 = sha256(bytes))
);
call growing_table('asset');

create table post (
  agency_id       text        not null default bound_agency(),
  id              uuid        not null,
  brand_id        uuid        not null,
  campaign_id     uuid        not null,
  title           text        not null check (length(title) between 1 and 200),
  planned_at      timestamptz not null,
  state           text        not null check (state in ('DRAFT', 'IN_REVIEW', 'CHANGES_REQUESTED', 'REJECTED', 'APPROVED')),
  revision_number int         not null,
  created_by      text        not null,
  created_at      timestamptz not null default db_now(),
  changed_at      timestamptz not null default db_now(),
  version         bigint      not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, brand_id) references brand,
  foreign key (agency_id, campaign_id) references campaign
);
create index post_planned on post (agency_id, planned_at, id);
create index post_campaign on post (agency_id, campaign_id, planned_at);
call tenant_table('post');
grant select, insert, update on post to countersign_app;

create table revision (
  agency_id  text        not null default bound_agency(),
  id         uuid        not null,
  post_id    uuid        not null,
  number     int         not null check (number > 0),
  digest     bytea       not null check (octet_length(digest) = 32),
  author_id  text        not null,
  created_at timestamptz not null,
  primary key (agency_id, id),
  foreign key (agency_id, post_id) references post,
  foreign key (agency_id, author_id) references person,
  constraint revision_number_uk unique (agency_id, post_id, number)
);
call growing_table('revision');

create table variant (
  agency_id   text        not null default bound_agency(),
  id          uuid        not null,
  revision_id uuid        not null,
  channel_id  uuid        not null,
  canonical   bytea       not null,
  digest      bytea       not null,
  window_from timestamptz not null,
  window_to   timestamptz not null,
  primary key (agency_id, id),
  foreign key (agency_id, revision_id) references revision,
  foreign key (agency_id, channel_id) references channel,
  constraint variant_channel_uk unique (agency_id, revision_id, channel_id),
  constraint variant_digest_ck check (digest = sha256(canonical)),
  constraint variant_window_ck check (window_to > window_from)
);
create index variant_digest on variant (agency_id, channel_id, digest);
call growing_table('variant');

create table variant_asset (
  agency_id  text     not null default bound_agency(),
  variant_id uuid     not null,
  position   smallint not null,
  client_id  uuid     not null,
  sha256     bytea    not null,
  primary key (agency_id, variant_id, position),
  foreign key (agency_id, variant_id) references variant,
  foreign key (agency_id, client_id, sha256) references asset
);
call growing_table('variant_asset');

create function stamp_revision() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  new.author_id := bound_person();
  new.created_at := db_now();
  perform note('revision.created', 'revision', new.id::text, 'post', new.post_id::text, 'number', new.number::text,
               'digest', encode(new.digest, 'hex'));
  return new;
end $$;
create trigger stamp_revision before insert on revision for each row execute function stamp_revision();

-- What the columns say must be what the bytes say: the channel, its account and the window.
create function check_variant() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  content jsonb := convert_from(new.canonical, 'UTF8')::jsonb;
begin
  if (content ->> 'channel')::uuid is distinct from new.channel_id
     or (content -> 'window' ->> 'from')::timestamptz is distinct from new.window_from
     or (content -> 'window' ->> 'to')::timestamptz is distinct from new.window_to then
    perform refuse('variant.refused.bytes_differ');
  end if;
  if not exists (select from revision r
                   join post p on p.agency_id = r.agency_id and p.id = r.post_id
                   join channel c on c.agency_id = r.agency_id and c.brand_id = p.brand_id
                  where r.agency_id = new.agency_id and r.id = new.revision_id and c.id = new.channel_id
                    and c.account = content ->> 'account' and c.network = content ->> 'network') then
    perform refuse('variant.refused.foreign_channel');
  end if;
  return new;
end $$;
create trigger check_variant before insert on variant for each row execute function check_variant();

-- Checked at commit: the post digest covers exactly the revision's variants, and each variant's media are stored.
-- So nothing can be added to a revision in a later transaction.
create function check_revision_whole() returns trigger
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  r revision;
  media text;
begin
  if tg_table_name = 'revision' then
    r := new;
  else
    select v.* into r from revision v where v.agency_id = new.agency_id and v.id = new.revision_id;
  end if;
  if r.digest is distinct from (select sha256(string_agg(v.digest, ''::bytea order by v.digest))
       from variant v where v.agency_id = r.agency_id and v.revision_id = r.id) then
    perform refuse('revision.refused.digest_differs');
  end if;
  if exists (
    select from variant v
     where v.agency_id = r.agency_id and v.revision_id = r.id
       and (select coalesce(string_agg(m ->> 'sha256', ',' order by o), '')
              from jsonb_array_elements(convert_from(v.canonical, 'UTF8')::jsonb -> 'media') with ordinality as e(m, o))
           <> (select coalesce(string_agg(encode(a.sha256, 'hex'), ',' order by a.position), '')
                 from variant_asset a where a.agency_id = v.agency_id and a.variant_id = v.id)) then
    perform refuse('revision.refused.media_differ');
  end if;
  return null;
end $$;
create constraint trigger check_whole after insert on revision
  deferrable initially deferred for each row execute function check_revision_whole();
create constraint trigger check_whole after insert on variant
  deferrable initially deferred for each row execute function check_revision_whole();
