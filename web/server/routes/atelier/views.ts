import { textOfFile, titleIn } from '#application/atelier/draft-title.ts';
import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import { isOwnFile, isTextFile } from '#domain/circuit/drafts/draft.ts';
import type { Tx } from '#prisma/client.ts';
import type { CircuitDraftRow } from '#prisma/repositories/circuits/atelier.ts';
import { bundleFilesOfDraft } from '#prisma/repositories/circuits/circuit-bundle.ts';
import { lastProposals } from '#prisma/repositories/circuits/proposals.ts';
import { namesOf } from '#prisma/repositories/people/people.ts';
import type { CircuitDraftFile, CircuitDraftSummary, CircuitDraftView } from '#web/contract/circuits/atelier.ts';
import { proposalViews } from './proposal-views.ts';

export const fileView = (file: BundleFile): CircuitDraftFile => ({
  path: file.path,
  text: isTextFile(file.path) ? textOfFile(file) : null,
  sha256: file.sha256,
});

/** Drafts as lists show them. */
export async function draftSummaries(
  tx: Tx,
  drafts: readonly (CircuitDraftRow & { texts: readonly BundleFile[] })[],
): Promise<CircuitDraftSummary[]> {
  const names = await namesOf(
    tx,
    drafts.flatMap(({ createdBy, updatedBy }) => [createdBy, updatedBy].filter((id) => id !== null)),
  );
  const named = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  const proposals = await lastProposals(
    tx,
    drafts.map(({ id }) => id),
  );
  const proposed = new Map((await proposalViews(tx, [...proposals.values()])).map((one) => [one.draftId, one]));
  return drafts.map(({ texts, publicationId, createdAt, createdBy, updatedAt, updatedBy, ...draft }) => ({
    ...draft,
    title: titleIn(texts, draft),
    createdAt: createdAt.toISOString(),
    createdBy: named(createdBy),
    updatedAt: updatedAt.toISOString(),
    updatedBy: named(updatedBy),
    publishing: publicationId !== null,
    proposal: proposed.get(draft.id) ?? null,
  }));
}

/** A draft with its files, and those it is printed with. */
export async function draftView(tx: Tx, draft: CircuitDraftRow): Promise<CircuitDraftView> {
  const files = await bundleFilesOfDraft(tx, draft);
  const [summary] = await draftSummaries(tx, [{ ...draft, texts: files }]);
  if (summary === undefined) throw new Error('a draft has a summary');
  return {
    ...summary,
    files: files.filter(({ path }) => isOwnFile(path)).map(fileView),
    shared: files.filter(({ path }) => !isOwnFile(path)).map(fileView),
  };
}
