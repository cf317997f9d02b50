import type { CircuitSheet } from '../../domain/circuit.ts';
import type { Tx } from '../client.ts';

/** A version as the server reads it. */
export interface ReadVersion {
  readonly id: string;
  readonly kind: string;
  readonly number: number;
  /** Whether new requests start on it, when it was read. */
  readonly current: boolean;
  readonly sheet: CircuitSheet;
}

const READ_VERSION = { id: true, kind: true, number: true, current: true, sheet: true } as const;
const asRead = (row: Omit<ReadVersion, 'sheet'> & { readonly sheet: unknown }): ReadVersion => ({
  ...row,
  sheet: row.sheet as CircuitSheet,
});

export async function findVersion(tx: Tx, id: string): Promise<ReadVersion | null> {
  const row = await tx.circuitVersion.findUnique({ where: { id }, select: READ_VERSION });
  return row && asRead(row);
}

/** The version new drafts of a kind are made on; null when no circuit of that kind is published. */
export async function currentVersionId(tx: Tx, kind: string): Promise<string | null> {
  const row = await tx.circuitVersion.findFirst({ where: { kind, current: true }, select: { id: true } });
  return row?.id ?? null;
}

export const currentVersionIds = async (tx: Tx): Promise<string[]> =>
  (await tx.circuitVersion.findMany({ where: { current: true }, select: { id: true }, orderBy: { kind: 'asc' } })).map(
    ({ id }) => id,
  );

/** The text of one file of a version; null when it has none of that name. */
export async function fileText(tx: Tx, versionId: string, path: string): Promise<string | null> {
  const row = await tx.circuitFile.findUnique({
    where: { versionId_path: { versionId, path } },
    select: { content: true },
  });
  return row && new TextDecoder().decode(row.content);
}

export interface VersionRow {
  readonly id: string;
  readonly kind: string;
  readonly number: number;
  readonly current: boolean;
  readonly publishedAt: Date;
  readonly sheet: CircuitSheet;
  readonly openRequests: number;
}

/** Every published version, newest first, with the requests that still run on it. */
export const publishedVersions = (tx: Tx): Promise<VersionRow[]> =>
  tx.$queryRaw`
    select v.id::text, v.kind, v.number, v.current, v.published_at as "publishedAt", v.sheet,
           (select count(*)::int from request r where r.version_id = v.id and r.closed_at is null) as "openRequests"
      from circuit_version v order by v.published_at desc, v.kind, v.number desc`;

/** The versions of one kind, newest first, with who published each and why. */
export const versionsOfKind = (
  tx: Tx,
  kind: string,
): Promise<(VersionRow & { readonly publishedBy: string | null; readonly reason: string | null })[]> =>
  tx.$queryRaw`
    select v.id::text, v.kind, v.number, v.current, v.published_at as "publishedAt", v.sheet,
           v.published_by::text as "publishedBy", v.reason,
           (select count(*)::int from request r where r.version_id = v.id and r.closed_at is null) as "openRequests"
      from circuit_version v where v.kind = ${kind} order by v.number desc`;

/** The files of a version, without their bytes. */
export const filesOfVersion = (tx: Tx, versionId: string): Promise<{ path: string; size: number; sha256: string }[]> =>
  tx.$queryRaw`
    select path, length(content) as size, sha256 from circuit_file where version_id = ${versionId}::uuid order by path`;

export interface PlayedRequest {
  readonly instanceKey: string;
  readonly id: string;
  readonly number: string;
  readonly versionId: string;
  readonly agentId: string;
  readonly structurePath: string;
  readonly structureName: string;
}

/** The requests that some instances of the engine play. */
export const requestsPlayedBy = (tx: Tx, instanceKeys: readonly string[]): Promise<PlayedRequest[]> =>
  tx.$queryRaw`
    select r.instance_key as "instanceKey", r.id::text, r.number, r.version_id::text as "versionId",
           r.agent_id::text as "agentId", s.path as "structurePath", s.name as "structureName"
      from request r join structure s on s.id = r.structure_id where r.instance_key = any(${[...instanceKeys]})`;
