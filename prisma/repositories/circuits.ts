import { ACT_ENDING } from '#domain/act/text/document.ts';
import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import { versionThatClosed } from '#domain/circuit/drafts/proposal.ts';
import type { Bilingual, CircuitManifest } from '#domain/circuit/manifest.ts';
import { THEME_FOLDER } from '#domain/situation/themes/theme.ts';
import type { Prisma, Tx } from '../client.ts';
import { keepThemes } from './people/themes.ts';
import { publishedHashes } from './proposals.ts';

/** A published version, without its files. */
export interface PublishedVersion {
  readonly id: string;
  readonly kind: string;
  readonly number: number;
  readonly bundleHash: string;
  readonly current: boolean;
  /** Who approved it; null for a circuit shipped with the portal. */
  readonly publishedBy: string | null;
  /** What they approved. */
  readonly proposalId: string | null;
  /** Since when nothing new starts on it. */
  readonly withdrawnAt: Date | null;
}

/** A live request and where its instance is. */
export interface LiveInstance {
  readonly requestId: string;
  readonly engine: string;
  readonly instanceKey: string;
}

const VERSION = {
  id: true,
  kind: true,
  number: true,
  bundleHash: true,
  current: true,
  publishedBy: true,
  proposalId: true,
  withdrawnAt: true,
} as const;

