insert into request_event (id, request_id, at, kind, element_id, actor_id, fact_key, detail)
select bench.id(e.at, 'event', m.n * 1000 + t.rank), m.id, e.at, t.kind, t.element_id,
       case t.actor when 'filer' then coalesce(r.filed_by_id, m.agent_id) when 'agent' then m.agent_id
                    when 'author' then case k.role when 'agent' then m.agent_id else a.person_id end end,
       case when t.task_rank is null then t.fact_key
            else 'decision:' || bench.id(m.filed_at + m.took * k.ended_share, 'decision', m.n * 10 + k.rank) end, t.detail
  from bench.made m
  join bench.t_event t on t.story = m.story and (t.essential or t.extra <= m.extras)
  cross join lateral (select m.filed_at + m.took * t.share as at) e
  left join request r on t.actor = 'filer' and r.id = m.id
  left join bench.t_task k on k.story = t.story and k.rank = t.task_rank
  left join bench.author a on a.structure_id = m.structure_id and a.role = k.role and a.k = bench.pick(m.n * 10 + k.rank, 40, 12)
 order by m.n, t.rank;

-- What is no longer to be kept is looked for once a day, by workers: not in the middle of a measure.
insert into housekeeping_run (day, started_at, ended_at)
select current_setting('bench.day')::date + k, now(), now() from generate_series(0, 90) k on conflict do nothing;

-- Lights of the steps that workers do: of the requests whose every event is there.
insert into request_step (request_id, job_key, element_id, began_at, state)
select m.id, (7000000000000000 + m.n * 100 + t.rank)::text, t.element_id, m.filed_at + m.took * t.share, t.state
  from bench.made m join bench.t_step t on t.story = m.story where m.extras > 0 order by m.n, t.rank;

insert into piece (id, sha256, size, media_type, file_name, piece_type, owner_id, request_id, uploaded_at)
select bench.id(m.filed_at, 'piece', m.n), bench.digest('piece', m.n), t.size, t.media_type, t.file_name, t.piece_type, m.agent_id, m.id, m.filed_at
  from bench.made m join bench.t_piece t on t.story = m.story order by m.n;

insert into withdrawal (id, request_id, by_id, reason, asked_at, accepted_at)
select bench.id(m.filed_at + m.took, 'withdrawal', m.n), m.id, m.agent_id, 'Autre organisation trouvée.', m.filed_at + m.took * 0.5, m.filed_at + m.took
  from bench.made m where m.story = 'tp-withdrawn' order by m.n;

insert into notification (id, dedupe_key, request_id, act_id, recipient_id, message, detail, message_id, state, attempts, next_try_at,
                          queued_at, sent_at, read_at)
select bench.id(m.filed_at + m.took * t.share, 'notification', m.n * 100 + t.rank), m.n || ':' || t.rank, m.id,
       case when t.of_act then bench.id(m.filed_at + m.took, 'act', m.n) end, coalesce(a.person_id, m.agent_id), t.message,
       t.detail || jsonb_build_object('number', m.number, 'filedOn', m.filed_at), '<' || m.n || '.' || t.rank || '@bench.example>', 'sent', 1,
       m.filed_at + m.took * t.share, m.filed_at + m.took * t.share, m.filed_at + m.took * t.share,
       case when m.n % 3 > 0 then m.filed_at + m.took end
  from bench.made m
  join bench.t_notification t on t.story = m.story
  left join bench.author a on a.structure_id = m.structure_id and a.role = t.role and a.k = bench.pick(m.n, 41, 12)
 where m.n > current_setting('bench.requests')::int * (1 - 0.3 * current_setting('bench.decades')::int)
 order by m.n desc, t.rank desc
 limit current_setting('bench.requests')::int * current_setting('bench.decades')::int / 2 - (select count(*) from notification);
