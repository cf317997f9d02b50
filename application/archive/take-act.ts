import type { Deposit } from '#domain/archive/seda.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { Evidence } from '#domain/evidence/evidence.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canTakeArchive } from '#domain/permissions/request.ts';
import type { DocumentStore } from '#prisma/documents/store.ts';
import { newestEdition } from '#prisma/repositories/acts/editions.ts';
import { retentions, signatureOf } from '#prisma/repositories/acts/retention.ts';
import { versionNumbered } from '#prisma/repositories/circuits/circuits.ts';
import { piecesOfRequest } from '#prisma/repositories/pieces/pieces.ts';
import { packCircuit } from '../atelier/package/export-circuit.ts';
import type { CircuitPackages } from '../atelier/package/packages.ts';
import type { Deps } from '../dependencies.ts';
import { traceReadings } from '../dossiers/trace-reading.ts';
import { exportEvidence } from '../evidence/export-evidence.ts';
import { noteOpening } from '../evidence/note-opening.ts';
import type { ProveDay } from '../evidence/prove-day.ts';
import { seeRequest } from '../requests/seen-request.ts';

/** Dependencies of archives. */
export type ArchiveDeps = Pick<Deps, 'database'> & {
  readonly documents: Pick<DocumentStore, 'read' | 'open'>;
  readonly packages: Pick<CircuitPackages, 'pack'>;
};

/** The act to take, and who takes it. */
export interface ActAsked {
  readonly actor: Actor;
  readonly requestId: string;
  readonly actId: string;
  readonly at: Date;
}

/** What an archive holds that belongs to no act. */
export interface Beside {
  /** Certificates of the ministry's authorities (PEM); null: they could not be read. */
  readonly authority: string | null;
  /** The page that verifies acts offline; null: it is not built here. */
  readonly verifier: Uint8Array | null;
}

/** Has the ministry seal the present state of an act (.p7m); null: it could not. */
export type StateToday = (asked: ActAsked) => Promise<Uint8Array | null>;

/** A sealed act as an archive takes it. */
export interface TakenAct {
  readonly deposit: Deposit & { readonly evidence: Evidence };
  /** Hash of its newest edition. */
  readonly newest: string;
  /** Its present state, under the ministry's seal; null: not available. */
  readonly state: Uint8Array | null;
  /** Records that somebody other than its agent read it, with its documents. */
  readonly trace: () => Promise<void>;
  /**
   * Records that its agent took it away, from which the time to go to court runs. Called once all
   * of the archive but its end was sent: a .zip without its end cannot be read.
   */
  readonly noteTaken: () => Promise<void>;
}

/**
 * Reads a sealed act for its archive, if the person may take it.
 * @param how `proveDay`: given when it is one of several
 * @throws {DomainError} not-found, act-not-sealed, forbidden, too-many-requests
 */
export async function takeAct(
  { database, documents }: ArchiveDeps,
  asked: ActAsked,
  { stateToday, proveDay }: { readonly stateToday: StateToday; readonly proveDay?: ProveDay },
): Promise<TakenAct> {
  const { prisma } = database;
  const { actor, requestId, actId, at } = asked;
  const { row, facts } = await seeRequest(prisma, actor, requestId, at);
  if (!facts.sealed) throw new DomainError('act-not-sealed');
  if (!canTakeArchive(actor, facts, await piecesOfRequest(prisma, row.id), parisDay(at)))
    throw new DomainError('forbidden');
  const state = await stateToday(asked);
  const evidence: Evidence = await exportEvidence({ database, documents }, asked, proveDay);
  const [newest, signature, retention] = await Promise.all([
    newestEdition(prisma, evidence.act.sha256),
    signatureOf(prisma, actId),
    retentions(prisma, parisDay(at)),
  ]);
  return {
    deposit: { evidence, ...signature, retention: retention(evidence.circuit.processId), at },
    ...{ newest, state },
    async trace() {
      await traceReadings(database, { ownerId: row.agentId, readerId: actor.personId, at }, [
        { what: 'act', subject: actId },
        ...evidence.pieces.map(({ id }) => ({ what: 'piece' as const, subject: id })),
      ]);
    },
    async noteTaken() {
      if (actor.personId === row.agentId)
        await noteOpening({ database }, { agentId: row.agentId, requestId: row.id, actId, what: 'downloaded', at });
    },
  };
}

/**
 * Packs the version of the circuit that an act followed.
 * @throws {DomainError} not-found, too-many-requests, circuit-too-complex
 */
export async function packedCircuit(
  { database, packages }: ArchiveDeps,
  { personId }: Actor,
  { circuit: { processId: kind, version: number } }: Pick<Evidence, 'circuit'>,
): Promise<Uint8Array> {
  const versionId = await versionNumbered(database.prisma, { kind, number });
  if (versionId === null) throw new DomainError('not-found');
  return (await packCircuit({ database, packages }, { personId, from: { versionId } })).zip;
}
