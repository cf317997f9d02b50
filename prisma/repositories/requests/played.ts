import { sql } from 'kysely';
import type { PlaceClock } from '#domain/calendar/place-clock.ts';
import type { Tx } from '../../client.ts';
import { db, exists, statement } from '../../connection/typed-sql.ts';
import { answersOf } from './answers.ts';

/** An instance, on the engine where it lives. */
export interface InstanceOnEngine {
  readonly engine: string;
  readonly instanceKey: string;
}

/** The decision or withdrawal that a job claims to follow. */
export interface SaidToLead {
  readonly decisionId?: string | undefined;
  readonly withdrawalId?: string | undefined;
}

/**
 * Whether a claimed decision or withdrawal belongs to the request that the instance runs, and still
 * waits to be confirmed.
 */
export type Belonging = 'elsewhere' | 'to-confirm' | 'settled';

/**
 * The facts of a request from its filing on: nothing changes them, except the version when it
 * migrates.
 */
export interface FiledRequest {
  readonly number: string;
  readonly kind: string;
  readonly versionId: string;
  readonly agentId: string;
  readonly structureId: string;
  /** Of its structure; its delays are counted by it. */
  readonly clock: PlaceClock;
  readonly filedAt: Date;
}

/** When it is due, when silence decides, and until when it can be stopped; null if not computed. */
export interface ClocksSoFar {
  readonly dueAt: Date | null;
  readonly silenceAt: Date | null;
  readonly stopUntil: Date | null;
}

/** A request and its instance, with what the job claims. */
export interface PlayedRequest extends FiledRequest, ClocksSoFar {
  readonly requestId: string;
  /** The calls of blocks that lead from the request's own instance to this one (domain/circuit/blocks/block.ts); empty for its own. */
  readonly path: string;
  readonly decision: Belonging;
  readonly withdrawal: Belonging;
  /** True if its instances are moving to another version of its circuit at this moment. */
  readonly migrating: boolean;
  /** True if an operator cancelled it: the engine is about to end its instances. */
  readonly cancelled: boolean;
  /**
   * True if the instance follows the deployment of its version: its circuit, or the block called
   * there. True without a key to check.
   */
  readonly follows: boolean;
}

interface PlayedAsked extends InstanceOnEngine {
  readonly processDefinitionKey: string | null;
  readonly decisionId: string | null;
  readonly withdrawalId: string | null;
}

