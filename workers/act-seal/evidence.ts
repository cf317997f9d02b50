import { createHash } from 'node:crypto';
import type { ActData } from '../../domain/act/act.ts';
import type { SigningCapacity } from '../../domain/decision/delegation.ts';
import { SYSTEM_CHAIN } from '../../domain/evidence/audit.ts';
import type { EvidencePerson, EvidenceStep, EvidenceToSeal } from '../../domain/evidence/evidence.ts';
import { chainHead } from '../../prisma/audit.ts';
import type { Tx } from '../../prisma/client.ts';
import type { RequestForAct } from '../../prisma/repositories/acts/acts.ts';
import { definitionKeyOf, fileOf } from '../../prisma/repositories/circuits.ts';

export interface EvidenceSources {
  readonly act: { readonly id: string; readonly title: string };
  readonly request: RequestForAct;
  readonly signature: RequestForAct['decisions'][number];
  readonly preview: { readonly content: ActData; readonly sha256: string; readonly size: number };
}

/** Everything known when the act is sealed: who did what, under which power, on which pieces, by which circuit. */
export async function gatherEvidence(tx: Tx, sources: EvidenceSources): Promise<EvidenceToSeal> {
  const { act, request, signature, preview } = sources;
  const capacity = signature.capacity as unknown as SigningCapacity;
  const delegation = capacity.by === 'delegation' ? capacity.delegation : null;
  const holderId = delegation?.delegatorId ?? signature.authorId;
  const people = await namesOf(tx, [holderId, ...request.decisions.map(({ authorId }) => authorId)]);
  const named = (id: string): EvidencePerson => {
    const person = people.get(id);
    if (person === undefined) throw new Error(`person ${id} is unknown`);
    return person;
  };
  const { firstName, lastName, quality, service } = preview.content.author;
  const { agent, effects } = preview.content;
  const about = { id: request.agentId, firstName: agent.firstName, lastName: agent.lastName };
  const diagram = await fileOf(tx, request.versionId, `${request.kind}.bpmn`);
  return {
    ...(effects === undefined ? { version: 2 } : { version: 3, agent: about, effects }),
    act: {
      id: act.id,
      number: request.number,
      title: act.title,
      previewSha256: preview.sha256,
      previewLength: preview.size,
    },
    author: { firstName, lastName, quality, service },
    delegation,
    holder: named(holderId),
    signer: named(signature.authorId),
    steps: request.decisions.map((decision) => stepOf(decision, named)),
    pieces: request.pieces.map(({ id, fileName, sha256 }, index) => ({
      id,
      number: index + 1,
      title: fileName,
      sha256,
    })),
    circuit: {
      processId: request.kind,
      version: request.version.number,
      bundleSha256: request.version.bundleHash,
      bpmnSha256: createHash('sha256')
        .update(diagram?.content ?? '')
        .digest('hex'),
      processDefinitionKey: (await definitionKeyOf(tx, request.versionId, request.engine ?? '')) ?? '',
      instanceKey: request.instanceKey ?? '',
    },
    chains: { dossier: await chainHead(tx, request.agentId), system: await chainHead(tx, SYSTEM_CHAIN) },
  };
}

function stepOf(
  { elementId, kind, outcome, authorId, intent }: RequestForAct['decisions'][number],
  named: (id: string) => EvidencePerson,
): EvidenceStep {
  const { method, strength } = (intent.authentication ?? {}) as { method?: string; strength?: string };
  const reasons = [intent.reason, intent.reasonLaw, intent.reasonFact].filter((reason) => reason !== null).join('\n\n');
  return {
    elementId,
    kind,
    by: named(authorId),
    authentication: { method: method ?? 'unknown', strength: strength ?? 'unknown' },
    at: intent.decidedAt.toISOString(),
    ...(intent.shownSha256 !== null && { shownSha256: intent.shownSha256 }),
    outcome,
    ...(reasons !== '' && { reasons }),
  };
}

async function namesOf(tx: Tx, ids: readonly string[]): Promise<Map<string, EvidencePerson>> {
  const people = await tx.person.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, firstName: true, lastName: true },
  });
  return new Map(people.map((person) => [person.id, person]));
}
