import { findCircuitDraft } from '../../prisma/repositories/atelier.ts';
import { inspectCircuit } from '../circuits/check/inspect.ts';
import { bundleOfDraft } from '../circuits/read/draft-bundle.ts';
import type { CommandHandler } from './command.ts';

/** Says all that is wrong in a draft. */
export const checkDraft: CommandHandler<'check-circuit'> = async (context, { draftId, until }) => {
  if (context.now() > new Date(until)) return { refused: 'workers-late' };
  const { prisma } = context.database;
  const draft = await findCircuitDraft(prisma, draftId);
  if (draft === null) return { refused: 'not-found' };
  const { faults } = await inspectCircuit(await bundleOfDraft(prisma, draft), context.trialRenderer);
  return { revision: draft.revision, faults };
};
