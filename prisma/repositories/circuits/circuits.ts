import { sql } from 'kysely';
import { ACT_ENDING } from '#domain/act/text/document.ts';
import type { Bilingual } from '#domain/bilingual.ts';
import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import { versionThatClosed } from '#domain/circuit/drafts/proposal.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { THEME_FOLDER } from '#domain/situation/themes/theme.ts';
import type { Prisma, Tx } from '../../client.ts';
import { countOfRows, db, exists, isOneOf, startsWith, statement } from '../../connection/typed-sql.ts';
import { keepThemes } from '../people/themes.ts';
import { lockAlone } from '../statements/lock-alone.ts';
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
  /** The proposal that they approved. */
  readonly proposalId: string | null;
  /** Since when nothing new starts on it. */
  readonly withdrawnAt: Date | null;
}

/** A live request and its instance. */
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

/** Locks a kind until the transaction ends: its publications run one after the other. */
export const lockKind = (tx: Tx, kind: string): Promise<void> => lockAlone(tx, `circuit:${kind}`);

/** Lists the versions of a kind, oldest first. */
export const versionsOf = (tx: Tx, kind: string): Promise<PublishedVersion[]> =>
  tx.circuitVersion.findMany({ where: { kind }, orderBy: { number: 'asc' }, select: VERSION });

/**
 * When a version was published, and by which two people; the proposal is null for what is shipped
 * with the portal.
 */
export interface Published {
  readonly at: Date;
  readonly proposal: {
    readonly id: string;
    readonly proposedBy: string;
    readonly approvedBy: string;
    readonly reason: string;
  } | null;
}

/** Writes a version and all its files, themes included: what is published never changes. */
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

/** Makes a version the current one of its kind, on which new requests start. */
export async function makeCurrent(tx: Tx, version: PublishedVersion): Promise<void> {
  await tx.circuitVersion.updateMany({ where: { kind: version.kind, current: true }, data: { current: false } });
  await tx.circuitVersion.update({ where: { id: version.id }, data: { current: true } });
}

/** Withdraws a version, so that it is no longer current; false if it was already withdrawn. */
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

/**
 * Tells why nothing new starts on a version: it was withdrawn, or its kind is closed; null if it
 * may start.
 * @throws {Error} if the version does not exist
 */
export async function stopOf(tx: Tx, id: string): Promise<{ readonly reason: string } | null> {
  const version = await inForceOf.first(tx, { id });
  if (version === null) throw new Error(`no version ${id}`);
  if (version.withdrawalReason !== null) return { reason: version.withdrawalReason };
  return version.isInForce ? null : { reason: (await closingReason(tx, version.kind)) ?? '' };
}

const inForceOf = statement((given: { id: string }) =>
  db
    .selectFrom('circuit_version as v')
    .select((eb) => [
      'v.kind',
      'v.withdrawal_reason as withdrawalReason',
      exists(
        eb
          .selectFrom('circuit_version as c')
          .select('c.id')
          .whereRef('c.kind', '=', 'v.kind')
          .where('c.current', '=', true),
      ).as('isInForce'),
    ])
    .where('v.id', '=', given.id),
);

/**
 * Returns the reason of the withdrawal that closed a kind; null if it is not closed, or never had a
 * version.
 */
export async function closingReason(tx: Tx, kind: string): Promise<string | null> {
  const closing = versionThatClosed(await versionsOf(tx, kind), await publishedHashes(tx, kind));
  if (closing === null) return null;
  const { withdrawalReason } = await tx.circuitVersion.findUniqueOrThrow({
    where: { id: closing.id },
    select: { withdrawalReason: true },
  });
  return withdrawalReason;
}

/** Lists the current version of each kind. */
export const currentVersions = (tx: Tx): Promise<PublishedVersion[]> =>
  tx.circuitVersion.findMany({ where: { current: true }, select: VERSION });

/**
 * Max manifests in memory: those of the versions that requests follow now, and of some that a few
 * old ones still follow.
 */
const KEPT_MANIFESTS = 100;
const manifests = new Map<string, CircuitManifest>();

/**
 * Reads the manifest of a version. No grant lets a published version change (G6), so each process
 * reads each once.
 */
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

/** Lists the categories of the current kinds. */
export async function categoriesInForce(tx: Tx): Promise<Bilingual[]> {
  const rows = await categories.all(tx, {});
  return rows.map(({ category }) => category);
}

