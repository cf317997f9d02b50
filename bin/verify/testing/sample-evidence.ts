import { createHash } from 'node:crypto';
import type { ActData } from '../../../domain/act/act.ts';
import { payloadDigest } from '../../../domain/evidence/audit.ts';
import {
  chain,
  type EventPayload,
  type Evidence,
  type EvidenceEvent,
  type EvidenceToSeal,
  GENESIS_HASH,
} from '../../../domain/evidence/evidence.ts';

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** Evidence of an act as it stands when the act is about to be sealed, for tests and measurements. */
export function someEvidenceToSeal(data: ActData, preview: Uint8Array): EvidenceToSeal {
  const { firstName, lastName, quality, service } = data.author;
  const signer = { id: 'person-signer', firstName, lastName };
  return {
    version: 4,
    agent: { id: 'person-agent', firstName: data.agent.firstName, lastName: data.agent.lastName },
    effects: data.effects ?? [],
    act: {
      id: 'act-1',
      number: '42',
      title: data.title,
      previewSha256: sha256(preview),
      previewLength: preview.length,
    },
    author: { firstName, lastName, quality, service },
    delegation: {
      id: 'delegation-1',
      reference: 'Arrêté du 2 septembre 2026',
      delegatorId: 'person-minister',
      delegatorQuality: 'le ministre',
      delegateId: signer.id,
      matters: ['*'],
      structureId: 'structure-1',
      from: '2026-09-02',
      until: null,
      publishedOn: '2026-09-03',
    },
    holder: { id: 'person-minister', firstName: 'Dominique', lastName: 'Aubert' },
    signer,
    steps: [
      {
        elementId: 'Avis',
        kind: 'opinion',
        by: { id: 'person-superior', firstName: 'Nadia', lastName: 'Bensaïd' },
        authentication: { method: 'password', strength: 'single' },
        at: '2026-11-12T09:15:00.000Z',
        outcome: 'favorable',
      },
      {
        elementId: 'Signature',
        kind: 'signature',
        by: signer,
        authentication: {
          method: 'oidc+totp',
          strength: 'two-factor',
          issuer: 'https://agents.example',
          acr: 'eidas2',
          amr: 'pwd otp',
        },
        at: '2026-11-24T16:32:19.000Z',
        shownSha256: sha256(preview),
        outcome: 'signed',
      },
    ],
    pieces: [{ id: 'piece-1', number: 1, title: 'Courrier de demande', sha256: sha256('piece') }],
    circuit: {
      processId: 'temps-partiel-sur-autorisation',
      version: 1,
      bundleSha256: sha256('bundle'),
      bpmnSha256: sha256('bpmn'),
      processDefinitionKey: '9007199254740993',
      instanceKey: '9007199254740995',
    },
    chains: {
      dossier: { events: BEFORE.length, head: BEFORE.at(-1)?.hash ?? GENESIS_HASH },
      system: { events: 1, head: sha256('system') },
    },
  };
}

/** The same once the act is sealed and filed. */
export function someEvidence(toSeal: EvidenceToSeal, sealed: Uint8Array): Evidence {
  const { previewSha256 } = toSeal.act;
  const sealing = { decisionId: 'decision-2', previewSha256, sealedSha256: sha256(sealed) };
  return {
    ...toSeal,
    act: { ...toSeal.act, sha256: sealing.sealedSha256 },
    audit: follow(BEFORE, [
      ['act.seal', null, 'act:act-1', sealing],
      ['evidence.export', 'person-agent', 'act-1', { requestId: 'request-1' }],
    ]),
  };
}

type OwnEvent = EvidenceEvent & { payload: EventPayload };
type Happening = readonly [verb: string, actorId: string | null, subject: string, content: unknown];

const BEFORE = follow(
  [],
  [
    ['request.file', 'person-agent', 'request-1', { kind: 'temps-partiel-sur-autorisation' }],
    ['dossier.consult', 'person-manager', 'person-agent', {}],
    ['decision.record', 'person-superior', 'decision:decision-1', { kind: 'opinion', outcome: 'favorable' }],
    ['decision.record', 'person-signer', 'decision:decision-2', { kind: 'signature', outcome: 'signed' }],
  ],
);

/** A chain that goes on with what happened. */
function follow(before: readonly OwnEvent[], happened: readonly Happening[]): OwnEvent[] {
  const events = [...before];
  for (const [verb, actorId, subject, content] of happened) {
    const sequence = events.length + 1;
    const salt = sha256(`salt ${sequence}`).slice(0, 32);
    const at = `2026-11-24T16:3${sequence}:00.000Z`;
    const event = { sequence, at, verb, actorId, subject, payloadDigest: payloadDigest(salt, content) };
    events.push({ ...chain(events.at(-1)?.hash ?? GENESIS_HASH, event), payload: { salt, content } });
  }
  return events;
}
