-- Workers take the oldest commands that wait: with a thousand of a batch behind them, and as many archive editions to come, each
-- look judged all of these.
create index outbox_waiting on outbox (created_at, id) where done_at is null;
