import { filesBegunFor, isOwnFile, newCircuit } from '../../domain/circuit/draft.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Tx } from '../../prisma/client.ts';
import { type createCircuitDraft, type DraftFile, fileOfText } from '../../prisma/repositories/atelier.ts';
import { currentVersionId, filesOf, findVersion } from '../../prisma/repositories/circuits.ts';
import type { ReadDrawing } from './read-drawing.thread.ts';

type Begun = Pick<Parameters<typeof createCircuitDraft>[1], 'kind' | 'origin' | 'baseVersionId' | 'files'>;

const written = (files: ReadonlyMap<string, string>): DraftFile[] =>
  [...files].map(([path, text]) => fileOfText(path, text));

/** A version of a kind (the current one unless named), a diagram drawn elsewhere, or nearly nothing. */
export type AskedCircuit = AskedHere | { readonly import: { readonly xml: string } };
type AskedHere =
  | { readonly kind: string; readonly versionId?: string | undefined }
  | { readonly new: { readonly kind: string; readonly title: string } };

/** The same once the diagram was read. */
export type BegunFrom = AskedHere | ReadDrawing;

/** What a new draft is made of. */
export async function begunCircuit(tx: Tx, asked: BegunFrom): Promise<Begun> {
  if ('drawn' in asked) return imported(tx, asked);
  if ('new' in asked) {
    const { kind, title } = asked.new;
    if ((await currentVersionId(tx, kind)) !== null) throw new DomainError('circuit-kind-taken');
    return { kind, origin: 'new', baseVersionId: null, files: written(newCircuit(kind, title)) };
  }
  const baseVersionId = asked.versionId ?? (await currentVersionId(tx, asked.kind));
  const version = baseVersionId && (await findVersion(tx, baseVersionId));
  if (!version || version.kind !== asked.kind) throw new DomainError('kind-unknown');
  return { kind: asked.kind, origin: 'version', baseVersionId, files: await ownFilesOf(tx, version.id) };
}

/** The diagram takes the place of the current version's; the rest of it stays. A new kind gets what it lacks. */
async function imported(tx: Tx, { xml, drawn, adopted }: ReadDrawing): Promise<Begun> {
  const { kind } = drawn;
  const baseVersionId = await currentVersionId(tx, kind);
  const diagram = fileOfText(`${kind}.bpmn`, baseVersionId === null ? adopted : xml);
  const others =
    baseVersionId === null
      ? written(filesBegunFor(drawn))
      : (await ownFilesOf(tx, baseVersionId)).filter(({ path }) => path !== diagram.path);
  return { kind, origin: 'import', baseVersionId, files: [diagram, ...others] };
}

const ownFilesOf = async (tx: Tx, versionId: string): Promise<DraftFile[]> =>
  (await filesOf(tx, versionId)).filter(({ path }) => isOwnFile(path));
