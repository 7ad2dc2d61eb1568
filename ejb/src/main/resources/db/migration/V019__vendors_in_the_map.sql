-- What people wrote in vendors' tables goes with their erasure, the row stays as evidence (V017).
update personal_data set erasure = 'WORDS', words_column = 'end_reason'
 where table_name = 'assignment' and column_name = 'ended_by';
update personal_data set erasure = 'WORDS', words_column = 'comment'
 where table_name = 'assignment_decision' and column_name = 'decided_by';
update personal_data set erasure = 'WORDS', words_column = 'note'
 where table_name = 'delivery' and column_name = 'delivered_by';

drop trigger only_grows on assignment_decision;
create trigger only_grows before delete on assignment_decision for each row execute function refuse_change();
create trigger evidence_stays before update on assignment_decision for each row
  when (not only_words_go('assignment_decision', old.decided_by, to_jsonb(old), to_jsonb(new))) execute function refuse_change();
drop trigger only_grows on delivery;
create trigger only_grows before delete on delivery for each row execute function refuse_change();
create trigger evidence_stays before update on delivery for each row
  when (not only_words_go('delivery', old.delivered_by, to_jsonb(old), to_jsonb(new))) execute function refuse_change();
