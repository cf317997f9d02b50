import { isPart } from '../../domain/circuit/blocks/part.ts';
import { DomainError } from '../../domain/errors.ts';
import { findCircuitDraft } from '../../prisma/repositories/atelier.ts';
import type { Inspection } from '../circuits/check/inspect.ts';
import { bundleTrying, inspectedBundle } from '../circuits/read/draft-bundle.ts';
import { type CommandHandler, refusalOf } from './command.ts';

/** Says all that is wrong in a draft, or in a kind that would take it. */
export const checkDraft: CommandHandler<'check-circuit'> = async (context, { draftId, until, inKind }) => {
  if (context.now() > new Date(until)) return { refused: 'workers-late' };
  const { prisma } = context.database;
  const draft = await findCircuitDraft(prisma, draftId);
  if (draft === null) return { refused: 'not-found' };
  try {
    const { revision, of } = draft;
    if (inKind !== undefined) {
      const bundle = await bundleTrying(prisma, draft, inKind);
      if (bundle === null) return { refused: 'kind-unknown' };
      return answered(revision, await context.inspector.inspect(bundle));
    }
    const bundle = await inspectedBundle(prisma, draft);
    if (isPart(of)) return answered(revision, await context.inspector.inspectPart(of, bundle));
    return answered(revision, await context.inspector.inspect(bundle));
  } catch (error) {
    if (error instanceof DomainError) return refusalOf(error);
    throw error;
  }
};

const answered = (revision: number, { faults, names, told }: Pick<Inspection, 'faults' | 'names' | 'told'>) => ({
  revision,
  faults,
  names,
  told,
});
