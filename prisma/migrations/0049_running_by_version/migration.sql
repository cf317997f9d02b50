-- What runs on a version is counted up to a bound: version by version, so that the first rows met are enough.
drop index request_under_way;
create index request_under_way on request (version_id, structure_id) where closed_at is null;
