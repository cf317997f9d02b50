import type { PlaceClock } from '#domain/calendar/place-clock.ts';
import type { Tx } from '../../client.ts';
import { ANSWERS } from './answers.ts';

/** An instance, on the engine where it lives. */
export interface InstanceOnEngine {
  readonly engine: string;
  readonly instanceKey: string;
}

/** What a job says led there. */
export interface SaidToLead {
  readonly decisionId?: string | undefined;
  readonly withdrawalId?: string | undefined;
}

/** Whether what a job says is of the request that its instance plays, and whether it still waits to be confirmed. */
export type Belonging = 'elsewhere' | 'to-confirm' | 'settled';

/** What a request is from its filing on: nothing changes it, but a migration the version that it follows. */
export interface FiledRequest {
  readonly number: string;
  readonly kind: string;
  readonly versionId: string;
  readonly agentId: string;
  readonly structureId: string;
  /** By which its delays are counted: that of its structure. */
  readonly clock: PlaceClock;
  readonly filedAt: Date;
}

/** When it is due, when silence decides, and until when it can be stopped; null for what was not computed. */
export interface ClocksSoFar {
  readonly dueAt: Date | null;
  readonly silenceAt: Date | null;
  readonly stopUntil: Date | null;
}

export interface PlayedRequest extends FiledRequest, ClocksSoFar {
  readonly requestId: string;
  /** The calls of blocks that lead from the request's own instance to this one (domain/circuit/blocks/block.ts); empty for its own. */
  readonly path: string;
  readonly decision: Belonging;
  readonly withdrawal: Belonging;
  /** Whether its instances are moving to another version of its circuit at this moment. */
  readonly migrating: boolean;
  /** Whether an operator cancelled it: the engine is about to end what plays it. */
  readonly cancelled: boolean;
  /**
   * Whether the instance follows what its version was deployed with: its circuit, or the block that is called there. True where it
   * is not asked.
   */
  readonly follows: boolean;
}

/**
 * The request that an instance plays, as the portal wrote it when it started the instance or first met one that it calls;
 * null when none does. Beside it, what the job's own words are worth.
 */
export async function findPlayed(
  tx: Tx,
  { engine, instanceKey, processDefinitionKey }: InstanceOnEngine & { readonly processDefinitionKey?: string },
  { decisionId, withdrawalId }: SaidToLead = {},
): Promise<PlayedRequest | null> {
  const rows = await tx.$queryRaw<PlayedRequest[]>`
    select r.id::text as "requestId", r.number, r.kind, r.version_id::text as "versionId",
           r.agent_id::text as "agentId", r.structure_id::text as "structureId", s.time_zone as clock, r.filed_at as "filedAt",
           r.due_at as "dueAt", r.silence_at as "silenceAt", r.stop_until as "stopUntil", played.path,
           case when d.id is null then 'elsewhere'
                when d.confirmed_at is null and d.voided_at is null then 'to-confirm' else 'settled' end as decision,
           case when w.id is null then 'elsewhere'
                when w.accepted_at is null and w.refused_at is null then 'to-confirm' else 'settled' end as withdrawal,
           exists (select from request_migration m
                    where m.request_id = r.id and m.ended_at is null and m.state <> 'asked') as migrating,
           exists (select from request_event e where e.request_id = r.id and e.fact_key = 'cancelled') as cancelled,
           case when ${processDefinitionKey ?? null}::text is null then true
                when r.instance_key = ${instanceKey} then
                  exists (select from deployment p where p.version_id = r.version_id and p.engine = ${engine}
                             and p.process_definition_key = ${processDefinitionKey ?? null})
                else exists (select from deployed_block b join circuit_version v on v.id = b.version_id
                              where b.version_id = r.version_id and b.engine = ${engine}
                                and b.process_definition_key = ${processDefinitionKey ?? null}
                                and b.block = v.sheet -> 'calls' -> played.path ->> 'block') end as follows
      from (select id, '' as path from request where engine = ${engine} and instance_key = ${instanceKey}
             union all
            select request_id, path from called_instance where engine = ${engine} and instance_key = ${instanceKey}) played
      join request r on r.id = played.id join structure s on s.id = r.structure_id
      left join decision d on d.id = ${decisionId ?? null}::uuid and d.request_id = r.id
      left join withdrawal w on w.id = ${withdrawalId ?? null}::uuid and w.request_id = r.id`;
  return rows[0] ?? null;
}

