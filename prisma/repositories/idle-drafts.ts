import { type CivilDate, dateColumn } from '#domain/calendar/civil-date.ts';
import type { Bilingual } from '#domain/circuit/manifest.ts';
import { Prisma, type Tx } from '../client.ts';

/** A draft that was not filed and that nobody touches any more. */
export interface IdleDraft {
  readonly id: string;
  readonly ownerId: string;
  readonly kind: string;
  readonly title: Bilingual;
  readonly updatedAt: Date;
}

const IDLE_DRAFT = Prisma.sql`
  d.id::text, d.owner_id::text as "ownerId", v.kind, v.sheet -> 'title' as title, d.updated_at as "updatedAt"`;
const UNFILED = Prisma.sql`not exists (select from request r where r.draft_id = d.id)`;

/** Takes the drafts that were last touched before this instant and whose owner was not told since: each once, whoever asks. */
export const takeDraftsToTell = (
  tx: Tx,
  { before, at, max }: { before: Date; at: Date; max: number },
): Promise<IdleDraft[]> =>
  tx.$queryRaw`
    update draft d set warned_at = ${at}
      from circuit_version v
     where v.id = d.version_id and d.id = any(array(
       select d.id from draft d
        where d.updated_at < ${before} and (d.warned_at is null or d.warned_at <= d.updated_at) and ${UNFILED}
        order by d.updated_at, d.id limit ${max} for update of d skip locked))
    returning ${IDLE_DRAFT}`;

/** Those whose owner was told on this day at the latest and did not touch them since, held until the transaction ends. */
export const lockDraftsToRemove = (tx: Tx, { toldBy, max }: { toldBy: CivilDate; max: number }): Promise<IdleDraft[]> =>
  tx.$queryRaw`
    select ${IDLE_DRAFT} from draft d join circuit_version v on v.id = d.version_id
     where d.warned_at > d.updated_at and paris_day(d.warned_at) <= ${dateColumn(toldBy)}::date and ${UNFILED}
     order by d.warned_at, d.id limit ${max} for update of d skip locked`;
