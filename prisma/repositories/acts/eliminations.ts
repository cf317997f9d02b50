import { type Expression, sql } from 'kysely';
import type { EliminatedActState, EliminationState } from '#domain/archive/retention.ts';
import type { Bilingual } from '#domain/bilingual.ts';
import type { CivilDate } from '#domain/calendar/civil-date.ts';
import type { ActOfElimination } from '#domain/permissions/elimination.ts';
import { REGISTRY_ROLE } from '#domain/permissions/registry.ts';
import { Prisma, type Tx } from '../../client.ts';
import { call, db, exists, isOneOf, records, statement } from '../../connection/typed-sql.ts';
import { uuid7 } from '../../uuid7.ts';
import { limitOf } from '../statements/keyset.ts';
import { structuresHeld } from '../statements/structures-held.ts';

/** An act of a proposal, and what stays of it once it is eliminated. */
export interface EliminatedAct extends ActOfElimination {
  readonly actId: string;
  readonly requestId: string;
  readonly number: string;
  readonly sha256: string;
  readonly kind: string;
  /** The title of its kind, in the version that its request followed. */
  readonly kindTitle: Bilingual;
  readonly signedOn: CivilDate;
  readonly keptUntil: CivilDate;
  readonly years: number;
  readonly state: EliminatedActState;
  readonly eliminatedAt: string | null;
  readonly keptAt: string | null;
}

/** A proposal, without its acts. */
export interface Elimination {
  readonly id: string;
  readonly proposedById: string;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly reason: string;
  /** The version of the grid of retention. */
  readonly gridNumber: number;
  readonly state: EliminationState;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly remark: string | null;
  readonly acts: number;
  readonly eliminated: number;
  readonly kept: number;
}

const eliminable = statement((given: { actIds: readonly string[] }) =>
  db
    .selectFrom('act as a')
    .select('a.id')
    .where((eb) => isOneOf(eb.ref('a.id'), given.actIds))
    .where((eb) => sql<boolean>`${eb.ref('a.request_id')} in (select eliminable_requests(${given.actIds}::uuid[]))`),
);

/**
 * Among these acts, returns those whose requests nothing needs any more: closed, contested by no open
 * request, all their sealed acts in the list, none waiting to be deposited.
 */
