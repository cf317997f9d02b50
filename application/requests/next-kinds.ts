import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { type RequestRow, requestData } from '#prisma/repositories/requests/requests.ts';
import { beginnableFor } from '../checks/beginnable.ts';
import type { Deps } from '../dependencies.ts';
import { takenOver } from '../forms/taken-over.ts';
import type { Version } from '../versions.ts';
import { seeRequest } from './seen-request.ts';

type Sources = Pick<Deps, 'database' | 'versions'>;

/**
 * True if a request proposes other kinds to this person: they are its agent, and it is under way or
 * granted.
 */
const isFollowed = ({ agentId, outcome }: RequestRow, actor: Actor): boolean =>
  agentId === actor.personId && (outcome === null || outcome === 'granted');

/**
 * Lists the kinds that a request proposes next, among those in force that its agent may file today;
 * none for any other reader.
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
 * Returns what prefills a draft of a kind that a request proposes: the agent's own answers to the
 * same questions; nothing if the request does not propose this kind.
 * @throws {DomainError} not-found when the request is not the agent's own
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
