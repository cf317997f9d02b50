import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { Guarantee } from '#domain/effect/guarantee.ts';
import type { EntryOrigin } from '#domain/situation/correction.ts';
import type { SituationEntry, ThemeValue } from '#domain/situation/entry.ts';
import type { ReadChange } from '#domain/situation/read-asked.ts';
import type { Theme } from '#domain/situation/themes/theme.ts';
import { Prisma, type Tx } from '../../client.ts';
import { uuid7 } from '../../uuid7.ts';

/** An entry that stands, with the newest definition of its theme; a movement without what its balance comes to. */
export interface StandingEntry extends SituationEntry {
  readonly id: string;
  readonly definition: Theme;
  readonly origin: EntryOrigin;
  readonly guarantee: Guarantee | null;
  /** Whether nothing of its theme, or of its item, begins later. */
  readonly isLast: boolean;
}

/** An entry of somebody, while it stands; null: it is not theirs, or was put right since. */
export async function standingEntry(tx: Tx, personId: string, entryId: string): Promise<StandingEntry | null> {
  const [entry] = await tx.$queryRaw<StandingEntry[]>`
    select e.id::text, e.theme, e.value, to_char(e."from", 'YYYY-MM-DD') as "from", to_char(e.until, 'YYYY-MM-DD') as until,
           e.item_id::text as item, e.origin, e.guarantee,
           not exists (select from situation_entry l
                        where l.person_id = e.person_id and l.theme = e.theme and l.item_id is not distinct from e.item_id
                          and l.superseded_at is null and (l."from", l.at, l.id) > (e."from", e.at, e.id)) as "isLast",
           (select t.definition from themes_in_force() t where t.name = e.theme) as definition
      from situation_entry e
     where e.id = ${entryId}::uuid and e.person_id = ${personId}::uuid and e.superseded_at is null`;
  return entry ?? null;
}

/** A correction that waits for a second person. */
export interface OpenCorrection {
  readonly id: string;
  readonly entryId: string;
  readonly theme: string;
  readonly value: ThemeValue;
  readonly from: CivilDate;
  readonly until: CivilDate | null;
  readonly reason: string;
  readonly proposedById: string;
  readonly proposedAt: Date;
  readonly firstName: string;
  readonly lastName: string;
}

const OPEN = Prisma.sql`
  select c.id::text, c.entry_id::text as "entryId", e.theme, c.value, to_char(c."from", 'YYYY-MM-DD') as "from",
         to_char(c.until, 'YYYY-MM-DD') as until, c.reason, c.proposed_by_id::text as "proposedById",
         c.proposed_at as "proposedAt", p.first_name as "firstName", p.last_name as "lastName"
    from situation_correction c join situation_entry e on e.id = c.entry_id join person p on p.id = c.proposed_by_id
   where c.state = 'open'`;

/** Those of somebody, the first asked first: one an entry at most. */
export const openCorrections = (tx: Tx, personId: string): Promise<OpenCorrection[]> =>
  tx.$queryRaw`${OPEN} and c.person_id = ${personId}::uuid order by c.proposed_at, c.id`;

/** One of somebody, while it waits. */
export async function openCorrection(tx: Tx, personId: string, id: string): Promise<OpenCorrection | null> {
  const [found] = await tx.$queryRaw<OpenCorrection[]>`
    ${OPEN} and c.person_id = ${personId}::uuid and c.id = ${id}::uuid`;
  return found ?? null;
}

/** Whether a correction of this entry waits. */
export const isBeingCorrected = async (tx: Tx, entryId: string): Promise<boolean> =>
  (await tx.situationCorrection.findFirst({ where: { entryId, state: 'open' }, select: { id: true } })) !== null;

/** Writes what is asked to be put right, for somebody to confirm. Answers its id. */
export async function insertCorrection(
  tx: Tx,
  asked: Pick<ReadChange, 'value' | 'from' | 'until'> & {
    readonly entryId: string;
    readonly personId: string;
    readonly reason: string;
    readonly byId: string;
    readonly at: Date;
  },
): Promise<string> {
  const { entryId, personId, value, from, until, reason, byId, at } = asked;
  const id = uuid7(new Date());
  await tx.$executeRaw`
    insert into situation_correction (id, entry_id, person_id, value, "from", until, reason, proposed_by_id, proposed_at)
    values (${id}::uuid, ${entryId}::uuid, ${personId}::uuid, ${JSON.stringify(value)}::jsonb, ${from}::date, ${until}::date,
            ${reason}, ${byId}::uuid, ${at}::timestamptz)`;
  return id;
}

/** How a correction ended: `byId` is the second person’s, or whoever takes it back; null where one person is enough. */
export const decideCorrection = (
  tx: Tx,
  id: string,
  decided: {
    readonly state: 'applied' | 'refused' | 'taken-back';
    readonly byId: string | null;
    readonly remark: string | null;
    readonly at: Date;
  },
) =>
  tx.situationCorrection.update({
    where: { id },
    data: { state: decided.state, decidedById: decided.byId, decidedAt: decided.at, remark: decided.remark },
  });

/** Writes the entry that puts another right, by the newest definition of its theme: a trigger marks the former one. Answers its id. */
export async function insertCorrected(
  tx: Tx,
  corrected: Pick<ReadChange, 'value' | 'from' | 'until'> & {
    readonly entryId: string;
    readonly personId: string;
    readonly theme: string;
    readonly guarantee: Guarantee;
    readonly byId: string;
    readonly at: Date;
  },
): Promise<string> {
  const { entryId, personId, theme, value, from, until, guarantee, byId, at } = corrected;
  const id = uuid7(new Date());
  await tx.$executeRaw`
    insert into situation_entry (id, person_id, theme, theme_sha256, "from", until, value, origin, at, guarantee, by_id, cites_id)
    select ${id}::uuid, ${personId}::uuid, t.name, t.sha256, ${from}::date, ${until}::date, ${JSON.stringify(value)}::jsonb,
           'correction', ${at}::timestamptz, ${guarantee}, ${byId}::uuid, ${entryId}::uuid
      from themes_in_force() t where t.name = ${theme}`;
  return id;
}