/** One publication of a kind at a time, until the transaction ends. */
export async function lockKind(tx: Tx, kind: string): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`circuit:${kind}`}, 0))`;
}

export const versionsOf = (tx: Tx, kind: string): Promise<PublishedVersion[]> =>
  tx.circuitVersion.findMany({ where: { kind }, orderBy: { number: 'asc' }, select: VERSION });

/** The two people behind a version; the proposal is null for what is shipped with the portal. */
export interface Published {
  readonly at: Date;
  readonly proposal: {
    readonly id: string;
    readonly proposedBy: string;
    readonly approvedBy: string;
    readonly reason: string;
  } | null;
}

/** Writes a version and all its files, the themes among them: what is published never changes. */
export async function insertVersion(
  tx: Tx,
  version: {
    readonly kind: string;
    readonly number: number;
    readonly bundleHash: string;
    readonly manifest: CircuitManifest;
    readonly files: readonly BundleFile[];
    readonly published: Published;
  },
): Promise<PublishedVersion> {
  const { kind, number, bundleHash, manifest, files, published } = version;
  await keepThemes(tx, files);
  const inserted = await tx.circuitVersion.create({
    data: {
      kind,
      number,
      bundleHash,
      manifest: manifest as unknown as Prisma.InputJsonObject,
      publishedAt: published.at,
      ...(published.proposal && {
        proposalId: published.proposal.id,
        proposedBy: published.proposal.proposedBy,
        publishedBy: published.proposal.approvedBy,
        reason: published.proposal.reason,
      }),
    },
    select: VERSION,
  });
  await tx.circuitFile.createMany({
    data: files.map(({ path, content, sha256 }) => ({
      versionId: inserted.id,
      path,
      content: new Uint8Array(content),
      sha256,
    })),
  });
  return inserted;
}

/** Makes a version the one that new requests start on. */
export async function makeCurrent(tx: Tx, version: PublishedVersion): Promise<void> {
  await tx.circuitVersion.updateMany({ where: { kind: version.kind, current: true }, data: { current: false } });
  await tx.circuitVersion.update({ where: { id: version.id }, data: { current: true } });
}

/** Withdraws a version, once, and takes it out of force; false when it was withdrawn before. */
export async function markWithdrawn(
  tx: Tx,
  id: string,
  { by, at, reason }: { readonly by: string; readonly at: Date; readonly reason: string },
): Promise<boolean> {
  const { count } = await tx.circuitVersion.updateMany({
    where: { id, withdrawnAt: null },
    data: { current: false, withdrawnAt: at, withdrawnBy: by, withdrawalReason: reason },
  });
  return count === 1;
}

/** Why nothing new starts on a version: it was withdrawn, or its kind is closed; null when something may. */
export async function stopOf(tx: Tx, id: string): Promise<{ readonly reason: string } | null> {
  const rows = await tx.$queryRaw<{ kind: string; withdrawalReason: string | null; isInForce: boolean }[]>`
    select v.kind, v.withdrawal_reason as "withdrawalReason",
           exists (select from circuit_version c where c.kind = v.kind and c.current) as "isInForce"
      from circuit_version v where v.id = ${id}::uuid`;
  const [version] = rows;
  if (version === undefined) throw new Error(`no version ${id}`);
  if (version.withdrawalReason !== null) return { reason: version.withdrawalReason };
  return version.isInForce ? null : { reason: (await closingReason(tx, version.kind)) ?? '' };
}

/** Why a kind is closed: the reason of the withdrawal that closed it; null when it is not, or never had a version. */
export async function closingReason(tx: Tx, kind: string): Promise<string | null> {
  const closing = versionThatClosed(await versionsOf(tx, kind), await publishedHashes(tx, kind));
  if (closing === null) return null;
  const { withdrawalReason } = await tx.circuitVersion.findUniqueOrThrow({
    where: { id: closing.id },
    select: { withdrawalReason: true },
  });
  return withdrawalReason;
}

export const currentVersions = (tx: Tx): Promise<PublishedVersion[]> =>
  tx.circuitVersion.findMany({ where: { current: true }, select: VERSION });

/** Manifests kept at most: those of the versions that requests follow now, and of some that a few old ones still follow. */
const KEPT_MANIFESTS = 100;
const manifests = new Map<string, CircuitManifest>();

/** What a version says. No grant lets a published version change (G6), so that each process reads each once. */
export async function readManifest(tx: Tx, versionId: string): Promise<CircuitManifest> {
  const known = manifests.get(versionId);
  if (known !== undefined) return known;
  const { manifest } = await tx.circuitVersion.findUniqueOrThrow({
    where: { id: versionId },
    select: { manifest: true },
  });
  const read = manifest as unknown as CircuitManifest;
  if (manifests.size >= KEPT_MANIFESTS) manifests.clear();
  manifests.set(versionId, read);
  return read;
}

/** The categories under which the kinds in force are offered. */
export async function categoriesInForce(tx: Tx): Promise<Bilingual[]> {
  const rows = await tx.$queryRaw<{ category: Bilingual }[]>`
    select distinct on (sheet -> 'category' ->> 'fr') sheet -> 'category' as category
      from circuit_version where current order by sheet -> 'category' ->> 'fr'`;
  return rows.map(({ category }) => category);
}

export const filesOf = (tx: Tx, versionId: string): Promise<BundleFile[]> =>
  tx.circuitFile.findMany({
    where: { versionId },
    orderBy: { path: 'asc' },
    select: { path: true, content: true, sha256: true },
  });

/** What an act is drawn with: its template (« act »), and the files that templates share. */
export const drawingFilesOf = (tx: Tx, versionId: string, template: string): Promise<BundleFile[]> =>
  tx.$queryRaw`
    select path, content, sha256 from circuit_file
     where version_id = ${versionId}::uuid
       and (path in (${`${template}.typ`}, ${`${template}${ACT_ENDING}`}) or starts_with(path, '_shared/')) order by path`;

/** The files of a version that say what an act of its can name, and how: its diagrams, its forms, its texts, its themes. */
export const namingFilesOf = (tx: Tx, versionId: string): Promise<BundleFile[]> =>
  tx.$queryRaw`
    select path, content, sha256 from circuit_file
     where version_id = ${versionId}::uuid
       and (path like '%.bpmn' or path like '%.form' or path in ('texts.fr.json', 'texts.en.json')
            or starts_with(path, ${THEME_FOLDER})) order by path`;

/** The files of decision tables of a version, as texts. */
export async function tablesOf(tx: Tx, versionId: string): Promise<string[]> {
  const files = await tx.$queryRaw<{ content: Uint8Array }[]>`
    select content from circuit_file where version_id = ${versionId}::uuid and path like '%.dmn' order by path`;
  return files.map(({ content }) => new TextDecoder().decode(content));
}

/** Under which key a version lives on an engine; null when it does not. */
export async function definitionKeyOf(tx: Tx, versionId: string, engine: string): Promise<string | null> {
  const found = await tx.deployment.findUnique({
    where: { versionId_engine: { versionId, engine } },
    select: { processDefinitionKey: true },
  });
  return found?.processDefinitionKey ?? null;
}

/** The digest of the diagram of a version, and under which key an engine plays it: what evidence says of a circuit. */
export interface PlayedDiagram {
  readonly bpmnSha256: string;
  readonly processDefinitionKey: string | null;
}

export async function playedDiagram(
  tx: Tx,
  { versionId, kind, engine }: { readonly versionId: string; readonly kind: string; readonly engine: string | null },
): Promise<PlayedDiagram> {
  const [diagram] = await tx.$queryRaw<PlayedDiagram[]>`
    select encode(sha256(f.content), 'hex') as "bpmnSha256", d.process_definition_key as "processDefinitionKey"
      from circuit_file f left join deployment d on d.version_id = f.version_id and d.engine = ${engine}
     where f.version_id = ${versionId}::uuid and f.path = ${`${kind}.bpmn`}`;
  if (diagram === undefined) throw new Error(`version ${versionId} has no ${kind}.bpmn`);
  return diagram;
}

/** Under which key an engine has the circuit of a version, and under which its blocks, by name. */
export interface DefinitionKeys {
  readonly processDefinitionKey: string;
  readonly blocks: Readonly<Record<string, string>>;
}

export async function recordDeployment(
  tx: Tx,
  { blocks, ...deployment }: DefinitionKeys & { readonly versionId: string; readonly engine: string },
): Promise<void> {
  const { versionId, engine } = deployment;
  await tx.deployment.createMany({ data: [deployment], skipDuplicates: true });
  const data = Object.entries(blocks).map(([block, processDefinitionKey]) => ({
    versionId,
    engine,
    block,
    processDefinitionKey,
  }));
  await tx.deployedBlock.createMany({ data, skipDuplicates: true });
}

/** The newest deployment on each engine ever used. */
export const newestDeployments = (tx: Tx): Promise<{ engine: string; kind: string; processDefinitionKey: string }[]> =>
  tx.$queryRaw`
    select distinct on (d.engine) d.engine, v.kind, d.process_definition_key as "processDefinitionKey"
      from deployment d join circuit_version v on v.id = d.version_id
     order by d.engine, d.deployed_at desc, d.id desc`;

/** Requests that an engine still plays, newest first. */
export const liveInstances = (tx: Tx, limit: number): Promise<LiveInstance[]> =>
  tx.$queryRaw`
    select id::text as "requestId", engine, instance_key as "instanceKey"
      from request where instance_key is not null and closed_at is null
     order by filed_at desc limit ${limit}`;

/** How many live requests each engine holds. */
export const liveRequestsByEngine = (tx: Tx): Promise<{ engine: string; live: number }[]> =>
  tx.$queryRaw`
    select engine, count(*)::int as live from request
     where instance_key is not null and closed_at is null group by engine order by engine`;

/** A version as the server reads it. */
export interface ReadVersion {
  readonly id: string;
  readonly kind: string;
  readonly number: number;
  /** Whether new requests start on it, when it was read. */
  readonly current: boolean;
  readonly manifest: CircuitManifest;
}

const READ_VERSION = { id: true, kind: true, number: true, current: true, manifest: true } as const;
const asRead = (row: Omit<ReadVersion, 'manifest'> & { readonly manifest: unknown }): ReadVersion => ({
  ...row,
  manifest: row.manifest as CircuitManifest,
});

export async function findVersion(tx: Tx, id: string): Promise<ReadVersion | null> {
  const row = await tx.circuitVersion.findUnique({ where: { id }, select: READ_VERSION });
  return row && asRead(row);
}

/** The version of a kind that has this number; null: there is none. */
export async function versionNumbered(
  tx: Tx,
  { kind, number }: Pick<ReadVersion, 'kind' | 'number'>,
): Promise<string | null> {
  return (await tx.circuitVersion.findFirst({ where: { kind, number }, select: { id: true } }))?.id ?? null;
}

/** The version new drafts of a kind are made on; null when no circuit of that kind is published. */
export async function currentVersionId(tx: Tx, kind: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    select id::text from circuit_version where kind = ${kind} and current`;
  return row?.id ?? null;
}

