import { DateTime } from 'luxon';
import { dayAfter, isDay, parisDay } from '#domain/calendar/civil-date.ts';
import { contestField } from '#domain/request/contest.ts';
import { HOME_ADDRESSES } from '#prisma/seed/ministry.ts';
import { ask } from '../portal/inside.ts';
import type { Portal } from '../portal/portal.ts';
import { type Answers, fillForm } from './answers.ts';
import { handsOf, type Member } from './people.ts';
import type { ShippedKind } from './shipped-kind.ts';
import type { Story } from './story.ts';

/** Half a year after all that the agent has, or asked for. */
const nextPeriod = async (portal: Portal, { email }: Member): Promise<Answers> => {
  const [row] = await ask<{ until: string | null }>(
    portal,
    `select max(r.data ->> 'endDate') as until from request r join person p on p.id = r.agent_id
      where p.work_email = $1 and (r.closed_at is null or r.outcome = 'granted')`,
    [email],
  );
  // After what stories say themselves, which is nearer.
  const first = `${dayAfter(parisDay(new Date()), { months: 11 }).slice(0, 8)}01`;
  const after = row?.until ? dayAfter(row.until, { days: 1 }) : first;
  const startDate = after > first ? after : first;
  return { startDate, endDate: dayAfter(startDate, { months: 6, days: -1 }) };
};

/** The same answers after all that the agent has, or asked for: each day of them is moved by as much. */
const moved: Lawful = async (portal, agent, own) => {
  const { startDate } = await nextPeriod(portal, agent);
  const by = DateTime.fromISO(String(startDate)).diff(DateTime.fromISO(String(own.startDate)), 'days').days;
  const days: Record<string, string> = Object.fromEntries(
    Object.entries(own).flatMap(([key, value]) =>
      by > 0 && isDay(value) ? [[key, dayAfter(value, { days: by })]] : [],
    ),
  );
  const { startDate: first, endDate: last } = days;
  // A day alone may be one on which nobody works.
  return first !== undefined && first === last ? { ...days, endDate: dayAfter(first, { days: 6 }) } : days;
};

/** Has the agent come to stand so, today or from the day of what stands already; answers that day. */
async function standing(portal: Portal, email: string, theme: string, value: object): Promise<string> {
  const [entry] = await ask<{ day: string }>(
    portal,
    `insert into situation_entry (id, person_id, theme, theme_sha256, "from", value, origin, at)
     select gen_random_uuid(), p.id, t.name, t.sha256,
            greatest((select max(e."from") from situation_entry e where e.person_id = p.id and e.theme = $2), paris_day(now())),
            $3::jsonb, 'taken-over', now()
       from person p, situation_theme t where p.work_email = $1 and t.name = $2
      order by t.published_at desc limit 1
     returning to_char("from", 'YYYY-MM-DD') as day`,
    [email, theme, JSON.stringify(value)],
  );
  if (entry === undefined) throw new Error(`nobody is ${email}, or no theme « ${theme} » is published`);
  return entry.day;
}

/** Of a kind that asks for what stands before to be so. */
const after =
  (theme: string, value: object): Lawful =>
  async (portal, { email }) => {
    await standing(portal, email, theme, value);
    return {};
  };

/** Of a kind that ends a period: one that stands today, and its last day to return on. */
const ending =
  (theme: string, value: object): Lawful =>
  async (portal, { email }) => {
    const read = () =>
      ask<{ from: string; until: string }>(
        portal,
        `select to_char(e."from", 'YYYY-MM-DD') as "from", to_char(e.until, 'YYYY-MM-DD') as until
           from situation_entry e join person p on p.id = e.person_id
          where p.work_email = $1 and e.theme = $2 and e.superseded_at is null
            and paris_day(now()) between e."from" and e.until - 30`,
        [email, theme],
      );
    if ((await read()).length === 0)
      await ask(
        portal,
        `insert into situation_entry (id, person_id, theme, theme_sha256, "from", until, value, origin, at)
         select gen_random_uuid(), p.id, t.name, t.sha256, paris_day(now()) - 30, paris_day(now()) + 180, $3::jsonb, 'taken-over', now()
           from person p, situation_theme t where p.work_email = $1 and t.name = $2
          order by t.published_at desc limit 1`,
        [email, theme, JSON.stringify(value)],
      );
    const [stands] = await read();
    if (stands === undefined) throw new Error(`nothing stands of « ${theme} » for ${email}`);
    return { returnDate: stands.until };
  };

/** What may be answered now, by key of the form; its own answers are what it is filled with by itself. */
type Lawful = (portal: Portal, agent: Member, own: Answers) => Promise<Answers>;

/** A child that is not known yet. */
const anotherChild: Lawful = async (portal, { email }) => {
  const [known] = await ask<{ count: string }>(
    portal,
    `select count(*) from situation_entry e join person p on p.id = e.person_id where p.work_email = $1 and e.theme = 'enfants'`,
    [email],
  );
  // Born already.
  const naissance = parisDay(new Date());
  return { prenom: `Enfant ${Number(known?.count ?? 0) + 1}`, naissance, arrivee: naissance };
};

/** Twenty days saved at least, and room for more. */
const savings: Lawful = async (portal, { email }, own) => {
  const [known] = await ask<{ days: string | null }>(
    portal,
    `select sum(e.moves) as days from situation_entry e join person p on p.id = e.person_id
      where p.work_email = $1 and e.theme = 'compte-epargne-temps'`,
    [email],
  );
  if (Number(known?.days ?? 0) < 20)
    await standing(portal, email, 'compte-epargne-temps', { mouvement: 'reprise', jours: 20 });
  // No more than what is saved, or left to take.
  return 'jours' in own ? { jours: 2 } : {};
};

