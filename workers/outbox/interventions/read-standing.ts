import { readManifest } from '#prisma/repositories/circuits/circuits.ts';
import { findOperated } from '#prisma/repositories/operations/interventions.ts';
import type { CommandHandler } from '../command.ts';
import { readStanding as readTokens } from './standing-tokens.ts';

/** Says where a request stands on its engine, where its tokens can be put, and the facts that it goes by. Nothing changes. */
export const readStanding: CommandHandler<'read-standing'> = async (context, { requestId }) => {
  const { prisma } = context.database;
  const request = await findOperated(prisma, requestId);
  if (request === null) return { refused: 'not-found' };
  const { tree, tokens, targets } = await readTokens(context, request);
  const own = tree.find(({ path }) => path === '');
  const facts: Record<string, unknown> = {};
  if (own !== undefined)
    for (const name of (await readManifest(prisma, request.versionId)).facts)
      facts[name] = (await context.engine.variableOf(own.key, name)) ?? null;
  return { tokens, targets, facts };
};
