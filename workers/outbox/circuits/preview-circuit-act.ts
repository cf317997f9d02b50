import { findCircuitDraft } from '#prisma/repositories/circuits/atelier.ts';
import { previewTemplate } from '../../circuits/check/files/check-templates.ts';
import { bundleOfDraft } from '../../circuits/read/draft-bundle.ts';
import type { CommandHandler } from '../command.ts';

/** Typesets a template of a draft with sample data. The page goes with the answer: nothing of a trial is kept. */
export const previewDraftAct: CommandHandler<'preview-circuit-act'> = async (context, { draftId, template, until }) => {
  if (context.now() > new Date(until)) return { refused: 'workers-late' };
  const { prisma } = context.database;
  const draft = await findCircuitDraft(prisma, draftId);
  if (draft === null) return { refused: 'not-found' };
  const drawn = await previewTemplate(await bundleOfDraft(prisma, draft), template, context.trialRenderer);
  if ('faults' in drawn) return { refused: 'circuit-invalid', faults: drawn.faults };
  return { pdf: Buffer.from(drawn.pdf).toString('base64') };
};
