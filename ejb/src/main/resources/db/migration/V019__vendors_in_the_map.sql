-- What people wrote in vendors' tables goes with their erasure, the row stays as evidence (V017).
drop trigger only_grows on assignment_decision;
create trigger only_grows before delete on assignment_decision for each row execute function refuse_change();
create trigger evidence_stays before update on assignment_decision for each row
  when (not only_words_go('assignment_decision', old.decided_by, to_jsonb(old), to_jsonb(new))) execute function refuse_change();
drop trigger only_grows on delivery;
create trigger only_grows before delete on delivery for each row execute function refuse_change();
create trigger evidence_stays before update on delivery for each row
  when (not only_words_go('delivery', old.delivered_by, to_jsonb(old), to_jsonb(new))) execute function refuse_change();
