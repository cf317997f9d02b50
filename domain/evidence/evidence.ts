import { createHash } from 'node:crypto';
import type { ActEffect } from '../effect/act-effects.ts';
import type { Appointment } from '../permissions/actor.ts';
import type { EvidenceDelegation } from '../power/delegation.ts';
import type { RootProof } from './daily-root.ts';
import type { Shown } from './shown.ts';

/**
 * The evidence of an act, as exported with its sealed file: who did what, on what, and the chain of
 * events that shows that nothing was added, altered or removed since. Instants are ISO 8601 in UTC
 * with milliseconds; digests are SHA-256 in lower-case hexadecimal.
 */
export type Evidence = {
  /**
   * Version of the format. 2: the page did not state its effects yet; 3: their words were not
   * stored yet; 4: acts had no numbers of their own yet, and the evidence lacked its own events,
   * the level of the seal and the grounds of the power to sign; 5: acts were not signed together
   * yet; 6: the present one.
   */
  version: 2 | 3 | 4 | 5 | 6;
  act: EvidenceAct;
  /** The request that the act answers; since version 5. */
  request?: { number: string };
  /** The agent concerned by the act, and the effects that its page states; since version 3. */
  agent?: EvidencePerson;
  effects?: readonly ActEffect[];
  author: { firstName: string; lastName: string; quality: string; service: string };
  /**
   * In whose name the author signed (null: their own), and the visas of the power, as on the page;
   * since version 5.
   */
  power?: EvidencePower;
  /**
   * Copy of the delegation under which the author signed, frozen at that moment; null: they signed
   * by right.
   */
  delegation: EvidenceDelegation | null;
  /** The holder of the power to sign. */
  holder: EvidencePerson;
  /** The person who signed. */
  signer: EvidencePerson;
  /**
   * The position of the act among those signed with one proof; absent: it was signed alone; since
   * version 6.
   */
  batch?: EvidenceBatch;
  steps: EvidenceStep[];
  pieces: EvidencePiece[];
  circuit: EvidenceCircuit;
  /** The heads of the chains of events just before the seal. */
  chains: EvidenceChains;
  /**
   * The level of its seal when it was made: a file without the time stamp of that level has lost
   * it; since version 5.
   */
  level?: SealLevel;
  /**
   * The numbers, in the dossier's chain, of the request's own events before the seal, so that none
   * can be left out; since version 5.
   */
  ownEvents?: readonly number[];
  /**
   * Events of the dossier's chain, in order, without gap; those of other requests by their hash
   * only.
   */
  audit: ExtractedEvent[];
  /**
   * The head of the dossier's chain under the first daily root made after the sealing; absent until
   * there is one.
   */
  root?: RootProof;
};

/** PAdES levels: B-B only claims its time, B-T has it stamped. */
export type SealLevel = 'B-B' | 'B-T';

/** The act in its evidence. */
export type EvidenceAct = {
  id: string;
  /** The number of the act, as on its page; before version 5, that of its request. */
  number: string;
  title: string;
  /** Hash of the sealed file. */
  sha256: string;
  /** Hash of the bytes shown to the signer, with which the sealed file begins. */
  previewSha256: string;
  previewLength: number;
};

/** The power by which the act was signed. */
export type EvidencePower = {
  inNameOf: string | null;
  visas: readonly string[];
  /** The appointment of the holder of the power, if the portal has it. */
  appointment?: Appointment;
};

/** A leaf of a Merkle tree (RFC 9162) over the canonical JSON of [task, hash of the page that was shown]. */
export type EvidenceBatch = {
  /** The root to which the signer's proof is bound. */
  root: string;
  /** From 0. */
  index: number;
  /** Number of acts signed together. */
  size: number;
  /** From the leaf to the root. */
  path: readonly string[];
  taskKey: string;
  /** In a fold, or opened in full: it does not prove that it was read. */
  shown: Shown;
  /** Hash of the fold as it was served; null: the act was in none. */
  foldSha256: string | null;
};

/** A person, as evidence names them. */
export type EvidencePerson = { id: string; firstName: string; lastName: string };

/** A decision on the request, as evidence records it. */
export type EvidenceStep = {
  /** Element of the diagram. */
  elementId: string;
  /** opinion, visa, signature… */
  kind: string;
  by: EvidencePerson;
  onBehalfOf?: EvidencePerson;
  /**
   * How they signed in, and the code that they gave if the step asks for one; « unknown »: it was
   * not recorded.
   */
  authentication: { method: string; strength: string; issuer?: string; acr?: string; amr?: string };
  at: string;
  /** Hash of what was displayed. */
  shownSha256?: string;
  outcome: string;
  reasons?: string;
};

