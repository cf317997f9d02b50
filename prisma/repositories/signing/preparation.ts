import { type Expression, sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { FoldId } from '#domain/signing/desk.ts';
import type { Preparation, PreparedNote } from '#domain/signing/preparation.ts';
import type { Tx } from '../../client.ts';
import { all, arrayOf, atMost, call, db, isOneOf, one, records, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';
import { lockAlone } from '../statements/lock-alone.ts';
import { personRef } from '../statements/person-ref.ts';
import { type FoldAsked, inFold, waitingFor } from './desk.ts';

const assistants = statement((given: { signatoryId: string; day: CivilDate }) =>
  db
    .selectFrom('signing_assistant as a')
    .select('a.assistant_id as id')
    .distinct()
    .where('a.signatory_id', '=', given.signatoryId)
    .where((eb) => call('assists', eb.ref('a.assistant_id'), eb.ref('a.signatory_id'), given.day)),
);

/** Lists the assistants of a signatory on that day, by the rule of the database. */
export const assistantsOn = async (tx: Tx, signatoryId: string, day: CivilDate): Promise<string[]> =>
  (await assistants.all(tx, { signatoryId, day })).map(({ id }) => id);

/**
 * Among these tasks, lists those that wait for the signatory and that the person preparing the desk
 * may see, with the agent of their request.
 */
export function preparable(
  tx: Tx,
  asked: {
    readonly signatoryId: string;
    readonly byId: string;
    /** Only those of this fold. */
    readonly fold?: FoldId;
    readonly taskKeys: readonly string[];
  },
): Promise<{ taskKey: string; agentId: string }[]> {
  const { signatoryId, byId, fold, taskKeys } = asked;
  const signatures = waitingFor(signatoryId, ['signature'])
    .select(['t.key as taskKey', 'r.agent_id as agentId'])
    .where('r.agent_id', '<>', byId)
    .where((eb) => isOneOf(eb.ref('t.key'), taskKeys));
  return all(
    tx,
    fold === undefined
      ? signatures
      : signatures.where('r.version_id', '=', fold.versionId).where('t.element_id', '=', fold.elementId),
  );
}

/** An act with a place on the desk. */
interface Placed {
  readonly taskKey: string;
  readonly place: number;
  /** True if the fold, with its filters, shows it. */
  readonly isShown: boolean;
}

type Place = Pick<Placed, 'taskKey' | 'place'>;

/** The places of some acts on a signatory's desk. */
interface PlacesGiven {
  readonly signatoryId: string;
  readonly byId: string;
  readonly places: readonly Place[];
  readonly at: Date;
}

const unplaced = statement((given: { signatoryId: string; taskKeys: readonly string[] }) =>
  db
    .deleteFrom('signing_place')
    .where('person_id', '=', given.signatoryId)
    .where((eb) => isOneOf(eb.ref('task_key'), given.taskKeys)),
);

const placed = statement((given: PlacesGiven) =>
  db
    .insertInto('signing_place')
    .columns(['task_key', 'person_id', 'place', 'by_id', 'at'])
    .expression(
      db
        .selectFrom(records(given.places, { taskKey: 'text', place: 'integer' }))
        .select((eb) => [
          'given.taskKey',
          eb.val(given.signatoryId).as('person_id'),
          'given.place',
          eb.val(given.byId).as('by_id'),
          eb.val(given.at).as('at'),
        ]),
    ),
);

/**
 * Writes the places of some acts, and removes the former places of these and others.
 * @param before the acts that had a place
 */
export async function placeActs(tx: Tx, { before, ...given }: PlacesGiven & { readonly before: readonly string[] }) {
  const taskKeys = [...before, ...given.places.map(({ taskKey }) => taskKey)];
  await unplaced.run(tx, { signatoryId: given.signatoryId, taskKeys });
  await placed.run(tx, given);
}

/** Lists the places in a fold before they change, and locks the desk until the transaction ends. */
export async function placesIn(tx: Tx, asked: FoldAsked): Promise<Placed[]> {
  await lockAlone(tx, `desk:${asked.personId}`);
  return all(
    tx,
    shownIn(asked)
      .selectFrom('signing_place as p')
      .innerJoin('task as t', 't.key', 'p.task_key')
      .innerJoin('request as r', 'r.id', 't.request_id')
      .select((eb) => [
        'p.task_key as taskKey',
        'p.place',
        eb('p.task_key', 'in', eb.selectFrom('shown').select('key')).$castTo<boolean>().as('isShown'),
      ])
      .where('p.person_id', '=', asked.personId)
      .where('r.version_id', '=', asked.versionId)
      .where('t.element_id', '=', asked.elementId)
      .where('t.state', '=', sql.lit('created'))
      .orderBy('p.place'),
  );
}

/** The acts of a fold, found once, as `shown`. */
const shownIn = (asked: FoldAsked) =>
  db.with(
    (cte) => cte('shown').materialized(),
    () => inFold(asked).select('t.key'),
  );

/** An act on a signatory's desk, and the assistant who prepares it. */
interface Prepared {
  readonly taskKey: string;
  readonly signatoryId: string;
  readonly byId: string;
}

const aside = statement((given: Prepared & { reason: string; at: Date }) =>
  db
    .insertInto('signing_aside')
    .values({
      task_key: given.taskKey,
      person_id: given.signatoryId,
      by_id: given.byId,
      reason: given.reason,
      at: given.at,
    })
    .onConflict((same) => same.doNothing()),
);

/** Puts an act aside on a signatory's desk with a reason; false if it was already aside. */
export const putAside = async (tx: Tx, given: Prepared & { reason: string; at: Date }): Promise<boolean> =>
  (await aside.run(tx, given)) === 1;

const takenUp = statement((given: Prepared) =>
  db
    .deleteFrom('signing_aside')
    .where('task_key', '=', given.taskKey)
    .where('person_id', '=', given.signatoryId)
    .where('by_id', '=', given.byId),
);

/** Puts back an act that this assistant set aside; false if they had not. */
export const takeUp = async (tx: Tx, given: Prepared): Promise<boolean> => (await takenUp.run(tx, given)) === 1;

const noteRemoved = statement((given: Prepared) =>
  db
    .deleteFrom('signing_note')
    .where('task_key', '=', given.taskKey)
    .where('person_id', '=', given.signatoryId)
    .where('by_id', '=', given.byId),
);

const noteKept = statement((given: Prepared & { id: string; sealed: string; at: Date }) =>
  db
    .insertInto('signing_note')
    .values({
      id: given.id,
      task_key: given.taskKey,
      person_id: given.signatoryId,
      by_id: given.byId,
      sealed: given.sealed,
      at: given.at,
    })
    .onConflict((same) =>
      same
        .columns(['task_key', 'person_id', 'by_id'])
        .doUpdateSet((eb) => ({ sealed: eb.ref('excluded.sealed'), at: eb.ref('excluded.at') })),
    ),
);

/** Replaces the note that its writer left before; null removes it. False if nothing changed. */
export async function keepNote(
  tx: Tx,
  note: Prepared,
  { sealed, at }: { readonly sealed: string | null; readonly at: Date },
): Promise<boolean> {
  const changed =
    sealed === null ? await noteRemoved.run(tx, note) : await noteKept.run(tx, { ...note, id: uuid7(at), sealed, at });
  return changed === 1;
}

/** A note, encrypted. */
export type SealedNote = Omit<PreparedNote, 'text'> & { readonly sealed: string };

/**
 * Reads what was prepared of the acts of a fold; among notes, those that this reader wrote, or all
 * of them for the signatory.
 */
export async function preparationOf(
  tx: Tx,
  asked: FoldAsked,
  readerId: string,
): Promise<Omit<Preparation, 'notes'> & { readonly notes: readonly SealedNote[] }> {
  const { personId } = asked;
  return one(
    tx,
    shownIn(asked).selectNoFrom((eb) => [
      arrayOf(
        eb
          .selectFrom('signing_place as p')
          .innerJoin('shown as s', 's.key', 'p.task_key')
          .select('p.task_key')
          .where('p.person_id', '=', personId)
          .orderBy('p.place'),
      ).as('placed'),
      eb
        .selectFrom('signing_place as p')
        .innerJoin('shown as s', 's.key', 'p.task_key')
        .select((of) => nameOf(of.ref('p.by_id')).as('by'))
        .where('p.person_id', '=', personId)
        .orderBy('p.at', 'desc')
        .limit(atMost(1))
        .as('placedBy'),
      jsonArrayFrom(
        eb
          .selectFrom('signing_aside as a')
          .innerJoin('shown as s', 's.key', 'a.task_key')
          .select((of) => [
            'a.task_key as taskKey',
            of.ref('a.reason').$notNull().as('reason'),
            nameOf(of.ref('a.by_id')).as('by'),
          ])
          .where('a.person_id', '=', personId)
          .where('a.by_id', 'is not', null)
          .orderBy('a.task_key'),
      ).as('asides'),
      jsonArrayFrom(
        eb
          .selectFrom('signing_note as n')
          .innerJoin('shown as s', 's.key', 'n.task_key')
          .select((of) => ['n.task_key as taskKey', 'n.sealed', nameOf(of.ref('n.by_id')).as('by')])
          .where('n.person_id', '=', personId)
          .where((of) => of.or([of('n.by_id', '=', readerId), of('n.person_id', '=', readerId)]))
          .orderBy('n.task_key')
          .orderBy('n.at'),
      ).as('notes'),
    ]),
  );
}

/** Selects a person's name. */
const nameOf = (id: Expression<string | null>) =>
  db
    .selectFrom('person as w')
    .select((eb) =>
      personRef({ id: eb.ref('w.id'), firstName: eb.ref('w.first_name'), lastName: eb.ref('w.last_name') }).as(
        'person',
      ),
    )
    .where('w.id', '=', id)
    .$asScalar()
    .$notNull();
