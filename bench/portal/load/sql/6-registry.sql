-- The registry's lines, as the triggers would have written them, had they run: of each act its number, in the series of its year,
-- its structure and its nature; of one act in forty, before it, one that was reserved for a refusal and left. One act in a
-- thousand was corrected since, one withdrawn, one repealed.
create unlogged table bench.numbered as
with drawn as (
  select a.id as act_id, a.request_id, m.n, m.agent_id, r.kind, m.structure_id, act_nature(a.content, a.template) as nature,
         a.drafted_at as reserved_at, a.sealed_at, false as left_over
    from bench.made m join request r on r.id = m.id join act a on a.request_id = m.id
)
select *, extract(year from paris_day(reserved_at))::int as year from drawn
union all
select act_id, request_id, n, agent_id, kind, structure_id, 'decision', reserved_at - interval '1 hour', null, true,
       extract(year from paris_day(reserved_at - interval '1 hour'))::int
  from drawn where n % 40 = 0 and nature = 'arrete' and sealed_at is not null;

insert into registered_act (id, act_id, request_id, agent_id, kind, structure_id, year, nature, sequence, number, reference, reserved_at,
                            sealed_at, state, unused_because)
select bench.id(d.reserved_at, 'number ' || d.nature, d.n), d.act_id, d.request_id, d.agent_id, d.kind, d.structure_id, d.year, d.nature,
       d.sequence, format('%s-%s-%s-%s', d.year, d.code, case d.nature when 'decision' then 'D' else 'A' end, lpad(d.sequence::text, 6, '0')),
       left(bench.digest('reference ' || d.nature, d.n), 26), d.reserved_at, d.sealed_at,
       case when d.left_over then 'unused' when d.sealed_at is null then 'reserved'
            else case d.n % 1000 when 1 then 'corrected' when 2 then 'withdrawn' when 3 then 'repealed' else 'in-force' end end,
       case when d.left_over then 'replaced' end
  from (select d.*, s.code, coalesce(l.last, 0) + row_number() over (partition by d.year, d.structure_id, d.nature order by d.reserved_at, d.n) as sequence
          from bench.numbered d join structure s on s.id = d.structure_id
          left join act_series l on (l.year, l.structure_id, l.nature) = (d.year, d.structure_id, d.nature)) d
 order by d.reserved_at;

insert into act_series (year, structure_id, nature, last)
select year, structure_id, nature, max(sequence) from registered_act where sequence is not null group by year, structure_id, nature
on conflict (year, structure_id, nature) do update set last = excluded.last;
