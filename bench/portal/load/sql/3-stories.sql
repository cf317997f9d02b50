-- Real requests, one for each kind and stage, as the portal wrote them: what each has, and when, as a share of the time it took.
create table bench.story as
  with stage as (
    select r.*, case r.kind when 'temps-partiel-sur-autorisation' then 'tp' when 'avancement-echelon' then 'av'
                            when 'coordonnees-bancaires' then 'ba' when 'telephone-courriel' then 'te' end || '-' ||
           coalesce(r.outcome, (select regexp_replace(t.element_id, '^.*/', '') from task t where t.request_id = r.id and t.state = 'created'), 'agreed')
           || case when exists (select from task t where t.request_id = r.id) then '' else '-alone' end as story
      from request r
  )
  select distinct on (story) story, kind, version_id, id as request_id, outcome, data, filed_at, reminder_at, due_at, silence_at,
         filed_by_id is not null as started,
         -- A task opens after the last event: nothing of a live request lies ahead.
         greatest((select max(at) from request_event e where e.request_id = s.id) - filed_at,
                  (select max(t.created_at) from task t where t.request_id = s.id) - filed_at, '1 second') as took
    from stage s order by story, id;

-- How many of a thousand requests: 940 that are over, 60 that are live. The time limits of « ba-agreed » passed: it was granted.
create table bench.share (story text, live boolean, many int);
insert into bench.share values
  ('tp-granted', false, 280), ('av-granted', false, 150), ('ba-agreed', false, 220), ('te-granted-alone', false, 260),
  ('te-granted', false, 0), ('tp-withdrawn', false, 20), ('ba-refused', false, 10),
  ('tp-avis-superieur', true, 10), ('tp-visa', true, 8), ('tp-complement', true, 2), ('tp-signature-arrete', true, 20),
  ('av-visa', true, 5), ('av-signature-arrete', true, 6), ('ba-rappel', true, 4), ('ba-confirmation', true, 2), ('te-visa', true, 3);

do $$
declare
  lacking text;
  ended int;
begin
  select string_agg(s.story, ', ') into lacking from bench.share s where not exists (select from bench.story o where o.story = s.story);
  if lacking is not null then raise exception 'the portal played no request like: %', lacking; end if;
  -- 1,930 tasks a thousand requests, 200 of them open: a visa more for as many changes of telephone as it takes.
  select sum(s.many * (select count(*) from task t where t.request_id = o.request_id and t.state in ('completed', 'canceled')))
    into ended from bench.share s join bench.story o using (story);
  if not 1730 - ended between 0 and 260 then raise exception 'these stories end % tasks a thousand', ended; end if;
  update bench.share set many = case story when 'te-granted' then 1730 - ended else 260 - (1730 - ended) end
   where story in ('te-granted', 'te-granted-alone');
end $$;

create table bench.turn as
  select live, row_number() over (partition by live order by story, k) - 1 as turn, story
    from bench.share cross join lateral generate_series(1, many) k;
alter table bench.turn add primary key (live, turn);

create table bench.t_task as
  select o.story, row_number() over (partition by o.story order by t.created_at, t.key) as rank, t.key, t.element_id, t.role, t.decision,
         t.distinct_from, t.state, t.priority, t.due_at is not null as due,
         extract(epoch from t.created_at - o.filed_at) / extract(epoch from o.took) as created_share,
         extract(epoch from t.ended_at - o.filed_at) / extract(epoch from o.took) as ended_share,
         d.id as decision_id, d.kind as decision_kind, i.outcome, i.reason, i.reason_law, i.reason_fact, i.answers, i.shown_sha256, i.authentication
    from bench.story o join task t on t.request_id = o.request_id
    left join decision d on d.task_key = t.key and d.voided_at is null
    left join decision_intent i on i.id = d.id;
