-- A request a row, in the order of filing: the latest are live one in two. Those of the decade before the last are numbered
-- from 0 down, so that what is drawn by its number is the same with and without them.
create unlogged table bench.made as
  with counted as (
    select current_setting('bench.requests')::int as all, current_setting('bench.live')::int as live,
           current_setting('bench.requests')::int * (current_setting('bench.decades')::int - 1) as before,
           current_setting('bench.day')::timestamptz as day,
           current_setting('bench.day')::timestamptz - interval '10 years' as first
  ), agent as (
    select row_number() over (order by n) - 1 as k, id, structure_id from bench.person where plain
  ), placed as (
    select n, n > c.all - 2 * c.live and n % 2 = 0 as live, (n - (c.all - 2 * c.live)) / 2 - 1 as among_live,
           n - 1 - greatest(0, (n - (c.all - 2 * c.live)) / 2) as among_over, c.day,
           c.first + (c.day - c.first) * (n::float / c.all) as filed_at,
           case when n > 0 then n else c.all + n end as of_decade
      from counted c, generate_series((select count(*)::int from request) + 1 - c.before, c.all) n
  )
  select p.n, bench.id(p.filed_at, 'request', p.n) as id, to_char(p.filed_at, 'YYYY-') || lpad(p.of_decade::text, greatest(6, length(p.of_decade::text)), '0') as number,
         t.story, p.live, p.among_live, a.id as agent_id, a.structure_id, p.filed_at,
         least(make_interval(days => 15 + bench.pick(p.n, 30, 40)), (p.day - p.filed_at) * 0.8) as took, 0 as extras
    from placed p
    join bench.turn t on t.live = p.live
     and t.turn = case when p.live then p.among_live * 37 % 60 else (p.among_over * 577 % 940 + 940) % 940 end
    join agent a on a.k = bench.pick(p.n, 31, (select count(*)::int from agent));

-- What is left of the 6,250 events a thousand once each has its essential ones goes to the latest requests.
with essential as (
  select story, count(*) filter (where essential) as few, count(*) filter (where not essential) as more from bench.t_event group by story
), left_over as (
  select (current_setting('bench.requests')::bigint * current_setting('bench.decades')::int * 625 / 100 - (select count(*) from request_event)
         - (select sum(e.few) from bench.made m join essential e using (story)))::bigint as many
), spent as (
  select m.n, e.more, sum(e.more) over (order by m.n desc) as up_to from bench.made m join essential e using (story)
)
update bench.made m set extras = greatest(0, least(s.more, l.many - (s.up_to - s.more)))
  from spent s, left_over l where s.n = m.n and l.many > s.up_to - s.more;
alter table bench.made add primary key (n);
analyze bench.made;

insert into request (id, number, kind, version_id, agent_id, filed_by_id, structure_id, data, filed_at, engine, instance_key,
                     reminder_at, due_at, silence_at, outcome, closed_at)
select m.id, m.number, s.kind, s.version_id, m.agent_id, case when s.started then f.person_id end, m.structure_id,
       case when p.id is null then s.data
            else replace(s.data::text, p.id::text, bench.id(m.filed_at, 'piece', m.n)::text)::jsonb end
       || case when m.story like 'tp-%'
            then jsonb_build_object('startDate', (date_trunc('month', m.filed_at) + interval '3 months')::date,
                                    'endDate', (date_trunc('month', m.filed_at) + interval '15 months - 1 day')::date)
            else '{}' end,
       m.filed_at, 'default', (4000000000000000 + m.n)::text, m.filed_at + (s.reminder_at - s.filed_at), m.filed_at + (s.due_at - s.filed_at),
       m.filed_at + (s.silence_at - s.filed_at),
       case when m.live then null else coalesce(s.outcome, 'granted') end, case when m.live then null else m.filed_at + m.took end
  from bench.made m
  join bench.story s on s.story = m.story
  left join bench.t_piece p on p.story = m.story
  left join bench.author f on f.structure_id = m.structure_id and f.role = 'gestionnaire' and f.k = bench.pick(m.n, 32, 12)
 order by m.n;
select setval('request_number', current_setting('bench.requests')::bigint);
