insert into task (key, request_id, instance_key, element_id, role, decision, distinct_from, state, priority, due_at, created_at, ended_at)
select (5000000000000000 + m.n * 10 + t.rank)::text, m.id, (4000000000000000 + m.n)::text, t.element_id, t.role, t.decision,
       t.distinct_from, t.state, t.priority, case when t.due then m.filed_at + interval '30 days' end,
       m.filed_at + m.took * t.created_share, m.filed_at + m.took * t.ended_share
  from bench.made m join bench.t_task t on t.story = m.story order by m.n, t.rank;
-- Two more of each live request, three of one in three.
insert into task (key, request_id, instance_key, element_id, role, decision, state, due_at, created_at)
select (5000000000000000 + m.n * 10 + 5 + t.rank)::text, m.id, (4000000000000000 + m.n)::text, t.element_id, t.role, t.decision,
       'created', m.filed_at + interval '30 days', m.filed_at + m.took * 0.5
  from bench.made m join bench.t_more t on t.story = m.story and t.rank <= case m.among_live % 3 when 0 then 3 else 2 end
 where m.live order by m.n, t.rank;

create unlogged table bench.decided as
  select m.n, m.id as request_id, m.story, t.rank, t.element_id, t.decision_kind, t.outcome, t.reason, t.reason_law, t.reason_fact, t.answers,
         case when t.shown_sha256 is not null then bench.digest('preview', m.n) end as shown_sha256, t.authentication, m.filed_at + m.took * t.ended_share as at,
         bench.id(m.filed_at + m.took * t.ended_share, 'decision', m.n * 10 + t.rank) as id,
         (5000000000000000 + m.n * 10 + t.rank)::text as task_key, case t.role when 'agent' then m.agent_id else a.person_id end as author_id
    from bench.made m
    join bench.t_task t on t.story = m.story and t.decision_id is not null
    left join bench.author a on a.structure_id = m.structure_id and a.role = t.role and a.k = bench.pick(m.n * 10 + t.rank, 40, 12)
   order by m.n, t.rank;
insert into decision_intent (id, task_key, request_id, author_id, outcome, reason, reason_law, reason_fact, answers, shown_sha256, authentication, decided_at)
select id, task_key, request_id, author_id, outcome, reason, reason_law, reason_fact, answers, shown_sha256, authentication, at from bench.decided;
insert into decision (id, task_key, request_id, element_id, kind, author_id, outcome, capacity, recorded_at, confirmed_at)
select id, task_key, request_id, element_id, decision_kind, author_id, outcome, case decision_kind when 'signature' then '{"by": "right"}'::jsonb end, at, at
  from bench.decided;

-- Acts: sealed where someone signed, drafted where they are to.
insert into act (id, request_id, template, title, content, drafted_at, decision_id, preview_sha256, sealed_sha256, sealed_size, signed_at, sealed_at, evidence, effects)
select bench.id(m.filed_at + m.took, 'act', m.n), m.id, t.template, t.title, t.content, m.filed_at + m.took * 0.8, d.id,
       case when d.id is not null then bench.digest('preview', m.n) end, case when d.id is not null then bench.digest('act', m.n) end, t.sealed_size,
       case when d.id is not null then d.at end, case when d.id is not null then m.filed_at + m.took end, t.evidence, t.effects
  from bench.made m
  join bench.t_act t on t.story = m.story
  left join bench.decided d on d.n = m.n and d.decision_kind = 'signature'
 where (t.sealed_at is null) = (d.id is null) order by m.n;
insert into dossier_piece (id, dossier_id, number, title, category, sha256, size, act_id, request_id, filed_at)
select bench.id(a.sealed_at, 'dossier piece', m.n), d.id, row_number() over (partition by d.id order by m.n), a.title,
       case left(m.story, 2) when 'tp' then 'Temps de travail' else 'Carrière' end, a.sealed_sha256, a.sealed_size, a.id, m.id, a.sealed_at
  from bench.made m join act a on a.request_id = m.id and a.sealed_at is not null join dossier d on d.person_id = m.agent_id;
