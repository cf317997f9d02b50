-- How many folds somebody was shown within an hour is bounded (application/signing/read-fold.ts).
create index fold_shown_person on fold_shown (person_id, shown_at);