export const eliminableActs = async (tx: Tx, actIds: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set((await eliminable.all(tx, { actIds })).map(({ id }) => id));

const retentionGrid = statement(() =>
  db
    .selectFrom('situation_grid')
    .select('number')
    .where((eb) => sql<boolean>`${eb.ref('grid')} ->> 'use' = 'retention'`)
    .orderBy('published_at', 'desc')
    .orderBy('number', 'desc')
    .limit(1),
);

/** Returns the number of the current version of the grid of retention; null: there is none. */
export const retentionVersion = async (tx: Tx): Promise<number | null> =>
  (await retentionGrid.first(tx, {}))?.number ?? null;

interface NewElimination {
  readonly personId: string;
  readonly reason: string;
  readonly gridNumber: number;
  readonly at: Date;
}

const proposed = statement((given: NewElimination & { id: string }) =>
  db.insertInto('elimination').values({
    id: given.id,
    proposed_by_id: given.personId,
    proposed_at: given.at,
    reason: given.reason,
    grid_number: given.gridNumber,
    state: 'proposed',
  }),
);

interface ActToEliminate {
  readonly actId: string;
  readonly keptUntil: CivilDate;
  readonly years: number;
}

const actsProposed = statement((given: { id: string; acts: readonly ActToEliminate[] }) =>
  db
    .insertInto('eliminated_act')
    .columns([
      'elimination_id',
      'act_id',
      'request_id',
      'number',
      'sha256',
      'kind',
      'signed_on',
      'kept_until',
      'years',
      'state',
    ])
    .expression(
      db
        .selectFrom(records(given.acts, { actId: 'uuid', keptUntil: 'date', years: 'integer' }))
        .innerJoin('act as a', 'a.id', 'given.actId')
        .innerJoin('registered_act as n', (join) =>
          join.onRef('n.act_id', '=', 'a.id').on('n.sealed_at', 'is not', null),
        )
        .select((eb) => [
          eb.val(given.id).as('elimination_id'),
          'a.id',
          'a.request_id',
          'n.number',
          eb.ref('a.sealed_sha256').$notNull().as('sha256'),
          'n.kind',
          call('paris_day', eb.ref('a.signed_at')).$notNull().as('signed_on'),
          'given.keptUntil',
          'given.years',
          eb.val('proposed' as const).as('state'),
        ]),
    ),
);

/** Writes a proposal with its acts. The database refuses an act that is in another one. */
export async function insertElimination(
  tx: Tx,
  { acts, ...given }: NewElimination & { readonly acts: readonly ActToEliminate[] },
): Promise<string> {
  const id = uuid7(given.at);
  await proposed.run(tx, { ...given, id });
  await actsProposed.run(tx, { id, acts });
  return id;
}

const COLUMNS = Prisma.sql`
  e.id::text, e.proposed_by_id::text as "proposedById", concat_ws(' ', p.first_name, p.last_name) as "proposedBy",
  e.proposed_at as "proposedAt", e.reason, e.grid_number as "gridNumber", e.state,
  case when d.id is not null then concat_ws(' ', d.first_name, d.last_name) end as "decidedBy", e.decided_at as "decidedAt", e.remark,
  (select count(*)::int from eliminated_act l where l.elimination_id = e.id) as acts,
  (select count(*)::int from eliminated_act l where l.elimination_id = e.id and l.state = 'eliminated') as eliminated,
  (select count(*)::int from eliminated_act l where l.elimination_id = e.id and l.state = 'kept') as kept`;
const PEOPLE = Prisma.sql`
  elimination e join person p on p.id = e.proposed_by_id left join person d on d.id = e.decided_by_id`;

/** Older ones are not listed. */
const MAX_LISTED = 100;

/**
 * Lists the last proposals whose acts are all in the keeper's registry, by the rule of
 * domain/permissions/elimination.ts; those to be decided first.
 */
export const eliminationsOf = (
  tx: Tx,
  { keeperId, day }: { readonly keeperId: string; readonly day: CivilDate },
): Promise<Elimination[]> => {
  const held = structuresHeld(keeperId, REGISTRY_ROLE, day);
  return tx.$queryRaw`
    with ${held.given}
    select ${COLUMNS} from ${PEOPLE}
     where not exists (select from eliminated_act l join registered_act n on n.act_id = l.act_id and n.sealed_at is not null
                        where l.elimination_id = e.id
                          and (n.agent_id = ${keeperId}::uuid or not ${held.condition(Prisma.sql`n.structure_id`)}))
     order by e.state <> 'proposed', e.proposed_at desc, e.id desc ${limitOf(MAX_LISTED)}`;
};

const held = statement((given: { id: string }) => db.selectFrom('elimination').where('id', '=', given.id).forUpdate());

/** Finds a proposal; null: there is none. `hold` locks it until the transaction ends. */
export async function findElimination(tx: Tx, id: string, { hold = false } = {}): Promise<Elimination | null> {
  if (hold) await held.all(tx, { id });
  const rows = await tx.$queryRaw<Elimination[]>`select ${COLUMNS} from ${PEOPLE} where e.id = ${id}::uuid`;
  return rows[0] ?? null;
}

const actsOf = statement((given: { id: string }) =>
  db
    .selectFrom('eliminated_act as l')
    .innerJoin('request as r', 'r.id', 'l.request_id')
    .innerJoin('circuit_version as v', 'v.id', 'r.version_id')
    .innerJoin('registered_act as n', (join) =>
      join.onRef('n.act_id', '=', 'l.act_id').on('n.sealed_at', 'is not', null),
    )
    .innerJoin('structure as s', 's.id', 'n.structure_id')
    .select((eb) => [
      'l.act_id as actId',
      'l.request_id as requestId',
      'l.number',
      'l.sha256',
      'l.kind',
      'l.state',
      'l.years',
      'l.signed_on as signedOn',
      'l.kept_until as keptUntil',
      call('paris_day', eb.ref('l.eliminated_at')).as('eliminatedAt'),
      call('paris_day', eb.ref('l.kept_at')).as('keptAt'),
      'n.agent_id as agentId',
      's.path as structurePath',
      sql<Bilingual>`${eb.ref('v.sheet')} -> 'title'`.as('kindTitle'),
    ])
    .where('l.elimination_id', '=', given.id)
    .orderBy('l.number'),
);

/** Lists the acts of a proposal, by number. */
export const actsOfElimination = (tx: Tx, id: string): Promise<EliminatedAct[]> => actsOf.all(tx, { id });

interface Decided {
  readonly id: string;
  readonly personId: string;
  readonly state: Exclude<EliminationState, 'proposed'>;
  readonly remark: string | null;
  readonly at: Date;
}

const decided = statement((given: Decided) =>
  db
    .updateTable('elimination')
    .set({ state: given.state, decided_by_id: given.personId, decided_at: given.at, remark: given.remark })
    .where('id', '=', given.id),
);

const actsDecided = statement((given: Pick<Decided, 'id' | 'state'>) =>
  db.updateTable('eliminated_act').set({ state: given.state }).where('elimination_id', '=', given.id),
);

/** Records the decision of another person for all the acts, or that the proposer withdrew them. */
export async function decideElimination(tx: Tx, given: Decided): Promise<void> {
  await decided.run(tx, given);
  await actsDecided.run(tx, given);
}

interface Kept {
  readonly id: string;
  readonly personId: string;
  readonly actIds: readonly string[];
  readonly at: Date;
}

const kept = statement((given: Kept) =>
  db
    .updateTable('eliminated_act')
    .set({ state: 'kept', kept_by_id: given.personId, kept_at: given.at })
    .where('elimination_id', '=', given.id)
    .where((eb) => isOneOf(eb.ref('act_id'), given.actIds))
    .where('state', '=', 'approved'),
);

/** Keeps acts of an approved elimination; returns how many were still there to keep. */
export const keepActs = (tx: Tx, given: Kept): Promise<number> => kept.run(tx, given);

interface RequestToEliminate {
  readonly eliminationId: string;
  readonly requestId: string;
  readonly at: Date;
}

const requestEliminated = statement((given: RequestToEliminate) =>
  db.selectNoFrom(call('eliminate_request', given.eliminationId, given.requestId, given.at).$notNull().as('acts')),
);

/**
 * Removes the contents of a request and its acts, in a function of the database that checks again
 * that two people agreed. Returns how many acts.
 */
export const eliminateRequest = async (tx: Tx, given: RequestToEliminate): Promise<number> =>
  (await requestEliminated.one(tx, given)).acts;

/** True if an act was eliminated. */
export const isEliminated = (actId: Expression<string>) =>
  exists(
    db.selectFrom('eliminated_act as l').where('l.act_id', '=', actId).where('l.state', '=', sql.lit('eliminated')),
  );

/** Selects the day on which an act was eliminated, in statements that are not typed yet; null: it was not. */
export const eliminatedOn = (actId: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  select to_char(paris_day(l.eliminated_at), 'YYYY-MM-DD') from eliminated_act l
   where l.act_id = ${actId} and l.state = 'eliminated')`;