update dossier d set counter = c.many from (select dossier_id, count(*) as many from dossier_piece group by dossier_id) c
 where c.dossier_id = d.id and d.counter < c.many;

-- Periods that meet another of the same person are left out, as their rule does.
insert into situation_entry (id, person_id, theme, theme_sha256, "from", until, value, origin, request_id, at, guarantee, act_id, apart)
select bench.id(m.filed_at + m.took, 'change', m.n), m.agent_id, t.theme, t.theme_sha256,
       case left(m.story, 2) when 'tp' then (date_trunc('month', m.filed_at) + interval '3 months')::date
                             else (m.filed_at + m.took)::date end,
       case left(m.story, 2) when 'tp' then (date_trunc('month', m.filed_at) + interval '15 months - 1 day')::date end,
       t.value, 'request', m.id, m.filed_at + m.took, t.guarantee,
       case when left(m.story, 2) in ('tp', 'av') then bench.id(m.filed_at + m.took, 'act', m.n) end, left(m.story, 2) = 'tp'
  from bench.made m join bench.t_change t on t.story = m.story order by m.n on conflict do nothing;

-- Pay: sent up to last month, checked in part this one, to be checked after.
create unlogged table bench.paid as
  select m.n, bench.id(m.filed_at + m.took, 'pay piece', m.n) as id, m.agent_id, m.structure_id, m.id as request_id, left(m.story, 2) as of,
         to_char(m.filed_at + m.took + interval '1 month', 'YYYY-MM') as month, m.filed_at + m.took as at,
         coalesce(nullif(split_part(s.path, '/', 3), ''), split_part(s.path, '/', 2))::uuid as direction_id
    from bench.made m join structure s on s.id = m.structure_id
   where m.story in ('tp-granted', 'av-granted', 'ba-agreed')
   order by m.n desc limit current_setting('bench.requests')::int * current_setting('bench.decades')::int / 2 - (select count(*) from pay_piece);
create table bench.batch as
  select month, direction_id, bench.id((month || '-25')::timestamptz, 'batch ' || direction_id, 0) as id, array_agg(id order by n) as piece_ids,
         month || '-' || lpad((row_number() over (partition by month order by direction_id))::text, 4, '0') as number
    from bench.paid where month < to_char(current_setting('bench.day')::date, 'YYYY-MM') group by month, direction_id;
insert into pay_batch (id, number, month, structure_id, count, piece_ids, sent_at, sent_by_id)
select id, number, month, direction_id, cardinality(piece_ids), piece_ids, (month || '-20')::timestamptz,
       (select person_id from bench.author where role = 'financier' limit 1) from bench.batch;
insert into pay_piece (id, agent_id, structure_id, month, movement, effect_date, effect_until, facts, request_id, act_id, act_sha256, created_at,
                       checked_at, checked_by_id, sent_at, batch_id)
select p.id, p.agent_id, p.structure_id, p.month, case p.of when 'tp' then 'work-time' when 'av' then 'echelon' else 'bank-account' end,
       (p.month || '-01')::date, case p.of when 'tp' then ((p.month || '-01')::date + interval '1 year - 1 day')::date end,
       case p.of when 'tp' then '[{"key": "quota", "value": 80}, {"key": "payFraction", "value": "6/7"}]'
                 when 'av' then '[{"key": "echelon", "value": 7}, {"key": "index", "value": 435}]'
                 else '[{"key": "iban", "value": "FR76 •••• 189"}]' end::jsonb,
       p.request_id, a.id, a.sealed_sha256, p.at, case when c.checked then p.at + interval '1 day' end, case when c.checked then f.person_id end,
       case when b.id is not null then (p.month || '-20')::timestamptz end, b.id
  from bench.paid p
  left join act a on p.of <> 'ba' and a.request_id = p.request_id
  left join bench.batch b on b.month = p.month and b.direction_id = p.direction_id
  join bench.author f on f.structure_id = p.structure_id and f.role = 'financier' and f.k = bench.pick(p.n, 50, 12)
  cross join lateral (select b.id is not null or (p.month = to_char(current_setting('bench.day')::date, 'YYYY-MM') and p.n % 2 = 0) as checked) c
 order by p.n;
