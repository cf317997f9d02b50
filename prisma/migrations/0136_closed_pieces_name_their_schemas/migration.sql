-- As every function of ours (0021): names are looked up in its own schemas.
alter function piece_stays_closed() set search_path = pg_catalog, public, pg_temp;
