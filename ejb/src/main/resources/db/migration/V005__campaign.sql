-- Floor 5. Campaigns.
create table campaign (
  agency_id  text        not null default bound_agency(),
  id         uuid        not null,
  brand_id   uuid        not null,
  name       text        not null check (length(name) between 1 and 120),
  objective  text        not null check (length(objective) <= 300),
  brief      text        not null check (length(brief) <= 4000),
  starts_on  date        not null,
  ends_on    date        not null,
  created_by text        not null,
  created_at timestamptz not null default db_now(),
  version    bigint      not null default 1,
  primary key (agency_id, id),
  foreign key (agency_id, brand_id) references brand,
  constraint campaign_name_uk unique (agency_id, brand_id, name),
  constraint campaign_dates_ck check (ends_on >= starts_on)
);
call tenant_table('campaign');
grant select, insert, update on campaign to countersign_app;
