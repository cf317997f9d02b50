import type { Bilingual } from '#domain/bilingual.ts';
import type { Part, PartType } from '#domain/circuit/blocks/part.ts';
import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import type { Tx } from '../../client.ts';
import { db, startsWith, statement } from '../../connection/typed-sql.ts';
import { lockAlone } from '../statements/lock-alone.ts';
import type { Published } from './circuits.ts';

/** A version of a part, without its files. */
export interface PartVersion extends Part {
  readonly id: string;
  readonly number: number;
  /** Hash of all its files. */
  readonly bundleHash: string;
  readonly publishedAt: Date;
  /** Who approved it; null for a part shipped with the portal. */
  readonly publishedBy: string | null;
  readonly proposedBy: string | null;
  readonly reason: string | null;
  /** True if it is the newest, which kinds take at their next publication. */
  readonly current: boolean;
}

const VERSION = {
  id: true,
  of: true,
  name: true,
  number: true,
  bundleHash: true,
  publishedAt: true,
  publishedBy: true,
  proposedBy: true,
  reason: true,
} as const;
const FILE = { path: true, content: true, sha256: true } as const;

/** Locks a part until the transaction ends: its publications run one after the other. */
export const lockPart = (tx: Tx, { of, name }: Part): Promise<void> => lockAlone(tx, `${of}:${name}`);

/** Lists the versions of a part, oldest first. */
export async function versionsOfPart(tx: Tx, { of, name }: Part): Promise<PartVersion[]> {
  const rows = await tx.partVersion.findMany({ where: { of, name }, orderBy: { number: 'asc' }, select: VERSION });
  return rows.map((row, index) => ({ ...row, of, current: index === rows.length - 1 }));
}

/** Finds a version of a part; null if it does not exist. */
export async function findPartVersion(tx: Tx, id: string): Promise<PartVersion | null> {
  const row = await tx.partVersion.findUnique({ where: { id }, select: VERSION });
  if (row === null) return null;
  const of = row.of as PartType;
  return (await versionsOfPart(tx, { of, name: row.name })).find((version) => version.id === id) ?? null;
}

/** Lists the newest version of each part of a type, by name, with its files. */
export async function newestParts(tx: Tx, of: PartType): Promise<(PartVersion & { readonly files: BundleFile[] })[]> {
  const newest = await newestOf.all(tx, { of });
  const rows = await tx.partVersion.findMany({
    where: { id: { in: newest.map(({ id }) => id) } },
    orderBy: { name: 'asc' },
    select: { ...VERSION, files: { orderBy: { path: 'asc' }, select: FILE } },
  });
  return rows.map((row) => ({ ...row, of, current: true }));
}

const newestOf = statement((given: { of: PartType }) =>
  db
    .selectFrom('part_version')
    .distinctOn('name')
    .select('id')
    .where('of', '=', given.of)
    .orderBy('name')
    .orderBy('number', 'desc'),
);

/** Finds the versions of parts of any type with these bundle hashes. */
export const partVersionsOf = async (
  tx: Tx,
  hashes: readonly string[],
): Promise<(Part & { readonly number: number; readonly bundleHash: string })[]> =>
  (
    await tx.partVersion.findMany({
      where: { bundleHash: { in: [...hashes] } },
      orderBy: { number: 'asc' },
      select: { of: true, name: true, number: true, bundleHash: true },
    })
  ).map((row) => ({ ...row, of: row.of as PartType }));

/** Returns the number of the newest version of each part: « block cloture » → 3. */
export async function newestNumbers(tx: Tx): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.partVersion.groupBy({ by: ['of', 'name'], _max: { number: true } });
  return new Map(rows.map(({ of, name, _max }) => [`${of} ${name}`, _max.number ?? 0]));
}

/** Lists the files of a version of a part, with their bytes. */
export const filesOfPart = (tx: Tx, versionId: string): Promise<BundleFile[]> =>
  tx.partFile.findMany({ where: { versionId }, orderBy: { path: 'asc' }, select: FILE });

/**
 * Writes a version of a part with its files, which never change; the database checks its proposer
 * and approver.
 */
export async function insertPartVersion(
  tx: Tx,
  version: Part & {
    readonly number: number;
    readonly bundleHash: string;
    readonly files: readonly BundleFile[];
    readonly at: Date;
    readonly proposal: Published['proposal'];
  },
): Promise<PartVersion> {
  const { of, name, number, bundleHash, files, at, proposal } = version;
  const row = await tx.partVersion.create({
    data: {
      ...{ of, name, number, bundleHash, publishedAt: at },
      ...(proposal && {
        proposalId: proposal.id,
        proposedBy: proposal.proposedBy,
        publishedBy: proposal.approvedBy,
        reason: proposal.reason,
      }),
      files: { create: files.map((file) => ({ ...file, content: new Uint8Array(file.content) })) },
    },
    select: VERSION,
  });
  return { ...row, of, current: true };
}

/** A file of a part as a current kind holds it. */
export interface HeldFile {
  readonly kind: string;
  readonly title: Bilingual;
  readonly versionId: string;
  readonly path: string;
  readonly sha256: string;
}

/**
 * Lists the copies of parts in the current kinds, in the folder of their type, without their bytes.
 */
export const partsInForce = (tx: Tx, folder: string): Promise<HeldFile[]> => inForce.all(tx, { folder });

const inForce = statement((given: { folder: string }) =>
  db
    .selectFrom('circuit_version as v')
    .innerJoin('circuit_file as f', 'f.version_id', 'v.id')
    .select((eb) => [
      'v.kind',
      eb.ref('v.sheet', '->').key('title').as('title'),
      'v.id as versionId',
      'f.path',
      'f.sha256',
    ])
    .where('v.current', '=', true)
    .where((eb) => startsWith(eb.ref('f.path'), given.folder))
    .orderBy('v.kind')
    .orderBy('f.path'),
);

/** A file of a recent version of a part; with its bytes if it is a diagram. */
export interface RecentFile {
  readonly name: string;
  readonly number: number;
  readonly path: string;
  readonly sha256: string;
  readonly diagram: Uint8Array | null;
}

/** Lists the files of the last versions of each part of a type, newest first. */
export const recentPartFiles = (tx: Tx, of: PartType, versions: number): Promise<RecentFile[]> =>
  recentFiles.all(tx, { of, versions });

const recentFiles = statement((given: { of: PartType; versions: number }) =>
  db
    .selectFrom((eb) =>
      eb
        .selectFrom('part_version')
        .select((version) => [
          'id',
          'name',
          'number',
          version.fn
            .max('number')
            .over((over) => over.partitionBy('name'))
            .as('newest'),
        ])
        .where('of', '=', given.of)
        .as('v'),
    )
    .innerJoin('part_file as f', 'f.version_id', 'v.id')
    .select((eb) => [
      'v.name',
      'v.number',
      'f.path',
      'f.sha256',
      eb.case().when('f.path', 'like', '%.bpmn').then(eb.ref('f.content')).end().as('diagram'),
    ])
    .where((eb) => eb('v.number', '>', eb('v.newest', '-', given.versions)))
    .orderBy('v.name')
    .orderBy('v.number', 'desc')
    .orderBy('f.path'),
);