const played = statement((given: PlayedAsked) =>
  db
    .selectFrom((eb) =>
      eb
        .selectFrom('request')
        .select((of) => ['id', of.val('').as('path')])
        .where('engine', '=', given.engine)
        .where('instance_key', '=', given.instanceKey)
        .unionAll(
          eb
            .selectFrom('called_instance')
            .select(['request_id as id', 'path'])
            .where('engine', '=', given.engine)
            .where('instance_key', '=', given.instanceKey),
        )
        .as('played'),
    )
    .innerJoin('request as r', 'r.id', 'played.id')
    .innerJoin('structure as s', 's.id', 'r.structure_id')
    .leftJoin('decision as d', (join) => join.on('d.id', '=', given.decisionId).onRef('d.request_id', '=', 'r.id'))
    .leftJoin('withdrawal as w', (join) => join.on('w.id', '=', given.withdrawalId).onRef('w.request_id', '=', 'r.id'))
    .select(['r.id as requestId', 'r.number', 'r.kind', 'r.version_id as versionId', 'r.agent_id as agentId'])
    .select(['r.structure_id as structureId', 's.time_zone as clock', 'r.filed_at as filedAt', 'r.due_at as dueAt'])
    .select(['r.silence_at as silenceAt', 'r.stop_until as stopUntil', 'played.path'])
    .select((eb) => {
      const deployed = eb
        .selectFrom('deployment as p')
        .whereRef('p.version_id', '=', 'r.version_id')
        .where('p.engine', '=', given.engine)
        .where('p.process_definition_key', '=', given.processDefinitionKey);
      const deployedBlock = eb
        .selectFrom('deployed_block as b')
        .innerJoin('circuit_version as v', 'v.id', 'b.version_id')
        .whereRef('b.version_id', '=', 'r.version_id')
        .where('b.engine', '=', given.engine)
        .where('b.process_definition_key', '=', given.processDefinitionKey)
        .where(
          (of) =>
            sql<boolean>`${of.ref('b.block')} = ${of.ref('v.sheet')} -> 'calls' -> ${of.ref('played.path')} ->> 'block'`,
        );
      return [
        eb
          .case()
          .when('d.id', 'is', null)
          .then('elsewhere' as const)
          .when(eb.and([eb('d.confirmed_at', 'is', null), eb('d.voided_at', 'is', null)]))
          .then('to-confirm' as const)
          .else('settled' as const)
          .end()
          .as('decision'),
        eb
          .case()
          .when('w.id', 'is', null)
          .then('elsewhere' as const)
          .when(eb.and([eb('w.accepted_at', 'is', null), eb('w.refused_at', 'is', null)]))
          .then('to-confirm' as const)
          .else('settled' as const)
          .end()
          .as('withdrawal'),
        exists(
          eb
            .selectFrom('request_migration as m')
            .whereRef('m.request_id', '=', 'r.id')
            .where('m.ended_at', 'is', null)
            .where('m.state', '<>', 'asked'),
        ).as('migrating'),
        exists(
          eb
            .selectFrom('request_event as e')
            .whereRef('e.request_id', '=', 'r.id')
            .where('e.fact_key', '=', 'cancelled'),
        ).as('cancelled'),
        eb
          .case()
          .when(sql<boolean>`${given.processDefinitionKey}::text is null`)
          .then(true)
          .when('r.instance_key', '=', given.instanceKey)
          .then(exists(deployed))
          .else(exists(deployedBlock))
          .end()
          .as('follows'),
      ];
    }),
);

/**
 * Finds the request that an instance runs, as recorded when the portal started the instance or
 * first met a called one; null: none. Checks the job's claims against it.
 */
export const findPlayed = (
  tx: Tx,
  { engine, instanceKey, processDefinitionKey }: InstanceOnEngine & { readonly processDefinitionKey?: string },
  { decisionId, withdrawalId }: SaidToLead = {},
): Promise<PlayedRequest | null> =>
  played.first(tx, {
    engine,
    instanceKey,
    processDefinitionKey: processDefinitionKey ?? null,
    decisionId: decisionId ?? null,
    withdrawalId: withdrawalId ?? null,
  });

/** A definition, on the engine where it lives. */
interface DefinitionOnEngine {
  readonly engine: string;
  readonly processDefinitionKey: string;
}

/**
 * True if the portal published the definition under this key of an engine, and has not withdrawn it
 * since.
 */
export async function isPublished(tx: Tx, { engine, processDefinitionKey }: DefinitionOnEngine): Promise<boolean> {
  const where = { engine, processDefinitionKey, version: { withdrawnAt: null } };
  return (await tx.deployment.count({ where })) > 0;
}

const between = statement((given: DefinitionOnEngine & { requestId: string }) => {
  const stopped = db
    .selectFrom('request_migration as m')
    .where('m.request_id', '=', given.requestId)
    .where('m.state', '=', 'stopped')
    .where((eb) =>
      eb.or([
        eb.exists(
          eb
            .selectFrom('deployment as d')
            .where('d.version_id', 'in', [eb.ref('m.from_version_id'), eb.ref('m.to_version_id')])
            .where('d.engine', '=', given.engine)
            .where('d.process_definition_key', '=', given.processDefinitionKey),
        ),
        eb.exists(
          eb
            .selectFrom('deployed_block as b')
            .where('b.version_id', 'in', [eb.ref('m.from_version_id'), eb.ref('m.to_version_id')])
            .where('b.engine', '=', given.engine)
            .where('b.process_definition_key', '=', given.processDefinitionKey),
        ),
      ]),
    );
  return db.selectNoFrom(exists(stopped).as('between'));
});

/**
 * True if a request is stuck between two versions, by a migration that could neither end nor go
 * back, and the portal published one of them under this key.
 */
