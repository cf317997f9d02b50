import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { type RequestRow, requestData } from '#prisma/repositories/requests/requests.ts';
import { beginnableFor } from '../checks/beginnable.ts';
import type { Deps } from '../dependencies.ts';
import { takenOver } from '../forms/taken-over.ts';
import type { Version } from '../versions.ts';
import { seeRequest } from './seen-request.ts';

type Sources = Pick<Deps, 'database' | 'versions'>;

/** Whether a request brings others: to its agent, unless it came to nothing. */
const isFollowed = ({ agentId, outcome }: RequestRow, actor: Actor): boolean =>
  agentId === actor.personId && (outcome === null || outcome === 'granted');

/**
 * The kinds that a request brings, of those in force that its agent may file today; none for whoever else reads it.
 * @throws {DomainError} not-found
 */
export async function nextKinds(
  { database: { prisma }, versions }: Sources,
  { actor, requestId, at }: { readonly actor: Actor; readonly requestId: string; readonly at: Date },
): Promise<readonly Version[]> {
  const { row } = await seeRequest(prisma, actor, requestId, at);
  const { proposes = [] } = (await versions.get(row.versionId)).manifest;
  if (proposes.length === 0 || !isFollowed(row, actor)) return [];
  const { open } = await beginnableFor({ tx: prisma, versions }, actor, actor.personId, at);
  return proposes.flatMap((kind) => open.find((one) => one.kind === kind) ?? []);
}

/**
 * What a draft of a kind that a request brings is filled in with: what its agent, and nobody else, said in it of the same.
 * Nothing where the request brings no such kind.
 * @throws {DomainError} not-found when it is not the agent's own
 */
export async function answersAfter(
  { database: { prisma }, versions }: Sources,
  asked: {
    readonly actor: Actor;
    readonly agentId: string;
    readonly requestId: string;
    readonly version: Version;
    readonly at: Date;
  },
): Promise<Readonly<Record<string, unknown>>> {
  const { actor, agentId, requestId, version, at } = asked;
  const { row } = await seeRequest(prisma, actor, requestId, at);
  if (row.agentId !== actor.personId || row.agentId !== agentId) throw new DomainError('not-found');
  const former = await versions.get(row.versionId);
  const isBrought = isFollowed(row, actor) && (former.manifest.proposes ?? []).includes(version.kind);
  return isBrought ? takenOver(version.form, former.form, await requestData(prisma, row.id)) : {};
}
