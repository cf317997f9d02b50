import { readManifest } from '#prisma/repositories/circuits/circuits.ts';
import { claimRequest, findToStart } from '#prisma/repositories/requests/played.ts';
import { factsAtStart } from '#prisma/repositories/requests/start-facts.ts';
import { ensureDeployed } from '../../circuits/publish/publish.ts';
import type { CommandHandler } from '../command.ts';

/**
 * Starts the instance of the request's own version, and writes that it plays the request: nothing that a circuit carries
 * says so. After a lost answer a second one may start; the one whose answer arrived has the request, the other is ended at
 * its first step. Only facts of the allow-list travel: nothing personal sits in the engine.
 */
export const startInstance: CommandHandler<'start-instance'> = async (context, { requestId }) => {
  const { prisma } = context.database;
  const engine = context.engineName;
  const request = await findToStart(prisma, requestId, engine);
  if (request === null) return { refused: 'not-found' };
  if (request.isClosed) return { refused: 'request-closed' };
  if (request.instanceKey !== null) return { instanceKey: request.instanceKey };
  const { facts, startFacts = [] } = await readManifest(prisma, request.versionId);
  const variables = Object.fromEntries(facts.map((fact) => [fact, request.data[fact] ?? null]));
  const processDefinitionKey =
    request.processDefinitionKey ?? (await ensureDeployed(context, { id: request.versionId, kind: request.kind }));
  const { processInstanceKey } = await context.engine.createInstance({
    processDefinitionKey,
    variables: { ...variables, ...(await factsAtStart(prisma, request.structureId, startFacts)), requestId },
  });
  await claimRequest(prisma, { requestId, engine, instanceKey: processInstanceKey });
  return { instanceKey: processInstanceKey };
};