const categories = statement(() =>
  db
    .selectFrom('circuit_version')
    .distinctOn((eb) => eb.ref('sheet', '->>').key('category').key('fr'))
    .select((eb) => eb.ref('sheet', '->').key('category').as('category'))
    .where('current', '=', true)
    .orderBy((eb) => eb.ref('sheet', '->>').key('category').key('fr')),
);

/** Lists the files of a version, with their bytes. */
export const filesOf = (tx: Tx, versionId: string): Promise<BundleFile[]> =>
  tx.circuitFile.findMany({
    where: { versionId },
    orderBy: { path: 'asc' },
    select: { path: true, content: true, sha256: true },
  });

/**
 * Lists the files that an act is drawn with: its template (« act »), and the files that templates
 * share.
 */
export const drawingFilesOf = (tx: Tx, versionId: string, template: string): Promise<BundleFile[]> =>
  drawingFiles.all(tx, { versionId, page: `${template}.typ`, ending: `${template}${ACT_ENDING}` });

/** The files of a version, by path. */
const files = (versionId: string) => db.selectFrom('circuit_file').where('version_id', '=', versionId).orderBy('path');

const FILE = ['path', 'content', 'sha256'] as const;

const drawingFiles = statement((given: { versionId: string; page: string; ending: string }) =>
  files(given.versionId)
    .select(FILE)
    .where((eb) => eb.or([eb('path', 'in', [given.page, given.ending]), startsWith(eb.ref('path'), '_shared/')])),
);

/**
 * Lists the files of a version that define the names an act can use: its diagrams, forms, texts and
 * themes.
 */
export const namingFilesOf = (tx: Tx, versionId: string): Promise<BundleFile[]> => namingFiles.all(tx, { versionId });

const namingFiles = statement((given: { versionId: string }) =>
  files(given.versionId)
    .select(FILE)
    .where((eb) =>
      eb.or([
        eb('path', 'like', '%.bpmn'),
        eb('path', 'like', '%.form'),
        eb('path', 'in', ['texts.fr.json', 'texts.en.json']),
        startsWith(eb.ref('path'), THEME_FOLDER),
      ]),
    ),
);

/** Reads the decision tables of a version, as texts. */
export async function tablesOf(tx: Tx, versionId: string): Promise<string[]> {
  const tables = await tableFiles.all(tx, { versionId });
  return tables.map(({ content }) => new TextDecoder().decode(content));
}

const tableFiles = statement((given: { versionId: string }) =>
  files(given.versionId).select('content').where('path', 'like', '%.dmn'),
);

/** Returns the key of a version on an engine; null if it is not deployed there. */
export async function definitionKeyOf(tx: Tx, versionId: string, engine: string): Promise<string | null> {
  const found = await tx.deployment.findUnique({
    where: { versionId_engine: { versionId, engine } },
    select: { processDefinitionKey: true },
  });
  return found?.processDefinitionKey ?? null;
}

/**
 * The digest of a version's diagram, and its key on an engine: what evidence records of a circuit.
 */
export interface PlayedDiagram {
  readonly bpmnSha256: string;
  readonly processDefinitionKey: string | null;
}

/**
 * Reads the digest of a version's diagram, and its key on an engine.
 * @throws {Error} if it has no diagram
 */
export async function playedDiagram(
  tx: Tx,
  { versionId, kind, engine }: { readonly versionId: string; readonly kind: string; readonly engine: string | null },
): Promise<PlayedDiagram> {
  const diagram = await diagramOf.first(tx, { versionId, path: `${kind}.bpmn`, engine });
  if (diagram === null) throw new Error(`version ${versionId} has no ${kind}.bpmn`);
  return diagram;
}

const diagramOf = statement((given: { versionId: string; path: string; engine: string | null }) =>
  db
    .selectFrom('circuit_file as f')
    .leftJoin('deployment as d', (join) =>
      join.onRef('d.version_id', '=', 'f.version_id').on('d.engine', '=', given.engine),
    )
    .select((eb) => [
      sql<string>`encode(sha256(${eb.ref('f.content')}), 'hex')`.as('bpmnSha256'),
      'd.process_definition_key as processDefinitionKey',
    ])
    .where('f.version_id', '=', given.versionId)
    .where('f.path', '=', given.path),
);