-- More steps open at once than the shipped circuits do, so that 60 live requests have 200 open tasks: two or three more each.
create table bench.t_more as
  select o.story, row_number() over (partition by o.story) as rank, m.element_id, m.role, m.decision
    from bench.story o
    join (values ('tp', 'signature/completer-situation', 'gestionnaire', 'correction'), ('tp', 'instruction/avis-superieur', 'superieur', 'opinion'),
                 ('tp', 'instruction/visa', 'valideur', 'visa'), ('tp-signature-arrete', 'signature/signature-arrete', 'signataire', 'signature'),
                 ('tp-signature-arrete', 'signature/completer-situation', 'gestionnaire', 'correction'), ('tp-signature-arrete', 'instruction/visa', 'valideur', 'visa'),
                 ('av', 'signature/completer-situation', 'gestionnaire', 'correction'), ('av', 'visas/visa', 'valideur', 'visa'),
                 ('av', 'visas/visa-budgetaire', 'financier', 'visa'), ('ba', 'contre-appel/rappel', 'gestionnaire', 'check'), ('ba', 'contre-appel/confirmation', 'financier', 'visa'),
                 ('ba', 'contre-appel/rappel', 'gestionnaire', 'check'), ('te', 'instruction/visa', 'gestionnaire', 'visa'), ('te', 'instruction/visa', 'gestionnaire', 'visa'),
                 ('te', 'instruction/visa', 'gestionnaire', 'visa')) m (of, element_id, role, decision)
      on m.of = o.story or (m.of = left(o.story, 2) and o.story <> 'tp-signature-arrete');

-- « essential »: kept of every request; the others of the latest only, as many as make 6,250 events a thousand.
create table bench.t_event as
  select o.story, row_number() over (partition by o.story order by e.at, e.id) as rank, e.kind, e.element_id, e.fact_key, e.detail,
         extract(epoch from e.at - o.filed_at) / extract(epoch from o.took) as share,
         e.kind in ('filed', 'decision', 'withdrawal-asked', 'withdrawn', 'sealed', 'closed') as essential,
         case when e.kind = 'filed' then 'filer' when t.rank is not null then 'author' when e.actor_id is not null then 'agent' end as actor,
         t.rank as task_rank
    from bench.story o join request_event e on e.request_id = o.request_id
    left join bench.t_task t on t.story = o.story and e.fact_key = 'decision:' || t.decision_id
  union all
  select 'ba-agreed', 900 + k, kind, element_id, kind || coalesce(':' || of, ''), detail, 1, kind = 'closed', null, null
    from (values (1, 'applied', 'contre-appel/appliquer', 'bank-account', '{}'::jsonb), (2, 'pay-piece', 'cloture-accord/etablir-piece', 'bank-account', '{"month": "2026-12"}'),
                 (3, 'notified', 'cloture-accord/notifier', 'job', '{"count": 1, "message": "change-applied"}'),
                 (4, 'closed', 'cloture-accord/clore', null, '{"outcome": "granted"}')) e (k, kind, element_id, of, detail);
alter table bench.t_event add column extra int;
update bench.t_event e set extra = x.extra
  from (select story, rank, row_number() over (partition by story order by rank) as extra from bench.t_event where not essential) x
 where x.story = e.story and x.rank = e.rank;

create table bench.t_step as
  select o.story, row_number() over (partition by o.story order by s.began_at, s.job_key) as rank, s.element_id, s.state,
         extract(epoch from s.began_at - o.filed_at) / extract(epoch from o.took) as share
    from bench.story o join request_step s on s.request_id = o.request_id
  union all
  select 'ba-agreed', 90 + k, element_id, 'done', 1
    from unnest(array['contre-appel/appliquer', 'cloture-accord/etablir-piece', 'cloture-accord/notifier', 'cloture-accord/clore']) with ordinality as e (element_id, k);

create table bench.t_notification as
  select o.story, row_number() over (partition by o.story order by n.queued_at, n.id) as rank, n.message, n.detail, n.act_id is not null as of_act,
         extract(epoch from n.queued_at - o.filed_at) / extract(epoch from o.took) as share,
         (select h.role from habilitation h where h.person_id = n.recipient_id and h.role <> 'comptable' order by h.role limit 1) as role
    from bench.story o join notification n on n.request_id = o.request_id where n.address is null;

create table bench.t_piece as
  select o.story, p.id, p.sha256, p.size, p.media_type, p.file_name, p.piece_type
    from bench.story o join piece p on p.request_id = o.request_id;

create table bench.t_act as
  select o.story, a.* from bench.story o join act a on a.request_id = o.request_id;

create table bench.t_change as
  select o.story, e.theme, e.theme_sha256, e.value, e.guarantee
    from bench.story o join situation_entry e on e.request_id = o.request_id
  union all
  select 'ba-agreed', t.name, t.sha256, '{"iban": {"sealed": "", "shown": "FR76 •••• 189"}}', 'two-person'
    from themes_in_force() t where t.name = 'coordonnees-bancaires';
analyze;
