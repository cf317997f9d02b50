import { newBlock } from '#domain/circuit/blocks/new-block.ts';
import type { PartType } from '#domain/circuit/blocks/part.ts';
import { DomainError } from '#domain/errors.ts';
import { newTheme } from '#domain/situation/themes/new-theme.ts';
import type { Tx } from '#prisma/client.ts';
import type { createCircuitDraft } from '#prisma/repositories/circuits/atelier.ts';
import { findVersion } from '#prisma/repositories/circuits/circuits.ts';
import { filesOfPart, versionsOfPart } from '#prisma/repositories/circuits/parts.ts';
import { type DrawnBeside, importedDiagram, ownFilesOf } from '../drawing/imported-diagram.ts';
import type { ReadDrawing } from '../drawing/read-drawing.thread.ts';
import { written } from '../text-files.ts';
import { type AskedKind, begunKind } from './begun-kind.ts';
import { versionToDraw } from './version-to-draw.ts';

type Begun = Pick<Parameters<typeof createCircuitDraft>[1], 'of' | 'kind' | 'origin' | 'baseVersionId' | 'files'>;

/**
 * What a draft begins from: a version of a kind (by default the current one, or the last one of a
 * closed kind), a diagram drawn elsewhere, another kind or a model, nearly nothing, or a part.
 */
export type AskedCircuit =
  | AskedHere
  | { readonly import: { readonly xml: string; readonly files: readonly DrawnBeside[] } };
type AskedHere = AskedVersion | { readonly of?: never; readonly new: AskedKind } | AskedPart;
interface AskedVersion {
  readonly of?: never;
  readonly kind: string;
  readonly versionId?: string | undefined;
}
type AskedPart =
  | { readonly of: PartType; readonly kind: string; readonly versionId?: string | undefined }
  | { readonly of: PartType; readonly new: { readonly kind: string; readonly title: string } };

/** What a draft begins from, once its diagram was read. */
export type BegunFrom = AskedHere | (ReadDrawing & { readonly beside: readonly DrawnBeside[] });

/**
 * Collects what a new draft is made of.
 * @throws {DomainError} kind-unknown, circuit-kind-taken, circuit-theme-beyond-model,
 * circuit-part-taken, circuit-file-refused, not-found
 */
export async function begunCircuit(tx: Tx, asked: BegunFrom): Promise<Begun> {
  if ('drawn' in asked) return importedDiagram(tx, asked);
  if (asked.of !== undefined) return begunPart(tx, asked);
  if ('new' in asked) return { origin: 'new', baseVersionId: null, ...(await begunKind(tx, asked.new)) };
  const baseVersionId = asked.versionId ?? (await versionToDraw(tx, asked.kind));
  const version = baseVersionId && (await findVersion(tx, baseVersionId));
  if (!version || version.kind !== asked.kind) throw new DomainError('kind-unknown');
  return { kind: asked.kind, origin: 'version', baseVersionId, files: await ownFilesOf(tx, version.id) };
}

/**
 * Collects what a draft of a block or a theme is made of: the files of a version (by default the
 * newest), or nearly nothing.
 * @throws {DomainError} circuit-part-taken, not-found
 */
async function begunPart(tx: Tx, asked: AskedPart): Promise<Begun> {
  const { of } = asked;
  const { kind: name } = 'new' in asked ? asked.new : asked;
  const versions = await versionsOfPart(tx, { of, name });
  if ('new' in asked) {
    if (versions.length > 0) throw new DomainError('circuit-part-taken');
    return { of, kind: name, origin: 'new', baseVersionId: null, files: written(NEW_PART[of](name, asked.new.title)) };
  }
  const version = versions.find(({ id, current }) =>
    asked.versionId === undefined ? current : id === asked.versionId,
  );
  if (version === undefined) throw new DomainError('not-found');
  return { of, kind: name, origin: 'version', baseVersionId: version.id, files: await filesOfPart(tx, version.id) };
}

const NEW_PART: Readonly<Record<PartType, (name: string, title: string) => ReadonlyMap<string, string>>> = {
  block: newBlock,
  theme: newTheme,
};
