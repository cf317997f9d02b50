import { createHash } from 'node:crypto';
import type { ActData } from '#domain/act/act.ts';
import { dayAfter } from '#domain/calendar/civil-date.ts';
import { payloadDigest } from '#domain/evidence/audit.ts';
import {
  chain,
  type EventPayload,
  type Evidence,
  type EvidenceBatch,
  type EvidenceEvent,
  type EvidenceToSeal,
  GENESIS_HASH,
} from '#domain/evidence/evidence.ts';

import { batchTree } from '#domain/signing/batch.ts';

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/**
 * Evidence of an act as it stands when the act is about to be sealed, for tests and measurements: signed at that instant,
 * of the day that the act bears.
 */
export function someEvidenceToSeal(
  data: ActData,
  preview: Uint8Array,
  signedAt = new Date(`${data.date}T16:32:19.000Z`),
): EvidenceToSeal {
  const { firstName, lastName, quality, service } = data.author;
  const signer = { id: 'person-signer', firstName, lastName };
  const before = eventsBefore(sha256(preview), signedAt);
  return {
    version: 6,
    request: { number: '2026-000118' },
    level: 'B-B',
    // All but the reading of the file by its manager, which is no business of this request.
    ownEvents: before.map(({ sequence }) => sequence).filter((sequence) => sequence !== 2),
    power: { inNameOf: data.author.byDelegationOf?.quality ?? null, visas: data.powers ?? [] },
    agent: { id: 'person-agent', firstName: data.agent.firstName, lastName: data.agent.lastName },
    effects: data.effects ?? [],
    act: {
      id: 'act-1',
      number: data.number ?? '42',
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
      from: dayAfter(data.date, { days: -83 }),
      until: null,
      publishedOn: dayAfter(data.date, { days: -82 }),
    },
    holder: { id: 'person-minister', firstName: 'Dominique', lastName: 'Aubert' },
    signer,
    batch: batchOf(sha256(preview)),
    steps: [
      {
        elementId: 'Avis',
        kind: 'opinion',
        by: { id: 'person-superior', firstName: 'Nadia', lastName: 'Bensaïd' },
        authentication: { method: 'password', strength: 'single' },
        at: minutesFrom(signedAt, OPINION),
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
        at: signedAt.toISOString(),
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
      dossier: { events: before.length, head: before.at(-1)?.hash ?? GENESIS_HASH },
      system: { events: 1, head: sha256('system') },
    },
  };
}

/** The act signed together with another one. */
export function batchOf(previewSha256: string, otherSha256 = sha256('another page')): EvidenceBatch {
  const taskKey = 'task-2';
  const tree = batchTree([
    { taskKey, sha256: previewSha256 },
    { taskKey: 'task-3', sha256: otherSha256 },
  ]);
  const place = { root: tree.root, index: 0, size: 2, path: tree.paths[0] ?? [] };
  return { ...place, taskKey, shown: 'fold', foldSha256: sha256('the fold') };
}

/** The same as a former release wrote it down. */
export function ofVersion(version: 2 | 3 | 4 | 5, toSeal: EvidenceToSeal): EvidenceToSeal {
  if (version === 5) {
    const { batch: _batch, ...before } = toSeal;
    return { ...before, version };
  }
  const { level: _level, ownEvents: _own, power: _power, request: _request, batch: _batch, ...said } = toSeal;
  const { agent, effects, ...story } = said;
  return { ...story, ...(version > 2 && { agent, effects }), version } as EvidenceToSeal;
}

/** The same once the act is sealed and filed. */
export function someEvidence(toSeal: EvidenceToSeal, sealed: Uint8Array): Evidence {
  const { previewSha256 } = toSeal.act;
  const sealing = { decisionId: 'decision-2', previewSha256, sealedSha256: sha256(sealed) };
  const signedAt = new Date(toSeal.steps.at(-1)?.at ?? 0);
  const before = eventsBefore(previewSha256, signedAt);
  const own = [...(toSeal.ownEvents ?? []), before.length + 1, before.length + 2];
  return {
    ...toSeal,
    act: { ...toSeal.act, sha256: sealing.sealedSha256 },
    audit: follow(before, signedAt, [
      [0.1, 'act.seal', null, 'act:act-1', sealing],
      [0.1, 'dossier.file', null, 'act:act-1', { number: 1, sha256: sealing.sealedSha256 }],
      [0.2, 'evidence.export', 'person-agent', 'act-1', { requestId: 'request-1', ownEvents: own }],
    ]),
  };
}

type OwnEvent = EvidenceEvent & { payload: EventPayload };
/** When, in minutes from the signature; what, by whom, on what, with what it was about. */
type Happening = readonly [minutes: number, verb: string, actorId: string | null, subject: string, content: unknown];

const OPINION = -12 * 24 * 60;
const minutesFrom = (instant: Date, minutes: number): string =>
  new Date(instant.getTime() + minutes * 60_000).toISOString();

/** What was written down before the sealing. */
function eventsBefore(previewSha256: string, signedAt: Date): OwnEvent[] {
  const opinion = { kind: 'opinion', outcome: 'favorable' };
  const signature = { kind: 'signature', outcome: 'signed' };
  const step = { taskKey: 'task-2', sha256: previewSha256 };
  return follow([], signedAt, [
    [OPINION - 60, 'request.file', 'person-agent', 'request-1', { kind: 'temps-partiel-sur-autorisation' }],
    [OPINION - 30, 'dossier.consult', 'person-manager', 'person-agent', {}],
    [OPINION, 'decision.intend', 'person-superior', 'decision-1', opinion],
    [OPINION, 'decision.record', 'person-superior', 'decision:decision-1', opinion],
    [-2, 'act.preview', 'person-signer', 'act:act-1', step],
    [
      -1,
      'step-up.prove',
      'person-signer',
      'task-2',
      { ...step, proofId: 'proof-1', method: 'totp', root: batchOf(previewSha256).root },
    ],
    [0, 'decision.intend', 'person-signer', 'decision-2', signature],
    [0, 'decision.record', 'person-signer', 'decision:decision-2', signature],
  ]);
}

/** A chain that goes on with what happened. */
function follow(before: readonly OwnEvent[], signedAt: Date, happened: readonly Happening[]): OwnEvent[] {
  const events = [...before];
  for (const [minutes, verb, actorId, subject, content] of happened) {
    const sequence = events.length + 1;
    const salt = sha256(`salt ${sequence}`).slice(0, 32);
    const at = minutesFrom(signedAt, minutes);
    const event = { sequence, at, verb, actorId, subject, payloadDigest: payloadDigest(salt, content) };
    events.push({ ...chain(events.at(-1)?.hash ?? GENESIS_HASH, event), payload: { salt, content } });
  }
  return events;
}
