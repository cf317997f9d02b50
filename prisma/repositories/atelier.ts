import { createHash } from 'node:crypto';
import { blockFile, blocksCalledIn, diagramOfBlock, recopied } from '../../domain/circuit/block.ts';
import { type CircuitDraftOrigin, isOwnFile, SHARED_FOLDER } from '../../domain/circuit/draft.ts';
import { themesNamedIn } from '../../domain/situation/named-themes.ts';
import type { Tx } from '../client.ts';
import { newestThemes } from './people/themes.ts';

/** A file of a draft; what the analysts draw, and what goes along unseen (a font). */
export interface DraftFile {
  readonly path: string;
  readonly content: Uint8Array;
  readonly sha256: string;
}

export interface CircuitDraftRow {
  readonly id: string;
  readonly kind: string;
  readonly origin: CircuitDraftOrigin;
  readonly baseVersion: { readonly id: string; readonly number: number; readonly current: boolean } | null;
  readonly revision: number;
  readonly createdAt: Date;
  readonly createdBy: string | null;
  readonly updatedAt: Date;
  readonly updatedBy: string | null;
  /** The outbox command that publishes it. */
  readonly publicationId: string | null;
}

const DRAFT = {
  id: true,
  kind: true,
  origin: true,
  baseVersion: { select: { id: true, number: true, current: true } },
  revision: true,
  createdAt: true,
  createdBy: true,
  updatedAt: true,
  updatedBy: true,
  publicationId: true,
} as const;

const typed = <Row extends { origin: string }>(row: Row) => ({ ...row, origin: row.origin as CircuitDraftOrigin });

const fileOf = (path: string, content: Uint8Array): DraftFile => ({
  path,
  content,
  sha256: createHash('sha256').update(content).digest('hex'),
});

export const fileOfText = (path: string, text: string): DraftFile => fileOf(path, new TextEncoder().encode(text));

/** Writes a draft with its files, at revision 0. */
export async function createCircuitDraft(
  tx: Tx,
  draft: {
    readonly kind: string;
    readonly origin: CircuitDraftOrigin;
    readonly baseVersionId: string | null;
    readonly authorId: string | null;
    readonly at: Date;
    readonly files: readonly DraftFile[];
  },
): Promise<CircuitDraftRow> {
  const { kind, origin, baseVersionId, authorId, at, files } = draft;
  const row = await tx.circuitDraft.create({
    data: {
      kind,
      origin,
      baseVersionId,
      createdAt: at,
      createdBy: authorId,
      updatedAt: at,
      updatedBy: authorId,
      files: { create: files.map((file) => ({ ...file, content: new Uint8Array(file.content) })) },
    },
    select: DRAFT,
  });
  return typed(row);
}

export const countCircuitDrafts = (tx: Tx): Promise<number> => tx.circuitDraft.count();

/** Every draft under way, the last touched first, with its title as its texts say it. */
export async function circuitDrafts(tx: Tx): Promise<(CircuitDraftRow & { texts: readonly DraftFile[] })[]> {
  const rows = await tx.circuitDraft.findMany({
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    select: {
      ...DRAFT,
      files: {
        where: { path: { in: ['texts.fr.json', 'texts.en.json'] } },
        select: { path: true, content: true, sha256: true },
      },
    },
  });
  return rows.map(({ files, ...row }) => ({ ...typed(row), texts: files }));
}

export async function findCircuitDraft(tx: Tx, id: string): Promise<CircuitDraftRow | null> {
  const row = await tx.circuitDraft.findUnique({ where: { id }, select: DRAFT });
  return row && typed(row);
}

/** The same, held until the transaction ends: two saves go one after the other. */
export async function lockCircuitDraft(tx: Tx, id: string): Promise<CircuitDraftRow | null> {
  await tx.$queryRaw`select 1 from circuit_draft where id = ${id}::uuid for update`;
  return findCircuitDraft(tx, id);
}

export const filesOfDraft = (tx: Tx, draftId: string): Promise<DraftFile[]> =>
  tx.circuitDraftFile.findMany({
    where: { draftId },
    orderBy: { path: 'asc' },
    select: { path: true, content: true, sha256: true },
  });

/** Writes and removes files of a draft that is locked; its revision goes up by one. */
export async function saveDraftFiles(
  tx: Tx,
  draft: CircuitDraftRow,
  changes: readonly { readonly path: string; readonly text: string | null }[],
  { authorId, at }: { authorId: string; at: Date },
): Promise<number> {
  for (const { path, text } of changes) {
    await tx.circuitDraftFile.deleteMany({ where: { draftId: draft.id, path } });
    if (text === null) continue;
    const { content, sha256 } = fileOfText(path, text);
    await tx.circuitDraftFile.create({ data: { draftId: draft.id, path, content: new Uint8Array(content), sha256 } });
  }
  const revision = draft.revision + 1;
  await tx.circuitDraft.update({ where: { id: draft.id }, data: { revision, updatedAt: at, updatedBy: authorId } });
  return revision;
}

/** Says that a publication is on its way, or no longer is. */
export async function markPublishing(tx: Tx, id: string, publicationId: string | null): Promise<void> {
  await tx.circuitDraft.updateMany({ where: { id }, data: { publicationId } });
}

