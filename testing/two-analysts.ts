import type { Response } from 'supertest';
import { type CheckedCircuit, putInForce } from '#application/atelier/publish/put-in-force.ts';
import type { Drafted } from '#domain/circuit/blocks/part.ts';
import type { Database } from '#prisma/client.ts';
import { type CircuitDraftRow, createCircuitDraft, deleteCircuitDraft } from '#prisma/repositories/circuits/atelier.ts';
import { lockKind, type PublishedVersion, versionsOf } from '#prisma/repositories/circuits/circuits.ts';
import {
  decideProposal,
  endProposal,
  insertProposal,
  type ProposalRow,
} from '#prisma/repositories/circuits/proposals.ts';
import { aPerson, aStructure } from '#prisma/testing/builders.ts';
import type { Browser } from '#web/server/testing/portal.ts';

/** Two analysts, by the ids of their persons: publishing takes both. */
export interface Analysts {
  readonly proposer: string;
  readonly approver: string;
}

/** Makes two analysts in a database with nobody in it. */
export async function twoAnalysts(database: Database): Promise<Analysts> {
  const ministry = await aStructure(database.prisma, 'Ministère');
  const analyst = (name: string) => aPerson(name).postedIn(ministry).holding('analyste', ministry).make(database);
  return { proposer: await analyst('Alice'), approver: await analyst('Bruno') };
}

/** A draft of these files that one analyst proposed and another approved: nothing is left but to publish it. */
export function approvedDraft(
  database: Database,
  circuit: Pick<CheckedCircuit, 'kind' | 'hash' | 'files'> & { readonly of?: Drafted },
  asked: Analysts & {
    readonly baseVersionId?: string | null;
    readonly over?: string | null;
    readonly reason?: string;
    readonly at?: Date;
  },
): Promise<{ readonly draft: CircuitDraftRow; readonly proposal: ProposalRow & { readonly approvedBy: string } }> {
  const { proposer, approver, baseVersionId = null, over = null, reason = 'Évolution', at = new Date() } = asked;
  const { of = 'kind', kind, hash, files } = circuit;
  return database.transaction(async (tx) => {
    const drawn = { of, kind, origin: 'new', baseVersionId, authorId: proposer, at, files } as const;
    const draft = await createCircuitDraft(tx, drawn);
    const { id: draftId, revision } = draft;
    const proposed = { draftId, of, kind, revision, bundleHash: hash, overVersionId: over, reason };
    const proposal = await insertProposal(tx, { ...proposed, proposedBy: proposer, proposedAt: at });
    await decideProposal(tx, proposal.id, { state: 'approved', by: approver, at });
    return { draft, proposal: { ...proposal, approvedBy: approver } };
  });
}

/** Puts a circuit in force as two analysts do, past the checks and without an engine: for tests of what follows. */
export async function publishedByTwo(
  database: Database,
  circuit: CheckedCircuit,
  asked: Parameters<typeof approvedDraft>[2],
): Promise<PublishedVersion> {
  const { draft, proposal } = await approvedDraft(database, circuit, asked);
  const { at = new Date() } = asked;
  return database.transaction(async (tx) => {
    await lockKind(tx, circuit.kind);
    await endProposal(tx, proposal.id, { state: 'published' });
    const version = await putInForce(tx, circuit, { versions: await versionsOf(tx, circuit.kind), at, proposal });
    await deleteCircuitDraft(tx, draft.id);
    return version;
  });
}

/** A browser of each, at the API of a portal. */
export interface AnalystBrowsers {
  readonly proposer: Browser;
  readonly approver: Browser;
}

/** Publishes a draft as two people do; answers what the last of them was answered, or why it could not be proposed. */
export async function publishAsTwo(
  { proposer, approver }: AnalystBrowsers,
  draftId: string,
  asked: { readonly revision: number; readonly reason: string; readonly over?: string | undefined },
): Promise<Response> {
  const proposed = await proposer.post(`/api/atelier/drafts/${draftId}/proposal`).send(asked);
  if (proposed.status !== 201) return proposed;
  return approver.post(`/api/atelier/proposals/${proposed.body.id}/approval`).send({});
}
