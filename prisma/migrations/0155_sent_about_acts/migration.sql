-- Messages about acts by when they left: what no event of the audit says yet is looked for among those of a month, every ten
-- minutes, and not among all that were ever sent.
create index notification_sent_about_acts on notification (sent_at, id) where act_id is not null and state = 'sent';