export async function deleteCircuitDraft(tx: Tx, id: string): Promise<void> {
  await tx.circuitDraft.deleteMany({ where: { id } });
}

/** Whether this very release was proposed before; writes down that it now is. */
export async function firstProposal(tx: Tx, kind: string, bundleHash: string, at: Date): Promise<boolean> {
  const { count } = await tx.circuitRelease.createMany({
    data: [{ kind, bundleHash, proposedAt: at }],
    skipDuplicates: true,
  });
  return count === 1;
}

/** What a circuit prints with: as its base version has it, else as the newest version of any kind has it. */
export async function sharedFiles(tx: Tx, baseVersionId: string | null): Promise<DraftFile[]> {
  const newest = { orderBy: [{ publishedAt: 'desc' as const }, { id: 'desc' as const }], select: { id: true } };
  const versionId = baseVersionId ?? (await tx.circuitVersion.findFirst(newest))?.id;
  if (versionId === undefined) return [];
  return tx.circuitFile.findMany({
    where: { versionId, path: { startsWith: SHARED_FOLDER } },
    orderBy: { path: 'asc' },
    select: { path: true, content: true, sha256: true },
  });
}

/**
 * Every file a draft would be published with: its own, the blocks that it calls, what it prints with, and the themes that it names
 * as they stand today (a release brings its own of those).
 */
export async function bundleFilesOfDraft(
  tx: Tx,
  draft: Pick<CircuitDraftRow, 'id' | 'kind' | 'baseVersion'>,
): Promise<DraftFile[]> {
  const files = await filesOfDraft(tx, draft.id);
  if (files.some(({ path }) => !isOwnFile(path))) return files;
  const [shared, blocks] = [await sharedFiles(tx, draft.baseVersion?.id ?? null), await blockFiles(tx, draft, files)];
  const drawn = [...files, ...blocks];
  return [...drawn, ...shared, ...(await themeFiles(tx, drawn))];
}

/**
 * The blocks that a draft calls, and those that they call: as its base version has them, else as the newest version of any
 * kind has them.
 */
async function blockFiles(
  tx: Tx,
  { kind, baseVersion }: Pick<CircuitDraftRow, 'kind' | 'baseVersion'>,
  own: readonly DraftFile[],
): Promise<DraftFile[]> {
  const text = ({ content }: Pick<DraftFile, 'content'>) => new TextDecoder().decode(content);
  const found: DraftFile[] = [];
  const drawn = own.find(({ path }) => path === `${kind}.bpmn`);
  const called = drawn === undefined ? [] : blocksCalledIn(text(drawn), kind);
  // The array grows while it is walked.
  for (const block of called) {
    const diagram = diagramOfBlock(block);
    const [holder] = await tx.$queryRaw<{ id: string; kind: string }[]>`
      select v.id::text, v.kind from circuit_file f join circuit_version v on v.id = f.version_id
       where f.path = ${diagram} and v.withdrawn_at is null
       order by v.id = ${baseVersion?.id ?? null}::uuid desc nulls last, v.published_at desc, v.id desc limit 1`;
    if (holder === undefined) continue;
    const files = await tx.circuitFile.findMany({
      where: { versionId: holder.id, path: { startsWith: blockFile(block, '') } },
      orderBy: { path: 'asc' },
      select: { path: true, content: true, sha256: true },
    });
    for (const file of files) {
      const copy = file.path === diagram ? fileOfText(diagram, recopied(text(file), holder.kind, kind)) : file;
      found.push(copy);
      if (file.path === diagram)
        called.push(...blocksCalledIn(text(copy), kind).filter((one) => !called.includes(one)));
    }
  }
  return found;
}

/** The themes that these files name, as they stand. */
async function themeFiles(tx: Tx, drawn: readonly DraftFile[]): Promise<DraftFile[]> {
  const own = new Map(drawn.map(({ path, content }) => [path, content]));
  return [...themesNamedIn(own, await newestThemes(tx))].map(([path, content]) => fileOf(path, content));
}

/** The names of people, by id. */
export async function namesOf(
  tx: Tx,
  personIds: readonly string[],
): Promise<Map<string, { id: string; firstName: string; lastName: string }>> {
  const people = await tx.person.findMany({
    where: { id: { in: [...personIds] } },
    select: { id: true, firstName: true, lastName: true },
  });
  return new Map(people.map((person) => [person.id, person]));
}

/** The version a draft became; null when it did not. Read off the audit: the draft itself is gone. */
export async function publishedFromDraft(
  tx: Tx,
  draftId: string,
): Promise<{ versionId: string; kind: string; number: number } | null> {
  const [found] = await tx.$queryRaw<{ versionId: string; kind: string; number: number }[]>`
    select v.id::text as "versionId", v.kind, v.number
      from audit_event e
      join audit_payload p on p.chain = e.chain and p.sequence = e.sequence
      join circuit_version v on 'circuit:' || v.id = e.subject
     where e.chain = 'system' and e.verb = 'circuit.publish' and p.content ->> 'draftId' = ${draftId}
     order by e.sequence desc limit 1`;
  return found ?? null;
}