export const isBetween = async (tx: Tx, asked: DefinitionOnEngine & { readonly requestId: string }): Promise<boolean> =>
  (await between.one(tx, asked)).between;

const blockOf = statement((given: DefinitionOnEngine & { versionId: string }) =>
  db
    .selectFrom('deployed_block')
    .select('block')
    .where('version_id', '=', given.versionId)
    .where('engine', '=', given.engine)
    .where('process_definition_key', '=', given.processDefinitionKey)
    .limit(1),
);

/**
 * Finds the block of a version that an engine has under this key; null if it is none of its blocks.
 */
export const blockUnder = async (
  tx: Tx,
  asked: DefinitionOnEngine & { readonly versionId: string },
): Promise<string | null> => (await blockOf.first(tx, asked))?.block ?? null;

/** A called instance, with the request of its caller and the calls that lead to it. */
export interface CalledInstance extends InstanceOnEngine {
  readonly requestId: string;
  readonly path: string;
}

const entered = statement((given: CalledInstance) =>
  db
    .insertInto('called_instance')
    .values({
      engine: given.engine,
      instance_key: given.instanceKey,
      request_id: given.requestId,
      path: given.path,
    })
    .onConflict((again) => again.doNothing()),
);

/** Records a called instance under the request of its caller; does nothing the second time. */
export async function enterCalled(tx: Tx, called: CalledInstance): Promise<void> {
  await entered.run(tx, called);
}

/**
 * A request to start on an engine, and the key of its version there; null if it is not deployed
 * yet.
 */
export interface RequestToStart {
  readonly kind: string;
  readonly versionId: string;
  readonly structureId: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly isClosed: boolean;
  readonly instanceKey: string | null;
  readonly processDefinitionKey: string | null;
}

const toStart = statement((given: { requestId: string; engine: string }) =>
  db
    .selectFrom('request as r')
    .leftJoin('deployment as d', (join) =>
      join.onRef('d.version_id', '=', 'r.version_id').on('d.engine', '=', given.engine),
    )
    .select((eb) => [
      ...(['r.kind', 'r.version_id as versionId', 'r.structure_id as structureId'] as const),
      answersOf({ id: eb.ref('r.id'), data: eb.ref('r.data') }).as('data'),
      eb('r.closed_at', 'is not', null).$castTo<boolean>().as('isClosed'),
      'r.instance_key as instanceKey',
      'd.process_definition_key as processDefinitionKey',
    ])
    .where('r.id', '=', given.requestId),
);

/** Finds a request to start on an engine; null if it does not exist. */
export const findToStart = (tx: Tx, requestId: string, engine: string): Promise<RequestToStart | null> =>
  toStart.first(tx, { requestId, engine });

interface Claim extends InstanceOnEngine {
  readonly requestId: string;
}

const claimed = statement((given: Claim) =>
  db
    .updateTable('request')
    .set({ engine: given.engine, instance_key: given.instanceKey })
    .where('id', '=', given.requestId)
    .where('instance_key', 'is', null),
);

/** Gives a request the instance that was started for it; false if it has another. */
export const claimRequest = async (tx: Tx, claim: Claim): Promise<boolean> => (await claimed.run(tx, claim)) === 1;

const claimantOf = statement((given: { requestId: string }) =>
  db.selectFrom('request').select(['engine', 'instance_key as instanceKey']).where('id', '=', given.requestId),
);

/** Tells whether a request waits for its instance, has this one, has another, or does not exist. */
export async function claimOf(
  tx: Tx,
  requestId: string,
  { engine, instanceKey }: InstanceOnEngine,
): Promise<'unknown' | 'open' | 'own' | 'taken'> {
  const request = await claimantOf.first(tx, { requestId });
  if (request === null) return 'unknown';
  if (request.instanceKey === null) return 'open';
  return request.instanceKey === instanceKey && request.engine === engine ? 'own' : 'taken';
}

/** Returns the instance that runs a request; null: none was started yet. */
export const instanceOf = async (tx: Tx, requestId: string): Promise<string | null> =>
  (await tx.request.findUnique({ where: { id: requestId }, select: { instanceKey: true } }))?.instanceKey ?? null;
