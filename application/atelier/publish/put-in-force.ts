import type { BundleFile } from '#domain/circuit/bundle-hash.ts';
import type { CircuitManifest } from '#domain/circuit/manifest.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Prisma, Tx } from '#prisma/client.ts';
import {
  type DefinitionKeys,
  insertVersion,
  makeCurrent,
  type Published,
  type PublishedVersion,
  recordDeployment,
} from '#prisma/repositories/circuits/circuits.ts';

/** The files of a kind once checked, the hash of them together, and the manifest read from them. */
export interface CheckedCircuit {
  readonly kind: string;
  readonly hash: string;
  readonly files: readonly BundleFile[];
  readonly manifest: CircuitManifest;
}

/**
 * Makes a circuit the version on which new requests start, with its audit entry. Files identical to
 * an older version's bring that version back, under its own number. The caller holds the kind's
 * lock (`lockKind`) since before it read `versions`.
 */
export async function putInForce(
  tx: Tx,
  { kind, hash: bundleHash, files, manifest }: CheckedCircuit,
  asked: Published & {
    readonly versions: readonly PublishedVersion[];
    /** What the audit entry says besides. */
    readonly trace?: Prisma.InputJsonObject;
  },
): Promise<PublishedVersion> {
  const { versions, at, proposal, trace } = asked;
  const number = Math.max(0, ...versions.map((other) => other.number)) + 1;
  const version =
    versions.find((other) => other.bundleHash === bundleHash) ??
    (await insertVersion(tx, { kind, number, bundleHash, manifest, files, published: { at, proposal } }));
  await makeCurrent(tx, version);
  await appendAudit(tx, {
    chain: SYSTEM_CHAIN,
    at,
    actorId: proposal?.approvedBy ?? null,
    verb: 'circuit.publish',
    subject: `circuit:${version.id}`,
    payload: {
      ...{ kind, number: version.number, bundleHash },
      ...(proposal && { proposalId: proposal.id, proposedBy: proposal.proposedBy }),
      ...trace,
    },
  });
  return version;
}

/** The keys under which an engine has a version and its blocks. */
export interface Deployed extends DefinitionKeys {
  readonly engine: string;
}

/** Records that an engine has a version, with its audit entry. */
export async function keepDeployment(
  tx: Tx,
  { versionId, actorId, at, ...deployed }: Deployed & { versionId: string; actorId: string | null; at: Date },
): Promise<void> {
  await recordDeployment(tx, { versionId, ...deployed });
  await appendAudit(tx, {
    chain: SYSTEM_CHAIN,
    at,
    actorId,
    verb: 'circuit.deploy',
    subject: `circuit:${versionId}`,
    payload: { ...deployed },
  });
}
