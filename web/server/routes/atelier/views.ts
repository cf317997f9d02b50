import { isOwnFile, isTextFile } from '../../../../domain/circuit/draft.ts';
import type { Bilingual } from '../../../../domain/circuit/manifest.ts';
import type { Tx } from '../../../../prisma/client.ts';
import {
  bundleFilesOfDraft,
  type CircuitDraftRow,
  type DraftFile,
  namesOf,
} from '../../../../prisma/repositories/atelier.ts';
import type { CircuitDraftFile, CircuitDraftSummary, CircuitDraftView } from '../../../contract/atelier.ts';

const decoder = new TextDecoder();
export const textOfFile = ({ content }: Pick<DraftFile, 'content'>): string => decoder.decode(content);

export const fileView = (file: DraftFile): CircuitDraftFile => ({
  path: file.path,
  text: isTextFile(file.path) ? textOfFile(file) : null,
  sha256: file.sha256,
});

/** The title as the draft's texts say it today; the kind's name as long as they cannot be read. */
export function titleIn(files: readonly DraftFile[], kind: string): Bilingual {
  const said = (language: keyof Bilingual): string => {
    const file = files.find(({ path }) => path === `texts.${language}.json`);
    try {
      const { title } = JSON.parse(file ? textOfFile(file) : '{}') as { title?: unknown };
      return typeof title === 'string' && title.trim() !== '' ? title : kind;
    } catch {
      return kind;
    }
  };
  return { fr: said('fr'), en: said('en') };
}

/** Drafts as lists show them. */
export async function draftSummaries(
  tx: Tx,
  drafts: readonly (CircuitDraftRow & { texts: readonly DraftFile[] })[],
): Promise<CircuitDraftSummary[]> {
  const names = await namesOf(
    tx,
    drafts.flatMap(({ createdBy, updatedBy }) => [createdBy, updatedBy].filter((id) => id !== null)),
  );
  const named = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  return drafts.map(({ texts, publicationId, createdAt, createdBy, updatedAt, updatedBy, ...draft }) => ({
    ...draft,
    title: titleIn(texts, draft.kind),
    createdAt: createdAt.toISOString(),
    createdBy: named(createdBy),
    updatedAt: updatedAt.toISOString(),
    updatedBy: named(updatedBy),
    publishing: publicationId !== null,
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
