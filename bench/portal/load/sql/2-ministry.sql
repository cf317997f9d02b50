-- 632 structures around the demonstration's fourteen, as many persons as asked, rights at every level.
create table bench.unit as
  select 1 as level, 'D' || k as code, 'MDD' as parent, 'Paris' as city,
         (array['Direction des affaires civiles', 'Direction de la protection judiciaire', 'Inspection générale',
                'Direction des finances'])[k] as name
    from generate_series(1, 4) k
  union all
  select 2, 'D' || d || '-B' || k, 'D' || d, 'Paris', 'Bureau ' || d || chr(64 + k)
    from generate_series(1, 4) d, generate_series(1, 11) k
  union all
  select 2, 'CA-' || lpad(k::text, 2, '0'), 'DSJ', bench.town(k), 'Cour d’appel de ' || bench.town(k)
    from generate_series(2, 36) k
  union all
  select 2, 'DISP-' || lpad(k::text, 2, '0'), 'DAP', bench.town(200 + k),
         'Direction interrégionale des services pénitentiaires de ' || bench.town(200 + k)
    from generate_series(2, 10) k
  union all
  -- Valmont has two courts already.
  select 3, 'TJ-' || lpad(c::text, 2, '0') || '-' || k, case c when 1 then 'CA-VALMONT' else 'CA-' || lpad(c::text, 2, '0') end,
         bench.town(c * 7 + k), 'Tribunal judiciaire de ' || bench.town(c * 7 + k)
    from generate_series(1, 36) c, generate_series(1, 5) k where c > 1 or k > 2
  union all
  select 4, 'GR-' || lpad(c::text, 2, '0') || '-' || k, 'TJ-' || lpad(c::text, 2, '0') || '-' || k, bench.town(c * 7 + k),
         'Greffe du tribunal de ' || bench.town(c * 7 + k)
    from generate_series(1, 36) c, generate_series(1, 5) k where c > 1 or k > 2
  union all
  select 3, 'MA-' || lpad(r::text, 2, '0') || '-' || k, case r when 1 then 'DISP-EST' else 'DISP-' || lpad(r::text, 2, '0') end,
         bench.town(r * 17 + k), 'Maison d’arrêt de ' || bench.town(r * 17 + k)
    from generate_series(1, 10) r, generate_series(1, 17) k;

-- A level at a time: a path ends that of the structure above. The trigger that keeps structure_above runs.
do $$
begin
  for wanted in 1 .. 4 loop
    insert into structure (id, code, name, city, parent_id, path)
    select made.id, u.code, u.name, u.city, above.id, above.path || made.id || '/'
      from bench.unit u
      join structure above on above.code = u.parent
      cross join lateral (select bench.id('2024-01-01', u.code, 0) as id) made
     where u.level = wanted order by u.code;
  end loop;
end $$;

set session_replication_role = replica;

create table bench.place as
  select row_number() over (order by code) - 1 as rank, id, code, path,
         case when parent_id is null then 'root'
              when code like 'CA-%' or code like 'DISP-%' then 'region'
              when code like 'TJ-%' then 'court'
              when code = 'CBCM' then 'other'
              when path like '/' || (select id from structure where code = 'MDD') || '/%' and length(path) = 75 then 'direction'
              else 'other' end as level
    from structure;

-- Persons 1 to 632 are each the superior of a structure (but where the demonstration has one), those after hold these
-- rights, all others none. Who signs for a court is new and signed nothing yet: whoever signs has one code in half a minute,
-- and what a ministry can sign in a second is no limit of the portal's.
create table bench.power as
  select rank + 1 as person, id as structure_id, 'superieur' as role, false as by_right, '2021-01-01'::date as since
    from bench.place p
   where not exists (select from habilitation h where h.structure_id = p.id and h.role = 'superieur')
  union all
  select 632 + row_number() over (order by g.new, p.rank, g.role, k), p.id, g.role, g.role = 'signataire',
         case when g.new then current_setting('bench.day')::date - 30 else '2021-01-01' end
    from bench.place p
    join (values ('region', 'gestionnaire', 2, false), ('region', 'valideur', 2, false), ('region', 'signataire', 3, false),
                 ('direction', 'gestionnaire', 1, false), ('direction', 'valideur', 1, false), ('direction', 'signataire', 1, false),
                 ('root', 'gestionnaire', 1, false), ('root', 'valideur', 1, false), ('root', 'signataire', 1, false),
                 ('root', 'financier', 3, false), ('root', 'comptable', 1, false), ('root', 'administrateur', 2, false),
                 ('court', 'signataire', 1, true)) g (level, role, many, new) on g.level = p.level
    cross join lateral generate_series(1, g.many) k;

create table bench.person as
  select n, bench.id('2024-01-01', 'person', n) as id, 'A' || lpad(n::text, 6, '0') as number,
         bench.first_name(bench.pick(n, 10, 60)) as first_name, bench.last_name(n) as last_name,
         coalesce(p.structure_id, s.id) as structure_id, p.person is null as plain
    from generate_series(1, current_setting('bench.persons')::int - (select count(*) from person)) n
    left join bench.power p on p.person = n
    join bench.place s on s.rank = n % (select count(*) from bench.place);