/** Those of these kinds that no circuit was ever of. */
export async function unknownKinds(tx: Tx, kinds: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ kind: string }[]>`
    select k.kind from unnest(${[...kinds]}::text[]) with ordinality as k (kind, place)
     where not exists (select from circuit_version v where v.kind = k.kind) order by k.place`;
  return rows.map(({ kind }) => kind);
}

export const currentVersionIds = async (tx: Tx): Promise<string[]> =>
  (await tx.circuitVersion.findMany({ where: { current: true }, select: { id: true }, orderBy: { kind: 'asc' } })).map(
    ({ id }) => id,
  );

/** The text of one file of a version; null when it has none of that name. */
export async function fileText(tx: Tx, versionId: string, path: string): Promise<string | null> {
  const [file] = await tx.$queryRaw<{ content: Uint8Array }[]>`
    select content from circuit_file where version_id = ${versionId}::uuid and path = ${path}`;
  return file === undefined ? null : new TextDecoder().decode(file.content);
}

export interface VersionRow {
  readonly id: string;
  readonly kind: string;
  readonly number: number;
  readonly current: boolean;
  readonly publishedAt: Date;
  readonly manifest: CircuitManifest;
  readonly openRequests: number;
}

/** Every published version, newest first, with the requests that still run on it. */
export const publishedVersions = (tx: Tx): Promise<VersionRow[]> =>
  tx.$queryRaw`
    select v.id::text, v.kind, v.number, v.current, v.published_at as "publishedAt", v.sheet as manifest,
           (select count(*)::int from request r where r.version_id = v.id and r.closed_at is null) as "openRequests"
      from circuit_version v order by v.published_at desc, v.kind, v.number desc`;

