import { createHash } from 'node:crypto';
import type { ActEffect } from '../effect/act-effects.ts';
import type { Appointment } from '../permissions/actor.ts';
import type { Shown } from '../signing/leaf.ts';
import type { RootProof } from './daily-root.ts';

/**
 * What proves an act, as exported beside its sealed file: who did what, on what, and the chain of events that shows
 * nothing was added, altered or removed since. Instants are ISO 8601 in UTC with milliseconds; digests are SHA-256 in
 * lower-case hexadecimal.
 */
export type Evidence = {
  /**
   * 2 for an act whose page was drawn before pages said their effects, 3 before their words were kept with them, 4 before
   * acts had numbers of their own, and it named its own events, the level of its seal and what gave the power to sign; 5
   * before acts were signed together.
   */
  version: 2 | 3 | 4 | 5 | 6;
  act: EvidenceAct;
  /** The request that the act answers; since version 5. */
  request?: { number: string };
  /** Whom the act is about, and what it changes of their situation, as its page says; since version 3. */
  agent?: EvidencePerson;
  effects?: readonly ActEffect[];
  author: { firstName: string; lastName: string; quality: string; service: string };
  /** In whose name the author signed, null for their own, and the visas of the power, as the page says; since version 5. */
  power?: EvidencePower;
  /** Copy of the delegation under which the author signed, frozen at that moment; null when they signed by right. */
  delegation: EvidenceDelegation | null;
  /** Who holds the power to sign. */
  holder: EvidencePerson;
  /** Who really signed. */
  signer: EvidencePerson;
  /** The place of the act among those that its signer proved for at once; absent when it was signed alone; since version 6. */
  batch?: EvidenceBatch;
  steps: EvidenceStep[];
  pieces: EvidencePiece[];
  circuit: EvidenceCircuit;
  /** Where the chains of events stood just before the seal. */
  chains: EvidenceChains;
  /** Of the seal, as it was put: a file without the stamp that its level has lost it; since version 5. */
  level?: SealLevel;
  /** The numbers, in the dossier's chain, of the request's own events before the seal: none of them can be left out; since version 5. */
  ownEvents?: readonly number[];
  /** Events of the dossier's chain, in order, without gap; those of other requests by their hash alone. */
  audit: ExtractedEvent[];
  /** Where the dossier's chain stood under the first daily root made after the sealing; absent until there is one. */
  root?: RootProof;
};

/** PAdES: B-B claims its time, B-T has it stamped. */
export type SealLevel = 'B-B' | 'B-T';

export type EvidenceAct = {
  id: string;
  /** Its own, as its page bears it; before version 5, that of its request. */
  number: string;
  title: string;
  /** Of the sealed file. */
  sha256: string;
  /** Of the bytes the signer was shown, which begin the sealed file. */
  previewSha256: string;
  previewLength: number;
};

export type EvidencePower = {
  inNameOf: string | null;
  visas: readonly string[];
  /** Of the holder of the power, where the portal holds it. */
  appointment?: Appointment;
};

export type EvidenceDelegation = {
  id: string;
  reference: string;
  delegatorId: string;
  delegatorQuality: string;
  delegateId: string;
  /** Kinds it covers, « * » for all. */
  matters: string[];
  structureId: string;
  from: string;
  until: string | null;
  publishedOn: string | null;
};

/** A leaf of a Merkle tree (RFC 9162) over the canonical JSON of [task, hash of the page that was shown]. */
export type EvidenceBatch = {
  /** What the signer's proof is bound to. */
  root: string;
  /** From 0. */
  index: number;
  /** How many acts were signed together. */
  size: number;
  /** From the leaf to the root. */
  path: readonly string[];
  taskKey: string;
  /** In a fold, or opened by itself: never that it was read. */
  shown: Shown;
  /** Of the fold as it was served; null: the act was in none. */
  foldSha256: string | null;
};

export type EvidencePerson = { id: string; firstName: string; lastName: string };

export type EvidenceStep = {
  /** Element of the diagram. */
  elementId: string;
  /** opinion, visa, signature… */
  kind: string;
  by: EvidencePerson;
  onBehalfOf?: EvidencePerson;
  /** How they signed in, and the code that they gave at the step if it asks for one; « unknown » where it was not kept. */
  authentication: { method: string; strength: string; issuer?: string; acr?: string; amr?: string };
  at: string;
  /** Of what was displayed. */
  shownSha256?: string;
  outcome: string;
  reasons?: string;
};

export type EvidencePiece = { id: string; number: number; title: string; sha256: string };

export type EvidenceCircuit = {
  processId: string;
  version: number;
  bundleSha256: string;
  bpmnSha256: string;
  processDefinitionKey: string;
  instanceKey: string;
};

/** The dossier's chain is its agent's; the system's holds what belongs to no one's file, circuits among others. */
export type EvidenceChains = { dossier: ChainHead; system: ChainHead };

