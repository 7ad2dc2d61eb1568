-- What vendors' tables hold of people, for exports and erasures (V017).
insert into personal_data values
  ('vendor', 'mail', 'NONE', 'none', 'KEEP', null, 'how a company is reached'),
  ('vendor_text', 'written_by', 'ID', 'work', 'KEEP', null, 'shows who wrote what vendors accept'),
  ('assignment', 'ended_by', 'ID', 'work', 'WORDS', 'end_reason', 'part of the contract with the vendor'),
  ('assignment_terms', 'written_by', 'ID', 'work', 'KEEP', null, 'part of the contract with the vendor'),
  ('assignment_fee', 'set_by', 'ID', 'work', 'KEEP', null, 'part of the contract with the vendor'),
  ('assignment_decision', 'decided_by', 'ID', 'decisions', 'WORDS', 'comment', 'evidence of the client''s consent'),
  ('assignment_acceptance', 'person_id', 'ID', 'consents', 'KEEP', null, 'proof of what was accepted, and when'),
  ('asset_rights', 'stated_by', 'ID', 'work', 'KEEP', null, 'shows by what right the picture is used'),
  ('delivery', 'delivered_by', 'ID', 'work', 'WORDS', 'note', 'shows what was handed over, and when');

drop trigger only_grows on assignment_decision;
create trigger only_grows before delete on assignment_decision for each row execute function refuse_change();
create trigger evidence_stays before update on assignment_decision for each row
  when (not only_words_go('assignment_decision', old.decided_by, to_jsonb(old), to_jsonb(new))) execute function refuse_change();
drop trigger only_grows on delivery;
create trigger only_grows before delete on delivery for each row execute function refuse_change();
create trigger evidence_stays before update on delivery for each row
  when (not only_words_go('delivery', old.delivered_by, to_jsonb(old), to_jsonb(new))) execute function refuse_change();
