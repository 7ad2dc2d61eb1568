-- One row a post for every list: where it stands in the eyes of the people who work on it.
create view post_overview with (security_invoker = true) as
select p.agency_id, p.id, p.title, p.brand_id, b.client_id, c.alias as client_alias, c.name as client_name,
       b.name as brand_name, b.initials, b.colour, b.zone, p.campaign_id, k.name as campaign_name,
       p.planned_at, p.changed_at, p.created_by, p.version, p.revision_number, r.id as revision_id,
       p.state as authoring_state,
       coalesce(
         (select case when x.state = 'SCHEDULED' and publication_held(x.agency_id, x.id) then 'HELD' else x.state end
            from publication x
           where x.agency_id = p.agency_id and x.revision_id = r.id and x.state <> 'CANCELLED'
           order by array_position(array['FAILED', 'UNKNOWN', 'PARTIAL', 'HELD', 'EXPIRED', 'DISPATCHING', 'SCHEDULED',
                                         'REMOVED', 'PUBLISHED'], x.state)
           limit 1),
         p.state) as shown_state
from post p
join brand b on b.agency_id = p.agency_id and b.id = p.brand_id
join client c on c.agency_id = b.agency_id and c.id = b.client_id
join campaign k on k.agency_id = p.agency_id and k.id = p.campaign_id
join revision r on r.agency_id = p.agency_id and r.post_id = p.id and r.number = p.revision_number;
grant select on post_overview to countersign_app;

-- A submission with the stage that is being decided now and how far it is.
create view submission_overview with (security_invoker = true) as
select s.agency_id, s.id, s.post_id, s.revision_id, s.state, s.submitted_by, s.submitted_at, s.note, s.version,
       o.title, o.brand_id, o.client_id, o.client_alias, o.client_name, o.brand_name, o.initials, o.colour, o.zone, o.planned_at,
       st.position as stage_position, st.name as stage_name, st.side as stage_side, st.role as stage_role, st.quorum as stage_quorum,
       (select count(*) from decision d where d.agency_id = s.agency_id and d.submission_id = s.id
           and d.stage_position = st.position and d.kind = 'APPROVE') as stage_approvals,
       (select max(v.window_to) from variant v where v.agency_id = s.agency_id and v.revision_id = s.revision_id) as window_to
from submission s
join post_overview o on o.agency_id = s.agency_id and o.id = s.post_id
left join lateral (
  select x.* from submission_stage x
   where x.agency_id = s.agency_id and x.submission_id = s.id
     and exists (select from variant v where v.agency_id = s.agency_id and v.revision_id = s.revision_id
                    and not stage_complete(s.agency_id, s.id, x.position, v.channel_id, v.digest))
   order by x.position limit 1) st on true;
grant select on submission_overview to countersign_app;
