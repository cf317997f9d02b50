-- What was shown of a fold says which fold it was: decisions given together name both. What was shown before says it not; whoever has
-- such a fold open opens it again.
delete from fold_shown;
alter table fold_shown add column fold_id text not null;
