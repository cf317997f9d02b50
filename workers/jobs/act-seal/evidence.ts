import type { ActData } from '#domain/act/act.ts';
import type { ActEffect } from '#domain/effect/act-effects.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import type { EvidencePerson, EvidenceStep, EvidenceToSeal, SealLevel } from '#domain/evidence/evidence.ts';
import { chainHead } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import type { DecisionForAct, RequestForAct } from '#prisma/repositories/acts/acts.ts';
import { eventsOfRequest } from '#prisma/repositories/administration/audit.ts';
import { playedDiagram } from '#prisma/repositories/circuits/circuits.ts';
import { namesOf } from '#prisma/repositories/people/people.ts';
import { batchOfDecision } from '#prisma/repositories/signing/leaves.ts';

export interface EvidenceSources {
  readonly requestId: string;
  readonly act: { readonly id: string; readonly title: string };
  readonly request: RequestForAct;
  readonly signature: DecisionForAct;
  readonly preview: { readonly content: ActData; readonly sha256: string; readonly size: number };
  /** Of the seal that is about to be put. */
  readonly level: SealLevel;
}

/** Whether each effect has its words: a page that was drawn before they were kept says them by its facts. */
const saidInWords = (effects: readonly ActEffect[]): boolean => effects.every(({ words }) => words !== undefined);

/** Everything known when the act is sealed: who did what, under which power, on which pieces, by which circuit. */
export async function gatherEvidence(tx: Tx, sources: EvidenceSources): Promise<EvidenceToSeal> {
  const { requestId, act, request, signature, preview, level } = sources;
  const { capacity } = signature;
  const delegation = capacity?.by === 'delegation' ? capacity.delegation : null;
  const holderId = delegation?.delegatorId ?? signature.authorId;
  const people = await namesOf(tx, [holderId, ...request.decisions.map(({ authorId }) => authorId)]);
  const named = (id: string): EvidencePerson => {
    const person = people.get(id);
    if (person === undefined) throw new Error(`person ${id} is unknown`);
    return person;
  };
  const { firstName, lastName, quality, service, byDelegationOf } = preview.content.author;
  const { agent, effects, powers } = preview.content;
  const about = { id: request.agentId, firstName: agent.firstName, lastName: agent.lastName };
  const diagram = await playedDiagram(tx, request);
  const dossier = await chainHead(tx, request.agentId);
  // A page drawn before powers were said whole says no more than its delegation.
  const appointment = capacity?.appointment;
  const said = powers && {
    power: { inNameOf: byDelegationOf?.quality ?? null, visas: powers, ...(appointment && { appointment }) },
  };
  const batch = await batchOfDecision(tx, signature.id);
  const own = async () => ({
    request: { number: request.number },
    level,
    ownEvents: await eventsOfRequest(tx, { id: requestId, agentId: request.agentId }, dossier.events),
  });
  return {
    ...(effects === undefined
      ? { version: 2 }
      : {
          agent: about,
          effects,
          ...(saidInWords(effects)
            ? { version: 6, ...(await own()), ...said, ...(batch && { batch }) }
            : { version: 3 }),
        }),
    act: {
      id: act.id,
      number: preview.content.number ?? request.number,
      title: act.title,
      previewSha256: preview.sha256,
      previewLength: preview.size,
    },
    author: { firstName, lastName, quality, service },
    delegation,
    holder: named(holderId),
    signer: named(signature.authorId),
    steps: request.decisions.map((decision) => stepOf(decision, named)),
    pieces: request.pieces.map(({ id, title, sha256 }, index) => ({
      id,
      number: index + 1,
      title,
      sha256,
    })),
    circuit: {
      processId: request.kind,
      version: request.version.number,
      bundleSha256: request.version.bundleHash,
      bpmnSha256: diagram.bpmnSha256,
      processDefinitionKey: diagram.processDefinitionKey ?? '',
      instanceKey: request.instanceKey ?? '',
    },
    chains: { dossier, system: await chainHead(tx, SYSTEM_CHAIN) },
  };
}

function stepOf(decision: DecisionForAct, named: (id: string) => EvidencePerson): EvidenceStep {
  const { elementId, kind, outcome, authorId, authentication, decidedAt, shownSha256 } = decision;
  const reasons = [decision.reason, decision.reasonLaw, decision.reasonFact]
    .filter((reason) => reason !== null)
    .join('\n\n');
  return {
    elementId,
    kind,
    by: named(authorId),
    authentication: { method: 'unknown', strength: 'unknown', ...authentication },
    at: decidedAt.toISOString(),
    ...(shownSha256 !== null && { shownSha256 }),
    outcome,
    ...(reasons !== '' && { reasons }),
  };
}