/** The key of a version's circuit on an engine, and those of its blocks, by name. */
export interface DefinitionKeys {
  readonly processDefinitionKey: string;
  readonly blocks: Readonly<Record<string, string>>;
}

/** Records the deployment of a version on an engine, once. */
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

/** Lists the newest deployment on each engine ever used. */
export const newestDeployments = (tx: Tx): Promise<{ engine: string; kind: string; processDefinitionKey: string }[]> =>
  lastDeployments.all(tx, {});

const lastDeployments = statement(() =>
  db
    .selectFrom('deployment as d')
    .innerJoin('circuit_version as v', 'v.id', 'd.version_id')
    .distinctOn('d.engine')
    .select(['d.engine', 'v.kind', 'd.process_definition_key as processDefinitionKey'])
    .orderBy('d.engine')
    .orderBy('d.deployed_at', 'desc')
    .orderBy('d.id', 'desc'),
);

/** Lists the requests that an engine still runs, newest first. */
export const liveInstances = (tx: Tx, limit: number): Promise<LiveInstance[]> => liveOnes.all(tx, { limit });

const live = () => db.selectFrom('request').where('instance_key', 'is not', null).where('closed_at', 'is', null);

const liveOnes = statement((given: { limit: number }) =>
  live()
    .select((eb) => [
      'id as requestId',
      eb.ref('engine').$notNull().as('engine'),
      eb.ref('instance_key').$notNull().as('instanceKey'),
    ])
    .orderBy('filed_at', 'desc')
    .limit(given.limit),
);

/** Counts the live requests of each engine. */
export const liveRequestsByEngine = (tx: Tx): Promise<{ engine: string; live: number }[]> => liveByEngine.all(tx, {});

const liveByEngine = statement(() =>
  live()
    .select((eb) => [eb.ref('engine').$notNull().as('engine'), countOfRows.as('live')])
    .groupBy('engine')
    .orderBy('engine'),
);

/** A version as the server reads it. */
export interface ReadVersion {
  readonly id: string;
  readonly kind: string;
  readonly number: number;
  /** True if new requests start on it, at the time of reading. */
  readonly current: boolean;
  readonly manifest: CircuitManifest;
}

const READ_VERSION = { id: true, kind: true, number: true, current: true, manifest: true } as const;
const asRead = (row: Omit<ReadVersion, 'manifest'> & { readonly manifest: unknown }): ReadVersion => ({
  ...row,
  manifest: row.manifest as CircuitManifest,
});

/** Finds a version; null if it does not exist. */
export async function findVersion(tx: Tx, id: string): Promise<ReadVersion | null> {
  const row = await tx.circuitVersion.findUnique({ where: { id }, select: READ_VERSION });
  return row && asRead(row);
}

/** Finds the version of a kind with this number; null: there is none. */
export async function versionNumbered(
  tx: Tx,
  { kind, number }: Pick<ReadVersion, 'kind' | 'number'>,
): Promise<string | null> {
  return (await tx.circuitVersion.findFirst({ where: { kind, number }, select: { id: true } }))?.id ?? null;
}

/**
 * Returns the version on which new drafts of a kind are made; null if no circuit of that kind is
 * published.
 */
export async function currentVersionId(tx: Tx, kind: string): Promise<string | null> {
  return (await currentOf.first(tx, { kind }))?.id ?? null;
}

const currentOf = statement((given: { kind: string }) =>
  db.selectFrom('circuit_version').select('id').where('kind', '=', given.kind).where('current', '=', true),
);

/** Returns those of these kinds that no circuit ever had, in order. */
export async function unknownKinds(tx: Tx, kinds: readonly string[]): Promise<string[]> {
  return (await kindsUnknown.all(tx, { kinds })).map(({ kind }) => kind);
}

const kindsUnknown = statement((given: { kinds: readonly string[] }) =>
  db
    .selectFrom(
      sql<{ kind: string; place: bigint }>`unnest(${given.kinds}::text[]) with ordinality`.as<'k'>(sql`k(kind, place)`),
    )
    .select('k.kind')
    .where((eb) =>
      eb.not(exists(eb.selectFrom('circuit_version as v').select('v.id').whereRef('v.kind', '=', 'k.kind'))),
    )
    .orderBy('k.place'),
);

/** Lists the ids of the current versions, by kind. */
export const currentVersionIds = async (tx: Tx): Promise<string[]> =>
  (await tx.circuitVersion.findMany({ where: { current: true }, select: { id: true }, orderBy: { kind: 'asc' } })).map(
    ({ id }) => id,
  );

