-- One worker at a time seals an act, outside any transaction: it has claimed it until then. A claim that ended is anybody's.
alter table act add column seal_claim uuid;
alter table act add column seal_claimed_until timestamptz(3);
alter table act add constraint act_claimed_until check ((seal_claim is null) = (seal_claimed_until is null));