/** What no rule of the trade refuses to this agent now (the rules of each theme). */
const LAWFUL: Readonly<Record<string, Lawful>> = {
  'temps-de-travail': nextPeriod,
  'temps-partiel-therapeutique': nextPeriod,
  teletravail: nextPeriod,
  'absences-et-conges': moved,
  'compte-epargne-temps': savings,
  'conges-annuels': after('conges-annuels', { mouvementConges: 'ouverts', jours: 25 }),
  formation: moved,
  position: moved,
  'activite-accessoire': moved,
  enfants: anotherChild,
  // What took place.
  'situation-familiale': async () => ({ effectDate: parisDay(new Date()) }),
  'forfait-mobilites-durables': after('forfait-mobilites-durables', {
    ...{ annee: 2020, moyen: 'velo', tranche: '100', montant: 300 },
  }),
  statut: after('statut', { status: 'stagiaire', corps: 'Greffiers' }),
  'echelon-grade': async (portal, { email }) => {
    const [former] = await ask<{ echelon: number; index: number; day: string }>(
      portal,
      `select (e.value ->> 'echelon')::int as echelon, (e.value ->> 'index')::int as index, to_char(e."from", 'YYYY-MM-DD') as day
         from situation_entry e join person p on p.id = e.person_id
        where p.work_email = $1 and e.theme = 'echelon-grade' order by e."from" desc, e.at desc limit 1`,
      [email],
    );
    if (former === undefined) return {};
    const today = parisDay(new Date());
    const [, latest = today] = [former.day, today].sort();
    const effectDate = dayAfter(latest, { days: 14 });
    return { echelon: former.echelon + 1, index: former.index + 10, effectDate };
  },
  // A year after the last one, of what took place.
  'entretien-professionnel': async (portal, { email }) => {
    const [last] = await ask<{ annee: number | null }>(
      portal,
      `select max((e.value ->> 'annee')::int) as annee from situation_entry e join person p on p.id = e.person_id
        where p.work_email = $1 and e.theme = 'entretien-professionnel'`,
      [email],
    );
    return { annee: (last?.annee ?? 2024) + 1, interviewDate: parisDay(new Date()) };
  },
  // Back where the demonstration puts them, whatever a story before moved: the table compares.
  adresse: async (portal, { email, person }) => {
    const home = HOME_ADDRESSES[person.number];
    return home === undefined ? {} : { effectDate: await standing(portal, email, 'adresse', home) };
  },
};

/** The same, of the kinds that end what stands. */
const ENDING: Readonly<Record<string, Lawful>> = {
  'temps-de-travail': ending('temps-de-travail', { quota: 80, payFraction: '6/7' }),
  position: ending('position', { position: 'disponibilite' }),
};

/**
 * What is corrected, withdrawn or repealed: the newest act that stands, and upon which nothing was built. What is contested: the
 * newest decision that none of those who will answer had a part in, since they hold no step then.
 */
async function contestable(
  portal: Portal,
  { manifest, form }: Pick<ShippedKind, 'manifest' | 'form'>,
  agent: Member,
): Promise<Answers> {
  const key = contestField(form.components);
  if (key === null) return {};
  if (manifest.laterAct) {
    const [standing] = await ask<{ number: string }>(
      portal,
      `select n.number from registered_act n join person p on p.id = n.agent_id
        where p.work_email = $1 and n.state in ('in-force', 'corrected')
          and not exists (select from situation_entry e
                            join situation_entry o on o.person_id = e.person_id and o.theme = e.theme and o.id <> e.id
                           where e.request_id = n.request_id and o."from" >= e."from")
        order by n.sealed_at desc limit 1`,
      [agent.email],
    );
    if (standing === undefined) throw new Error(`no act of ${agent.name} stands upon which nothing was built`);
    return { [key]: standing.number };
  }
  const answering = manifest.steps.flatMap(({ role }) => (role ? handsOf(role, agent, manifest.startedBy) : []));
  const [decided] = await ask<{ number: string }>(
    portal,
    `select coalesce((select n.number from registered_act n where n.request_id = r.id and n.sealed_at is not null
                       order by n.sealed_at desc limit 1), r.number) as number
       from request r join person p on p.id = r.agent_id
      where p.work_email = $1 and r.filed_by_id is null and r.outcome in ('granted', 'refused')
        and not exists (select from decision d join person who on who.id = d.author_id
                         where d.request_id = r.id and d.kind <> 'opinion' and who.work_email = any($2::text[]))
      order by r.closed_at desc limit 1`,
    [agent.email, answering.filter((one) => one !== agent).map(({ email }) => email)],
  );
  if (decided === undefined) throw new Error(`nothing was decided for ${agent.name} without those who would answer`);
  return { [key]: decided.number };
}

/** Where an agent stands changes with each story: what a form must then be answered. */
export async function lawfulAnswers(
  portal: Portal,
  { manifest, form }: Pick<ShippedKind, 'manifest' | 'form'>,
  { agent, answers: said }: Pick<Story, 'agent' | 'answers'>,
): Promise<Answers> {
  const own = fillForm(form, agent.person, said).typed;
  const lawful = (effect: string) => ('returnDate' in own ? ENDING[effect] : undefined) ?? LAWFUL[effect];
  const answers = await Promise.all(manifest.effects.map((effect) => lawful(effect)?.(portal, agent, own) ?? {}));
  return Object.assign(await contestable(portal, { manifest, form }, agent), ...answers);
}
