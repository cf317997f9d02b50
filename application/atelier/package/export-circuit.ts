import { originalOf } from '#domain/circuit/blocks/block.ts';
import { isPart } from '#domain/circuit/blocks/part.ts';
import { pathInPackage, placeInPackage } from '#domain/circuit/drafts/package.ts';
import { DomainError } from '#domain/errors.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { fileOfText, findCircuitDraft } from '#prisma/repositories/circuits/atelier.ts';
import { bundleFilesOfDraft } from '#prisma/repositories/circuits/circuit-bundle.ts';
import { filesOf, findVersion } from '#prisma/repositories/circuits/circuits.ts';
import { partVersionsOf } from '#prisma/repositories/circuits/parts.ts';
import type { Deps } from '../../dependencies.ts';
import { type Drawing, mustDraw } from '../circuit-draft.ts';
import { textOfFile, titleIn } from '../draft-title.ts';
import type { CircuitPackages } from './packages.ts';
import { partsIn } from './parts-in.ts';
import { PORTAL_RELEASE } from './release.ts';

/** A version of a kind, or a draft of one. */
export type Exported = { readonly versionId: string } | { readonly draftId: string };

/** A circuit as one file, with the name to save it under: « teletravail-3.zip ». */
export interface ExportedCircuit {
  readonly fileName: string;
  readonly zip: Uint8Array;
}

/**
 * Exports a circuit as one file that another portal can import: its own files, and the blocks and
 * themes that it takes, as their analysts draw them. Files that a portal prints with (`_shared/`)
 * stay out. Recorded in the audit trail.
 * @throws {DomainError} forbidden, not-found, circuit-too-complex, too-many-requests
 */
export async function exportCircuit(
  { database, packages }: Pick<Deps, 'database'> & { readonly packages: CircuitPackages },
  { from, ...drawing }: Drawing & { readonly from: Exported },
): Promise<ExportedCircuit> {
  mustDraw(drawing);
  const { actor, at } = drawing;
  const { kind, version, subject, zip } = await packCircuit({ database, packages }, { personId: actor.personId, from });
  await database.transaction((tx) =>
    appendAudit(tx, {
      ...{ chain: SYSTEM_CHAIN, at, actorId: actor.personId, verb: 'circuit.export', subject },
      payload: { kind, version },
    }),
  );
  return { fileName: `${kind}-${version ?? 'brouillon'}.zip`, zip };
}

/**
 * Packs a circuit without an audit entry, for a caller that has checked the right to it, such as
 * the archive of an act.
 * @throws {DomainError} not-found, circuit-too-complex, too-many-requests
 */
export async function packCircuit(
  { database, packages }: Pick<Deps, 'database'> & { readonly packages: Pick<CircuitPackages, 'pack'> },
  { personId, from }: { readonly personId: string; readonly from: Exported },
) {
  const { kind, version, subject, files } = await read(database.prisma, from);
  // The only diagrams within parts are the kind's copies of blocks.
  const parts = partsIn(files, (file) =>
    file.path.endsWith('.bpmn') ? fileOfText(file.path, originalOf(kind, textOfFile(file))) : file,
  );
  const known = await partVersionsOf(
    database.prisma,
    parts.map(({ hash }) => hash),
  );
  const own = files.filter(({ path }) => placeInPackage(path)?.part === null);
  const title = titleIn(own, { of: 'kind', kind });
  const zip = await packages.pack(personId, {
    head: {
      ...{ portal: PORTAL_RELEASE, kind, version },
      title: { fr: title.fr.slice(0, MAX_TITLE), en: title.en.slice(0, MAX_TITLE) },
      parts: parts.map(({ of, name, hash }) => {
        const same = known.findLast((one) => one.of === of && one.name === name && one.bundleHash === hash);
        return { of, name, version: same?.number ?? null };
      }),
      ...(version !== null && { published: files.map(({ path, sha256 }) => ({ path, sha256 })) }),
    },
    files: [
      ...own,
      ...parts.flatMap((part) => part.files.map((file) => ({ ...file, path: pathInPackage(part, file.path) }))),
    ],
  });
  return { kind, version, subject, zip };
}

/** Maximum length of a title in a package. */
const MAX_TITLE = 200;

/**
 * Returns every file that a version was published with, or that a draft would be published with.
 * @throws {DomainError} not-found
 */
async function read(tx: Tx, from: Exported) {
  if ('versionId' in from) {
    const version = await findVersion(tx, from.versionId);
    if (version === null) throw new DomainError('not-found');
    const { id, kind, number } = version;
    return { kind, version: number, subject: `circuit:${id}`, files: await filesOf(tx, id) };
  }
  const draft = await findCircuitDraft(tx, from.draftId);
  // A part is exported only with the kinds that take it.
  if (draft === null || isPart(draft.of)) throw new DomainError('not-found');
  const files = await bundleFilesOfDraft(tx, draft);
  return { kind: draft.kind, version: null, subject: `circuit-draft:${draft.id}`, files };
}
