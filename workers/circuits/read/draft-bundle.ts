import { isPart } from '#domain/circuit/blocks/part.ts';
import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import type { Tx } from '#prisma/client.ts';
import { type CircuitDraftRow, filesOfDraft } from '#prisma/repositories/circuits/atelier.ts';
import { bundleFilesOfDraft, bundleFilesTrying, withParts } from '#prisma/repositories/circuits/circuit-bundle.ts';
import { gridShapes } from '#prisma/repositories/people/grids.ts';
import { TRIAL, trialFiles } from '../check/trial-circuit.ts';
import { type Bundle, makeBundle } from './bundle.ts';

const bundled = async (tx: Tx, kind: string, files: readonly BundleFile[]): Promise<Bundle> =>
  makeBundle(kind, new Map(files.map(({ path, content }) => [path, content])), await gridShapes(tx));

/** A draft as it would be published: its own files and, of a kind, what it prints with and the parts that it takes. */
export const bundleOfDraft = async (tx: Tx, draft: CircuitDraftRow): Promise<Bundle> =>
  bundled(tx, draft.kind, await bundleFilesOfDraft(tx, draft));

/** What is read to check a draft: of a block, a circuit that calls it; of anything else, what would be published. */
export async function inspectedBundle(tx: Tx, draft: CircuitDraftRow): Promise<Bundle> {
  if (draft.of !== 'block') return bundleOfDraft(tx, draft);
  const tried = { of: draft.of, name: draft.kind, files: await filesOfDraft(tx, draft.id) };
  return bundled(tx, TRIAL, await withParts(tx, TRIAL, trialFiles(tried), tried));
}

/** A kind in force as it would be if it took the draft of a part; null when the draft is of no part, or no such kind is in force. */
export async function bundleTrying(tx: Tx, draft: CircuitDraftRow, kind: string): Promise<Bundle | null> {
  const { id, of, kind: name } = draft;
  if (!isPart(of)) return null;
  const files = await bundleFilesTrying(tx, kind, { of, name, files: await filesOfDraft(tx, id) });
  return files && bundled(tx, kind, files);
}