/** Reads one file of a version as text; null if it has none of that name. */
export async function fileText(tx: Tx, versionId: string, path: string): Promise<string | null> {
  const file = await fileAt.first(tx, { versionId, path });
  return file && new TextDecoder().decode(file.content);
}

const fileAt = statement((given: { versionId: string; path: string }) =>
  db
    .selectFrom('circuit_file')
    .select('content')
    .where('version_id', '=', given.versionId)
    .where('path', '=', given.path),
);

/** A version in a list. */
export interface VersionRow {
  readonly id: string;
  readonly kind: string;
  readonly number: number;
  readonly current: boolean;
  readonly publishedAt: Date;
  readonly manifest: CircuitManifest;
  readonly openRequests: number;
}

/**
 * Lists every published version, newest first, with the number of requests that still run on it.
 */
export const publishedVersions = (tx: Tx): Promise<VersionRow[]> => everyVersion.all(tx, {});

const versions = () =>
  db
    .selectFrom('circuit_version as v')
    .select((eb) => [
      'v.id',
      'v.kind',
      'v.number',
      'v.current',
      'v.published_at as publishedAt',
      'v.sheet as manifest',
      eb
        .selectFrom('request as r')
        .select(countOfRows.as('many'))
        .whereRef('r.version_id', '=', 'v.id')
        .where('r.closed_at', 'is', null)
        .$asScalar()
        .$notNull()
        .as('openRequests'),
    ]);

const everyVersion = statement(() =>
  versions().orderBy('v.published_at', 'desc').orderBy('v.kind').orderBy('v.number', 'desc'),
);

/** Lists the versions of one kind, newest first, with who published each and why. */
export const versionsOfKind = (
  tx: Tx,
  kind: string,
): Promise<
  (VersionRow &
    Record<'publishedBy' | 'proposedBy' | 'withdrawnBy' | 'reason' | 'withdrawalReason', string | null> &
    Pick<PublishedVersion, 'bundleHash' | 'proposalId' | 'withdrawnAt'>)[]
> => ofOneKind.all(tx, { kind });

const ofOneKind = statement((given: { kind: string }) =>
  versions()
    .select([
      'v.published_by as publishedBy',
      'v.proposed_by as proposedBy',
      'v.reason',
      'v.bundle_hash as bundleHash',
      'v.proposal_id as proposalId',
      'v.withdrawn_at as withdrawnAt',
      'v.withdrawn_by as withdrawnBy',
      'v.withdrawal_reason as withdrawalReason',
    ])
    .where('v.kind', '=', given.kind)
    .orderBy('v.number', 'desc'),
);

/** Lists the files of a version, without their bytes. */
export const filesOfVersion = (tx: Tx, versionId: string): Promise<{ path: string; size: number; sha256: string }[]> =>
  sizesOf.all(tx, { versionId });

const sizesOf = statement((given: { versionId: string }) =>
  files(given.versionId).select((eb) => ['path', eb.fn<number>('length', ['content']).as('size'), 'sha256']),
);

/** A request, with one of the instances that run it. */
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

/** Finds the requests that some instances of the engine run, those of their blocks included. */
export const requestsPlayedBy = (tx: Tx, instanceKeys: readonly string[]): Promise<PlayedRequest[]> =>
  playedBy.all(tx, { instanceKeys });

const playedBy = statement((given: { instanceKeys: readonly string[] }) =>
  db
    .selectFrom((eb) =>
      eb
        .selectFrom('request')
        .select((of) => ['id', of.ref('instance_key').$notNull().as('instance_key'), sql<string>`''`.as('path')])
        .where((of) => isOneOf(of.ref('instance_key'), given.instanceKeys))
        .unionAll(
          eb
            .selectFrom('called_instance')
            .select(['request_id as id', 'instance_key', 'path'])
            .where((of) => isOneOf(of.ref('instance_key'), given.instanceKeys)),
        )
        .as('played'),
    )
    .innerJoin('request as r', 'r.id', 'played.id')
    .innerJoin('structure as s', 's.id', 'r.structure_id')
    .select([
      'played.instance_key as instanceKey',
      'played.path',
      'r.id',
      'r.number',
      'r.version_id as versionId',
      'r.agent_id as agentId',
      's.path as structurePath',
      's.name as structureName',
    ]),
);
