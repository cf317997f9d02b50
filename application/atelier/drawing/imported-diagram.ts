import { diagramOf } from '#domain/circuit/blocks/part.ts';
import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import { type DrawnCircuit, filesBegunFor, isOwnFile, isTextFile } from '#domain/circuit/drafts/draft.ts';
import { calledAs, takenInto } from '#domain/circuit/drafts/taken-file.ts';
import { wordsInForm } from '#domain/circuit/words/form-words.ts';
import { DomainError } from '#domain/errors.ts';
import type { Tx } from '#prisma/client.ts';
import { fileOfText } from '#prisma/repositories/circuits/atelier.ts';
import { filesOf } from '#prisma/repositories/circuits/circuits.ts';
import { versionToDraw } from '../begin/version-to-draw.ts';
import { textOfFile } from '../draft-title.ts';
import { refuseExcess } from '../limits.ts';
import { written } from '../text-files.ts';
import type { ReadDrawing } from './read-drawing.thread.ts';

/** A form or a table that came with a diagram. */
export interface DrawnBeside {
  readonly fileName: string;
  readonly text: string;
}

/**
 * Collects the files of a draft that begins from a diagram drawn elsewhere. The diagram replaces
 * that of the current version, as do the forms and tables that came with it; the other files stay.
 * A new kind gets the files it lacks.
 * @throws {DomainError} circuit-file-refused
 */
export async function importedDiagram(
  tx: Tx,
  { xml, drawn, adopted, beside }: ReadDrawing & { readonly beside: readonly DrawnBeside[] },
) {
  const { kind } = drawn;
  const baseVersionId = await versionToDraw(tx, kind);
  const diagram = fileOfText(diagramOf(kind), baseVersionId === null ? adopted : xml);
  const others = baseVersionId === null ? begunFor(drawn, beside) : await ownFilesOf(tx, baseVersionId);
  const kept = others.filter(({ path }) => path !== diagram.path);
  const files = [diagram, ...beside.reduce(takenIn, kept)];
  if (beside.length > 0)
    refuseExcess(
      [],
      files.map((file) => ({ path: file.path, text: textOfFile(file) })),
    );
  return { kind, origin: 'import' as const, baseVersionId, files };
}

/**
 * Builds the first files of a new kind; a form only if its start names none that came with the
 * diagram.
 */
const begunFor = (drawn: DrawnCircuit, beside: readonly DrawnBeside[]): BundleFile[] => {
  const forms = beside.filter(({ fileName }) => /\.form$/i.test(fileName));
  const came = forms.flatMap(({ text }) => calledAs({ path: '.form', text }));
  const words = Object.assign({}, ...forms.map(({ text }) => wordsInForm(text)));
  return written(filesBegunFor(drawn, drawn.formId !== null && came.includes(drawn.formId) ? words : null));
};

function takenIn(files: readonly BundleFile[], { fileName, text }: DrawnBeside): BundleFile[] {
  const named = files.map((file) => ({ path: file.path, text: isTextFile(file.path) ? textOfFile(file) : null }));
  const taken = takenInto(named, fileName, text);
  if (taken === null) throw new DomainError('circuit-file-refused', { path: fileName, reason: 'place' });
  return [...files.filter(({ path }) => path !== taken.path), fileOfText(taken.path, taken.text)];
}

/** Returns the files of a version that a draft of its kind may change. */
export const ownFilesOf = async (tx: Tx, versionId: string): Promise<BundleFile[]> =>
  (await filesOf(tx, versionId)).filter(({ path }) => isOwnFile(path));
