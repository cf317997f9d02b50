import type { Bilingual } from '#domain/bilingual.ts';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { Tx } from '../../client.ts';
import { call, db, isAmong, statement } from '../../connection/typed-sql.ts';
import { isFiled } from './drafts.ts';

/** A draft that was not filed and that nobody touches any more. */
export interface IdleDraft {
  readonly id: string;
  readonly ownerId: string;
  readonly kind: string;
  readonly title: Bilingual;
  readonly updatedAt: Date;
}

const IDLE_DRAFT = ['d.id', 'd.owner_id as ownerId', 'v.kind', 'd.updated_at as updatedAt'] as const;

/**
 * Takes drafts last touched before this instant whose owner was not warned since, and marks them as
 * warned: each is taken once.
 */
export const takeDraftsToTell = (
  tx: Tx,
  { before, at, max }: { before: Date; at: Date; max: number },
): Promise<IdleDraft[]> => told.all(tx, { before, at, max });

const told = statement((given: { before: Date; at: Date; max: number }) =>
  db
    .updateTable('draft as d')
    .from('circuit_version as v')
    .set({ warned_at: given.at })
    .whereRef('v.id', '=', 'd.version_id')
    .where((eb) =>
      isAmong(
        eb.ref('d.id'),
        db
          .selectFrom('draft as d')
          .select('d.id')
          .where('d.updated_at', '<', given.before)
          .where((of) => of.or([of('d.warned_at', 'is', null), of('d.warned_at', '<=', of.ref('d.updated_at'))]))
          .where((of) => of.not(isFiled(of.ref('d.id'))))
          .orderBy('d.updated_at')
          .orderBy('d.id')
          .limit(given.max)
          .forUpdate('d')
          .skipLocked(),
      ),
    )
    .returning((eb) => [...IDLE_DRAFT, eb.ref('v.sheet', '->').key('title').as('title')]),
);

/**
 * Lists the drafts whose owner was warned on this day or earlier and has not touched them since,
 * and locks them until the transaction ends.
 */
export const lockDraftsToRemove = (tx: Tx, { toldBy, max }: { toldBy: CivilDate; max: number }): Promise<IdleDraft[]> =>
  toRemove.all(tx, { toldBy, max });

const toRemove = statement((given: { toldBy: CivilDate; max: number }) =>
  db
    .selectFrom('draft as d')
    .innerJoin('circuit_version as v', 'v.id', 'd.version_id')
    .select((eb) => [...IDLE_DRAFT, eb.ref('v.sheet', '->').key('title').as('title')])
    .whereRef('d.warned_at', '>', 'd.updated_at')
    .where((eb) => eb(call('paris_day', eb.ref('d.warned_at')), '<=', given.toldBy))
    .where((eb) => eb.not(isFiled(eb.ref('d.id'))))
    .orderBy('d.warned_at')
    .orderBy('d.id')
    .limit(given.max)
    .forUpdate('d')
    .skipLocked(),
);
