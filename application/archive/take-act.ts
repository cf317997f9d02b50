import type { Deposit } from '#domain/archive/seda.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { Evidence } from '#domain/evidence/evidence.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canTakeArchive } from '#domain/permissions/request.ts';
import type { DocumentStore } from '#prisma/documents/store.ts';
import { newestEdition } from '#prisma/repositories/acts/editions.ts';
import { retentions, signatureOf } from '#prisma/repositories/acts/retention.ts';
import { versionNumbered } from '#prisma/repositories/circuits.ts';
import { piecesOfRequest } from '#prisma/repositories/pieces.ts';
import { packCircuit } from '../atelier/package/export-circuit.ts';
import type { CircuitPackages } from '../atelier/package/packages.ts';
import type { Deps } from '../dependencies.ts';
import { traceReadings } from '../dossiers/trace-reading.ts';
import { exportEvidence } from '../evidence/export-evidence.ts';
import { noteOpening } from '../evidence/note-opening.ts';
import type { ProveDay } from '../evidence/prove-day.ts';
import { seeRequest } from '../requests/seen-request.ts';

export type ArchiveDeps = Pick<Deps, 'database'> & {
  readonly documents: Pick<DocumentStore, 'read' | 'open'>;
  readonly packages: Pick<CircuitPackages, 'pack'>;
};

/** Whoever takes an act away, and which one. */
export interface ActAsked {
  readonly actor: Actor;
  readonly requestId: string;
  readonly actId: string;
  readonly at: Date;
}

/** What stands in an archive and is of no act. */
export interface Beside {
  /** The certificates of the ministry's authorities (PEM); null: they could not be read. */
  readonly authority: string | null;
  /** The page that verifies acts offline; null: it is not built here. */
  readonly verifier: Uint8Array | null;
}

/** Has the ministry seal what an act is today (.p7m); null: it could not. */
export type StateToday = (asked: ActAsked) => Promise<Uint8Array | null>;

/** A sealed act as an archive takes it. */
export interface TakenAct {
  readonly deposit: Deposit & { readonly evidence: Evidence };
  /** The hash of its newest edition. */
  readonly newest: string;
  /** What it is today, under the ministry's seal; null: it could not be had. */
  readonly state: Uint8Array | null;
  /** Writes that it was read with its documents, by another than its agent. */
  readonly trace: () => Promise<void>;
  /**
   * Writes that its agent took it away: the time for going to court runs. Called once all of an archive but its end left:
   * nobody reads a .zip without its end.
   */
  readonly noteTaken: () => Promise<void>;
}

/**
 * Reads a sealed act for its archive, if whoever asks may take it.
 * @param how `proveDay`: where it is one of several
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

/** The circuit that an act followed, in its version, as one file. @throws {DomainError} not-found, too-many-requests, circuit-too-complex */
export async function packedCircuit(
  { database, packages }: ArchiveDeps,
  { personId }: Actor,
  { circuit: { processId: kind, version: number } }: Pick<Evidence, 'circuit'>,
): Promise<Uint8Array> {
  const versionId = await versionNumbered(database.prisma, { kind, number });
  if (versionId === null) throw new DomainError('not-found');
  return (await packCircuit({ database, packages }, { personId, from: { versionId } })).zip;
}
