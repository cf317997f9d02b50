import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { DECLARATION, type Drafted, isPart } from '#domain/circuit/blocks/part.ts';
import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import type { CircuitDraftOrigin } from '#domain/circuit/drafts/draft.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { Tx } from '../../client.ts';
import { db, statement } from '../../connection/typed-sql.ts';
import { lockRow } from '../statements/lock-alone.ts';
import { ofEvent } from '../statements/of-event.ts';
import { newestNumbers } from './parts.ts';

/** A draft of a circuit, a block or a theme, without its files. */
export interface CircuitDraftRow {
  readonly id: string;
  readonly of: Drafted;
  /** The name of what it drafts: a kind, a block, a theme. */
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
  of: true,
  kind: true,
  origin: true,
  baseVersion: { select: { id: true, number: true, current: true } },
  basePartVersion: { select: { id: true, number: true } },
  revision: true,
  createdAt: true,
  createdBy: true,
  updatedAt: true,
  updatedBy: true,
  publicationId: true,
} as const;

/** A row as read, before its base is known to be the newest or not. */
interface ReadRow extends Omit<CircuitDraftRow, 'of' | 'origin'> {
  readonly of: string;
  readonly origin: string;
  readonly basePartVersion: { readonly id: string; readonly number: number } | null;
}

async function typed<Row extends ReadRow>(tx: Tx, rows: readonly Row[]) {
  const newest = rows.some(({ basePartVersion }) => basePartVersion) ? await newestNumbers(tx) : new Map();
  return rows.map(({ basePartVersion: base, ...row }) => ({
    ...row,
    of: row.of as Drafted,
    origin: row.origin as CircuitDraftOrigin,
    baseVersion: base ? { ...base, current: base.number === newest.get(`${row.of} ${row.kind}`) } : row.baseVersion,
  }));
}

/** Types one row. */
async function typedRow(tx: Tx, row: ReadRow): Promise<CircuitDraftRow> {
  const [one] = await typed(tx, [row]);
  if (one === undefined) throw new Error('a row is one row');
  return one;
}

/** Makes a file of a bundle, with its hash. */
export const fileOf = (path: string, content: Uint8Array): BundleFile => ({
  path,
  content,
  sha256: createHash('sha256').update(content).digest('hex'),
});

/** Makes a file of a bundle from a text. */
export const fileOfText = (path: string, text: string): BundleFile => fileOf(path, new TextEncoder().encode(text));

/** Writes a draft with its files, at revision 0. */
export async function createCircuitDraft(
  tx: Tx,
  draft: {
    readonly of?: Drafted | undefined;
    readonly kind: string;
    readonly origin: CircuitDraftOrigin;
    readonly baseVersionId: string | null;
    readonly authorId: string | null;
    readonly at: Date;
    readonly files: readonly BundleFile[];
  },
): Promise<CircuitDraftRow> {
  const { of = 'kind', kind, origin, baseVersionId, authorId, at, files } = draft;
  const row = await tx.circuitDraft.create({
    data: {
      of,
      kind,
      origin,
      ...(isPart(of) ? { basePartVersionId: baseVersionId } : { baseVersionId }),
      createdAt: at,
      createdBy: authorId,
      updatedAt: at,
      updatedBy: authorId,
      files: { create: files.map((file) => ({ ...file, content: new Uint8Array(file.content) })) },
    },
    select: DRAFT,
  });
  return typedRow(tx, row);
}

/** Returns the names of kinds, published ones and those of drafts. */
export async function kindsDrawn(tx: Tx): Promise<Set<string>> {
  return new Set((await drawn.all(tx, {})).map(({ kind }) => kind));
}

const drawn = statement(() =>
  db
    .selectFrom('circuit_version')
    .distinct()
    .select('kind')
    .union(db.selectFrom('circuit_draft').select('kind').where('of', '=', 'kind')),
);

/** Counts the drafts. */
export const countCircuitDrafts = (tx: Tx): Promise<number> => tx.circuitDraft.count();

