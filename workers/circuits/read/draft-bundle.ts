import type { Tx } from '../../../prisma/client.ts';
import { bundleFilesOfDraft, type CircuitDraftRow } from '../../../prisma/repositories/atelier.ts';
import { gridShapes } from '../../../prisma/repositories/people/grids.ts';
import { type Bundle, makeBundle } from './bundle.ts';

/** A draft as it would be published: its own files and those that every circuit prints with. */
export async function bundleOfDraft(tx: Tx, draft: CircuitDraftRow): Promise<Bundle> {
  const files = await bundleFilesOfDraft(tx, draft);
  return makeBundle(draft.kind, new Map(files.map(({ path, content }) => [path, content])), await gridShapes(tx));
}