/** A supporting document, by its number and hash. */
export type EvidencePiece = { id: string; number: number; title: string; sha256: string };

/** The version of the circuit that the request followed. */
export type EvidenceCircuit = {
  processId: string;
  version: number;
  bundleSha256: string;
  bpmnSha256: string;
  processDefinitionKey: string;
  instanceKey: string;
};

/**
 * The dossier's chain belongs to its agent; the system's chain holds what belongs to no person's
 * file, circuits among others.
 */
export type EvidenceChains = { dossier: ChainHead; system: ChainHead };

/**
 * The number of events of a chain and the hash of the last one: enough to detect that the chain was
 * rewritten.
 */
export type ChainHead = { events: number; head: string };

/** The content of an event; its hash covers all of it and the previous hash. */
export type ChainedEvent = {
  /** From 1, without gap. */
  sequence: number;
  at: string;
  verb: string;
  /** Null: the system acted by itself. */
  actorId: string | null;
  subject: string;
  payloadDigest: string;
};

/** An event linked to the one before it. */
export type EvidenceEvent = ChainedEvent & { previousHash: string; hash: string };

/**
 * The payload of an event, with the salt of its digest; null and an empty salt once it was erased.
 */
export type EventPayload = { salt: string; content: unknown };

/**
 * An event unrelated to the act: its position and hash, so that the chain links, and nothing of its
 * content.
 */
export type ForeignEvent = { sequence: number; previousHash: string; hash: string };

/** An event of an extract: in full, with its payload, if it belongs to what is proved. */
export type ExtractedEvent = (EvidenceEvent & { payload: EventPayload }) | ForeignEvent;

/** True for an event in full. */
export const isInFull = <E extends EvidenceEvent>(event: E | ForeignEvent): event is E => 'verb' in event;

/** Reduces an event to what links the chain. */
export const withoutContent = ({ sequence, previousHash, hash }: ForeignEvent): ForeignEvent => ({
  sequence,
  previousHash,
  hash,
});

/** The hash before the first event. */
export const GENESIS_HASH = '0'.repeat(64);

/** True for a plain object: its prototype is `Object.prototype`, of any realm, or none. */
function isPlain(value: object): boolean {
  const prototype: object | null = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * Writes a value as canonical JSON, over which hashes are computed: keys sorted, no space, absent
 * fields left out.
 * @throws {TypeError} for values without JSON (NaN, functions, dates not converted to text…)
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

/**
 * Computes the hash of an event: SHA-256(previous hash, as its 32 bytes ‖ canonical JSON of the
 * event), in hexadecimal.
 */
export function eventHash(previousHash: string, event: ChainedEvent): string {
  if (!isSha256(previousHash)) throw new TypeError('The previous hash is not a SHA-256 in hexadecimal');
  const { sequence, at, verb, actorId, subject, payloadDigest } = event;
  const text = canonicalJson({ sequence, at, verb, actorId, subject, payloadDigest });
  return sha256(Buffer.from(previousHash, 'hex'), text);
}

/** Links an event to a chain. */
export function chain(previousHash: string, event: ChainedEvent): EvidenceEvent {
  return { ...event, previousHash, hash: eventHash(previousHash, event) };
}

/** A break in a chain: its place and reason. */
export type ChainBreak = { sequence: number; reason: string };

/**
 * Returns why an event does not follow the one before it, or was altered; null: it is sound.
 * Without a previous one, an extract begins there. The hash of a foreign event cannot be
 * recomputed: it is vouched for by the event that follows it.
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

/** Evidence just before the seal: the sealed file and later events do not exist yet. */
export type EvidenceToSeal = Omit<Evidence, 'act' | 'audit' | 'root'> & { act: Omit<EvidenceAct, 'sha256'> };

/**
 * Computes the digest of all that is known when the act is sealed: the evidence without the sealed
 * file's hash and without the events, of which it has the count and the last hash. The seal carries
 * it, so that neither the steps, the author, the delegation, the numbers nor the pieces can be
 * altered later, nor earlier events rewritten.
 */
export function evidenceDigest(evidence: EvidenceToSeal): string {
  const { version, agent, effects, author, delegation, holder, signer, steps, pieces, circuit, chains } = evidence;
  const { request, level, ownEvents, power, batch } = evidence;
  const { id, number, title, previewSha256, previewLength } = evidence.act;
  const act = { id, number, title, previewSha256, previewLength };
  const story = { author, delegation, holder, signer, steps, pieces, circuit, chains, level, ownEvents, power, batch };
  return sha256(canonicalJson({ version, act, request, agent, effects, ...story }));
}