/** Lists every draft, last touched first, with the files that hold its title. */
export async function circuitDrafts(tx: Tx): Promise<(CircuitDraftRow & { texts: readonly BundleFile[] })[]> {
  const rows = await tx.circuitDraft.findMany({
    orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
    select: {
      ...DRAFT,
      files: {
        where: { OR: [{ path: { in: ['texts.fr.json', 'texts.en.json', DECLARATION] } }, { draft: { of: 'theme' } }] },
        select: { path: true, content: true, sha256: true },
      },
    },
  });
  return (await typed(tx, rows)).map(({ files, ...row }) => ({ ...row, texts: files }));
}

/** Finds a draft; null if it does not exist. */
export async function findCircuitDraft(tx: Tx, id: string): Promise<CircuitDraftRow | null> {
  const row = await tx.circuitDraft.findUnique({ where: { id }, select: DRAFT });
  return row && typedRow(tx, row);
}

/** Finds a draft and locks it until the transaction ends: two saves go one after the other. */
export async function lockCircuitDraft(tx: Tx, id: string): Promise<CircuitDraftRow | null> {
  await lockOne(tx, id);
  return findCircuitDraft(tx, id);
}

const lockOne = lockRow('circuit_draft');

/** Lists the files of a draft, with their bytes. */
export const filesOfDraft = (tx: Tx, draftId: string): Promise<BundleFile[]> =>
  tx.circuitDraftFile.findMany({
    where: { draftId },
    orderBy: { path: 'asc' },
    select: { path: true, content: true, sha256: true },
  });

/** Writes and removes files of a locked draft; returns its next revision. */
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

/** Sets the command that publishes a draft; null: none does. */
export async function markPublishing(tx: Tx, id: string, publicationId: string | null): Promise<void> {
  await tx.circuitDraft.updateMany({ where: { id }, data: { publicationId } });
}

/** Removes a draft. */
export async function deleteCircuitDraft(tx: Tx, id: string): Promise<void> {
  await tx.circuitDraft.deleteMany({ where: { id } });
}

/** Records that a release was proposed; true the first time. */
export async function firstProposal(tx: Tx, kind: string, bundleHash: string, at: Date): Promise<boolean> {
  const { count } = await tx.circuitRelease.createMany({
    data: [{ kind, bundleHash, proposedAt: at }],
    skipDuplicates: true,
  });
  return count === 1;
}

/**
 * Finds the version that a draft became, of a kind or of a part; null: none. Read from the audit,
 * since the draft itself is gone.
 */
export const publishedFromDraft = (
  tx: Tx,
  draftId: string,
): Promise<{ versionId: string; kind: string; number: number } | null> => published.first(tx, { draftId });

const published = statement((given: { draftId: string }) =>
  db
    .selectFrom('audit_event as e')
    .innerJoin('audit_payload as p', ofEvent)
    .leftJoin('circuit_version as v', (join) =>
      join.on((eb) => eb(sql<string>`'circuit:' || ${eb.ref('v.id')}`, '=', eb.ref('e.subject'))),
    )
    .leftJoin('part_version as w', (join) =>
      join.on((eb) => eb(sql<string>`'part:' || ${eb.ref('w.id')}`, '=', eb.ref('e.subject'))),
    )
    .select((eb) => [
      eb.fn.coalesce('v.id', 'w.id').$notNull().as('versionId'),
      eb.fn.coalesce('v.kind', 'w.name').$notNull().as('kind'),
      eb.fn.coalesce('v.number', 'w.number').$notNull().as('number'),
    ])
    .where('e.chain', '=', SYSTEM_CHAIN)
    .where('e.verb', 'in', ['circuit.publish', 'part.publish'])
    .where((eb) => sql<boolean>`${eb.ref('p.content')} ->> 'draftId' = ${given.draftId}`)
    .orderBy('e.sequence', 'desc')
    .limit(1),
);
