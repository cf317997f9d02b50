import { DomainError } from '../../domain/errors.ts';
import { findCircuitDraft } from '../../prisma/repositories/atelier.ts';
import { bundleOfDraft } from '../circuits/read/draft-bundle.ts';
import { type CommandHandler, refusalOf } from './command.ts';

/** Says all that is wrong in a draft. */
export const checkDraft: CommandHandler<'check-circuit'> = async (context, { draftId, until }) => {
  if (context.now() > new Date(until)) return { refused: 'workers-late' };
  const { prisma } = context.database;
  const draft = await findCircuitDraft(prisma, draftId);
  if (draft === null) return { refused: 'not-found' };
  try {
    const { faults } = await context.inspector.inspect(await bundleOfDraft(prisma, draft));
    return { revision: draft.revision, faults };
  } catch (error) {
    if (error instanceof DomainError) return refusalOf(error);
    throw error;
  }
};