/** The versions of one kind, newest first, with who published each and why. */
export const versionsOfKind = (
  tx: Tx,
  kind: string,
): Promise<
  (VersionRow &
    Record<'publishedBy' | 'proposedBy' | 'withdrawnBy' | 'reason' | 'withdrawalReason', string | null> &
    Pick<PublishedVersion, 'bundleHash' | 'proposalId' | 'withdrawnAt'>)[]
> =>
  tx.$queryRaw`
    select v.id::text, v.kind, v.number, v.current, v.published_at as "publishedAt", v.sheet as manifest,
           v.published_by::text as "publishedBy", v.proposed_by::text as "proposedBy", v.reason,
           v.bundle_hash as "bundleHash", v.proposal_id::text as "proposalId",
           v.withdrawn_at as "withdrawnAt", v.withdrawn_by::text as "withdrawnBy",
           v.withdrawal_reason as "withdrawalReason",
           (select count(*)::int from request r where r.version_id = v.id and r.closed_at is null) as "openRequests"
      from circuit_version v where v.kind = ${kind} order by v.number desc`;

/** The files of a version, without their bytes. */
export const filesOfVersion = (tx: Tx, versionId: string): Promise<{ path: string; size: number; sha256: string }[]> =>
  tx.$queryRaw`
    select path, length(content) as size, sha256 from circuit_file where version_id = ${versionId}::uuid order by path`;

export interface PlayedRequest {
  readonly instanceKey: string;
  /** The calls of blocks that lead to that instance from the request's own (domain/circuit/blocks/block.ts). */
  readonly path: string;
  readonly id: string;
  readonly number: string;
  readonly versionId: string;
  readonly agentId: string;
  readonly structurePath: string;
  readonly structureName: string;
}

/** The requests that some instances of the engine play, those of their blocks included. */
export const requestsPlayedBy = (tx: Tx, instanceKeys: readonly string[]): Promise<PlayedRequest[]> =>
  tx.$queryRaw`
    select played.instance_key as "instanceKey", played.path, r.id::text, r.number, r.version_id::text as "versionId",
           r.agent_id::text as "agentId", s.path as "structurePath", s.name as "structureName"
      from (select id, instance_key, '' as path from request where instance_key = any(${[...instanceKeys]})
             union all
            select request_id, instance_key, path from called_instance
             where instance_key = any(${[...instanceKeys]})) played
      join request r on r.id = played.id join structure s on s.id = r.structure_id`;