/** Whether the portal published what is under this key of an engine, and did not withdraw it since. */
export async function isPublished(
  tx: Tx,
  { engine, processDefinitionKey }: { readonly engine: string; readonly processDefinitionKey: string },
): Promise<boolean> {
  const where = { engine, processDefinitionKey, version: { withdrawnAt: null } };
  return (await tx.deployment.count({ where })) > 0;
}

/**
 * Whether a request stays between two versions, by a migration that could neither end nor go back, and the portal published one of
 * these under this key.
 */
export async function isBetween(
  tx: Tx,
  { requestId, engine, processDefinitionKey }: { requestId: string; engine: string; processDefinitionKey: string },
): Promise<boolean> {
  const [row] = await tx.$queryRaw<[{ between: boolean }]>`
    select exists (
      select from request_migration m
       where m.request_id = ${requestId}::uuid and m.state = 'stopped'
         and (exists (select from deployment d where d.version_id in (m.from_version_id, m.to_version_id)
                         and d.engine = ${engine} and d.process_definition_key = ${processDefinitionKey})
           or exists (select from deployed_block b where b.version_id in (m.from_version_id, m.to_version_id)
                         and b.engine = ${engine} and b.process_definition_key = ${processDefinitionKey}))) as between`;
  return row.between;
}

/** The block of a version that an engine has under this key; null when it is none of its blocks. */
export async function blockUnder(
  tx: Tx,
  {
    versionId,
    engine,
    processDefinitionKey,
  }: { readonly versionId: string; readonly engine: string; readonly processDefinitionKey: string },
): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ block: string }[]>`
    select block from deployed_block
     where version_id = ${versionId}::uuid and engine = ${engine} and process_definition_key = ${processDefinitionKey} limit 1`;
  return row?.block ?? null;
}

/** An instance that another one calls, under the request of its caller, with the calls that lead to it. */
export interface CalledInstance extends InstanceOnEngine {
  readonly requestId: string;
  readonly path: string;
}

/** Enters an instance under the request of its caller; again, it is entered once. */
export async function enterCalled(tx: Tx, { engine, instanceKey, requestId, path }: CalledInstance): Promise<void> {
  await tx.$executeRaw`
    insert into called_instance (engine, instance_key, request_id, path)
    values (${engine}, ${instanceKey}, ${requestId}::uuid, ${path}) on conflict do nothing`;
}

/** A request that is to be started on an engine, and under which key its version lives there; null where it does not yet. */
export interface RequestToStart {
  readonly kind: string;
  readonly versionId: string;
  readonly structureId: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly isClosed: boolean;
  readonly instanceKey: string | null;
  readonly processDefinitionKey: string | null;
}

export async function findToStart(tx: Tx, requestId: string, engine: string): Promise<RequestToStart | null> {
  const rows = await tx.$queryRaw<RequestToStart[]>`
    select r.kind, r.version_id::text as "versionId", r.structure_id::text as "structureId", ${ANSWERS} as data,
           r.closed_at is not null as "isClosed", r.instance_key as "instanceKey", d.process_definition_key as "processDefinitionKey"
      from request r left join deployment d on d.version_id = r.version_id and d.engine = ${engine}
     where r.id = ${requestId}::uuid`;
  return rows[0] ?? null;
}

/** Gives a request the instance that was started for it; false when another has it. */
export async function claimRequest(
  tx: Tx,
  { requestId: id, engine, instanceKey }: InstanceOnEngine & { readonly requestId: string },
): Promise<boolean> {
  const count = await tx.$executeRaw`
    update request set engine = ${engine}, instance_key = ${instanceKey} where id = ${id}::uuid and instance_key is null`;
  return count === 1;
}

/** Whether a request waits for its instance, has this one, has another, or is not there. */
export async function claimOf(
  tx: Tx,
  requestId: string,
  { engine, instanceKey }: InstanceOnEngine,
): Promise<'unknown' | 'open' | 'own' | 'taken'> {
  const [request] = await tx.$queryRaw<{ engine: string | null; instanceKey: string | null }[]>`
    select engine, instance_key as "instanceKey" from request where id = ${requestId}::uuid`;
  if (request === undefined) return 'unknown';
  if (request.instanceKey === null) return 'open';
  return request.instanceKey === instanceKey && request.engine === engine ? 'own' : 'taken';
}

/** The instance that plays a request; null as long as none was started. */
export const instanceOf = async (tx: Tx, requestId: string): Promise<string | null> =>
  (await tx.request.findUnique({ where: { id: requestId }, select: { instanceKey: true } }))?.instanceKey ?? null;