/** How many events a chain holds, and the hash of the last one: all that it takes to find out that it was made anew. */
export type ChainHead = { events: number; head: string };

/** What an event says; its hash covers all of it and the hash before it. */
export type ChainedEvent = {
  /** From 1, without gap. */
  sequence: number;
  at: string;
  verb: string;
  /** Null when the system acted by itself. */
  actorId: string | null;
  subject: string;
  payloadDigest: string;
};

export type EvidenceEvent = ChainedEvent & { previousHash: string; hash: string };

/** What an event was about, with the salt of its digest; null and an empty salt once it was erased. */
export type EventPayload = { salt: string; content: unknown };

/** An event of another matter: its place and its hash, so that the chain links; nothing of what it says. */
export type ForeignEvent = { sequence: number; previousHash: string; hash: string };

/** An event of an extract: in full, what it was about included, when it belongs to what is proved. */
export type ExtractedEvent = (EvidenceEvent & { payload: EventPayload }) | ForeignEvent;

export const isInFull = <E extends EvidenceEvent>(event: E | ForeignEvent): event is E => 'verb' in event;

/** Leaves of an event only what links the chain. */
export const withoutContent = ({ sequence, previousHash, hash }: ForeignEvent): ForeignEvent => ({
  sequence,
  previousHash,
  hash,
});

/** The hash before the first event. */
export const GENESIS_HASH = '0'.repeat(64);

/** An object made of fields alone: its prototype is `Object.prototype`, of whatever realm, or none. */
function isPlain(value: object): boolean {
  const prototype: object | null = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * Writes a value in the one JSON text its meaning has: keys sorted, no space, absent fields left out. Hashes are over it.
 * @throws {TypeError} for what JSON cannot say (NaN, functions, dates that were not made text…)
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} has no JSON`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && isPlain(value)) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    fields.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`).join(',')}}`;
  }
  throw new TypeError(`a ${typeof value} has no canonical JSON`);
}

const sha256 = (...parts: Array<string | Uint8Array>): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

const isSha256 = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** Hash of an event: SHA-256(previous hash, as its 32 bytes ‖ canonical JSON of the event), in hexadecimal. */
export function eventHash(previousHash: string, event: ChainedEvent): string {
  if (!isSha256(previousHash)) throw new TypeError('The previous hash is not a SHA-256 in hexadecimal');
  const { sequence, at, verb, actorId, subject, payloadDigest } = event;
  const text = canonicalJson({ sequence, at, verb, actorId, subject, payloadDigest });
  return sha256(Buffer.from(previousHash, 'hex'), text);
}

/** Adds an event to a chain. */
export function chain(previousHash: string, event: ChainedEvent): EvidenceEvent {
  return { ...event, previousHash, hash: eventHash(previousHash, event) };
}

/** Where a chain breaks, and why. */
export type ChainBreak = { sequence: number; reason: string };

/**
 * Why an event does not follow the one before it, or is not what was recorded; null when it does and is. Without a previous
 * one, it is where an extract begins. The hash of a foreign event cannot be computed again: the next event, which follows
 * it, vouches for it.
 */
export function linkBreak(
  previous: Pick<ForeignEvent, 'sequence' | 'hash'> | undefined,
  event: EvidenceEvent | ForeignEvent,
): string | null {
  const { sequence } = event;
  if (previous && sequence !== previous.sequence + 1) return `event ${previous.sequence + 1} is missing`;
  if (sequence === 1 && event.previousHash !== GENESIS_HASH) return 'the first event follows another one';
  if (previous && event.previousHash !== previous.hash) {
    return `event ${sequence} does not follow event ${previous.sequence}`;
  }
  const { previousHash, hash } = event;
  if (isInFull(event) && (!isSha256(previousHash) || hash !== eventHash(previousHash, event)))
    return `event ${sequence} was altered`;
  return null;
}

/** Evidence as it stands just before the seal: the sealed file and later events are not known yet. */
export type EvidenceToSeal = Omit<Evidence, 'act' | 'audit' | 'root'> & { act: Omit<EvidenceAct, 'sha256'> };

/**
 * Digest of all that is known when the act is sealed: the evidence without the sealed file's hash and without the events,
 * of which it has the count and the last hash. The seal carries it, so that neither the steps, the author, the delegation,
 * the numbers nor the pieces can be altered later, nor the events before it made anew.
 */
export function evidenceDigest(evidence: EvidenceToSeal): string {
  const { version, agent, effects, author, delegation, holder, signer, steps, pieces, circuit, chains } = evidence;
  const { request, level, ownEvents, power, batch } = evidence;
  const { id, number, title, previewSha256, previewLength } = evidence.act;
  const act = { id, number, title, previewSha256, previewLength };
  const story = { author, delegation, holder, signer, steps, pieces, circuit, chains, level, ownEvents, power, batch };
  return sha256(canonicalJson({ version, act, request, agent, effects, ...story }));
}