insert into person (id, employee_number, first_name, last_name, work_email, created_at)
select id, number, first_name, last_name, lower(number) || '@harmonie.example', '2016-01-01' from bench.person;
insert into dossier (id, person_id) select bench.id('2024-01-01', 'dossier', n), id from bench.person;
insert into posting (id, person_id, structure_id, quality, grade, "from", until)
select bench.id('2024-01-01', 'posting', n), id, structure_id, case when plain then 'agent' else 'responsable' end,
       (array['Greffier', 'Greffière principale', 'Surveillant', 'Attaché d’administration', 'Adjointe administrative'])[1 + n % 5],
       '2020-09-01'::date, null::date from bench.person
union all
-- Half of them were elsewhere before.
select bench.id('2024-01-01', 'former posting', n), p.id, s.id, 'agent', 'Greffier', '2014-09-01', '2020-08-31'
  from bench.person p join bench.place s on s.rank = bench.pick(n, 20, (select count(*)::int from bench.place)) where n % 2 = 0;
insert into situation_entry (id, person_id, theme, theme_sha256, "from", value, origin, at, apart)
select bench.id('2024-01-01', 'echelon', n), p.id, t.name, t.sha256, '2015-01-01'::date,
       jsonb_build_object('grade', 'Greffier', 'echelon', 1 + n % 9, 'index', 350 + n % 9 * 15), 'taken-over', '2016-01-01'::timestamptz, false
  from bench.person p join themes_in_force() t on t.name = 'echelon-grade'
union all
select bench.id('2024-01-01', 'contact', n), p.id, t.name, t.sha256, '2016-01-01',
       jsonb_build_object('phone', '+3319901' || lpad((n % 10000)::text, 4, '0')), 'taken-over', '2016-01-01', false
  from bench.person p join themes_in_force() t on t.name = 'contact';
insert into habilitation (id, person_id, role, structure_id, "from", by_right, ground)
select bench.id('2024-01-01', 'right', p.n), p.id, w.role, w.structure_id, w.since, w.by_right,
       case when is_sensitive_role(w.role) then 'installation' end
  from bench.power w join bench.person p on p.n = w.person;
-- Rights that ended, of as many persons: lists of rights and conditions on dates meet them.
insert into habilitation (id, person_id, role, structure_id, "from", until, by_right)
select bench.id('2024-01-01', 'former right', p.n), p.id, w.role, w.structure_id, '2017-01-01', '2020-12-31', false
  from bench.power w join bench.person p on p.n = w.person + 2000 where w.role in ('superieur', 'gestionnaire', 'valideur');
-- One in thirty-three is away today, superiors too; everyone was once.
insert into absence (id, person_id, "from", until)
select bench.id('2024-01-01', 'absence', n), id, current_setting('bench.day')::date - 5, current_setting('bench.day')::date + 20
  from bench.person where bench.pick(n, 21, 33) = 0
union all
select bench.id('2024-01-01', 'former absence', n), id, '2024-07-01'::date + n::int % 60, '2024-07-21'::date + n::int % 60
  from bench.person;

-- Everyone can sign in, with the password of the demonstration's accounts; second factors are load.ts's.
insert into "user" (id, name, email, email_verified, created_at, updated_at, person_id)
select 'bench-' || n, first_name || ' ' || last_name, lower(number) || '@harmonie.example', true, '2024-01-01', '2024-01-01', id
  from bench.person;
insert into account (id, account_id, provider_id, user_id, password, created_at, updated_at)
select 'bench-' || n, 'bench-' || n, 'credential', 'bench-' || n, (select password from account limit 1), '2024-01-01', '2024-01-01'
  from bench.person;

-- Who acted in a role for someone of a structure, the nearest first; twelve each, so that a number below twelve names one.
create table bench.author as
  with holder as (
    select a.structure_id, h.role, h.person_id,
           row_number() over (partition by a.structure_id, h.role order by a.distance, p.employee_number) as place,
           min(a.distance) over (partition by a.structure_id, h.role) = a.distance as nearest
      from habilitation h join structure_above a on a.above_id = h.structure_id join person p on p.id = h.person_id
     where h.until is null and h.role in ('superieur', 'gestionnaire', 'valideur', 'signataire', 'financier')
       and h.person_id not in (select p.id from bench.person p join bench.power w on w.person = p.n where w.since > '2021-01-01')
  ), chosen as (
    select structure_id, role, person_id, place, count(*) over (partition by structure_id, role) as many
      from holder where role <> 'superieur' or nearest
  )
  select structure_id, role, k, person_id
    from generate_series(0, 11) k join chosen on place = 1 + k % many;
alter table bench.author add primary key (structure_id, role, k);
analyze;
