import { type CivilDate, parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { type ActStatus, stateAfter } from '#domain/evidence/act-status.ts';
import type { Evidence } from '#domain/evidence/evidence.ts';
import type { DocumentStore } from '#prisma/documents/store.ts';
import { type ActToVerify, actOfReference, actOfSeal, wasEliminated } from '#prisma/repositories/acts/verified.ts';
import type { Deps } from '../dependencies.ts';
import type { ActVerifier, VerifiedFile } from './act-verifier.ts';

/** What anybody may see of an act: what its page bears, and its later state. */
export interface ShownAct extends Pick<ActStatus, 'state' | 'at'> {
  readonly number: string;
  readonly title: string;
  readonly sha256: string;
  readonly author: Evidence['author'];
  /** The date on the page. */
  readonly signedOn: CivilDate;
  /**
   * The authority in whose name it was signed (null: the signatory's own) and the visas of the
   * power; null for an act drawn before pages bore them.
   */
  readonly power: { inNameOf: string | null; visas: string[] } | null;
  /** Later acts, without the digest that identifies them elsewhere. */
  readonly laterActs: Omit<ActStatus['laterActs'][number], 'sha256'>[];
}

/** A verdict, with the act concerned; null when the file is none of this portal's acts. */
export interface VerdictForAnybody extends Omit<VerifiedFile, 'sealedSha256'> {
  readonly act: ShownAct | null;
}

interface Asked {
  /** The account of the caller, as far as it is known. */
  readonly of: string;
  readonly authorities: string;
  readonly at: Date;
}

type VerifyDeps = Pick<Deps, 'database'> & {
  readonly documents: Pick<DocumentStore, 'read'>;
  readonly verifier: Pick<ActVerifier, 'verify'>;
};

/** Format of references on acts. */
const REFERENCE = /^[0-9A-HJKMNP-TV-Z]{26}$/;
/**
 * A reference of no act: a malformed reference is looked up like any other, so that its answer
 * differs in nothing from that of an unknown one.
 */
const OF_NO_ACT = 'U'.repeat(26);

/**
 * Verifies the act of a reference, as the portal keeps it.
 * @throws {DomainError} not-found, piece-too-complex, too-many-requests
 */
export async function verifyReference(
  { database, documents, verifier }: VerifyDeps,
  { reference, of, authorities, at }: Asked & { readonly reference: string },
): Promise<VerdictForAnybody> {
  const given = reference.toUpperCase();
  const known = await actOfReference(database.prisma, REFERENCE.test(given) ? given : OF_NO_ACT);
  if (known === null) throw new DomainError('not-found');
  const file = await documents.read(known.sha256);
  const found = await verifier.verify(of, { file, authorities, evidence: evidenceOf(known), at: at.toISOString() });
  return told(found, known, at);
}

/**
 * Verifies a file given by anybody. The file is not kept, and the portal looks nothing up when its
 * seal proves nothing.
 * @throws {DomainError} piece-too-complex, too-many-requests
 */
export async function verifyGivenFile(
  { database, verifier }: Omit<VerifyDeps, 'documents'>,
  { file, of, authorities, at }: Asked & { readonly file: Uint8Array },
): Promise<VerdictForAnybody> {
  const toVerify = { file, authorities, at: at.toISOString() };
  const alone = await verifier.verify(of, { ...toVerify, evidence: null });
  if (alone.verdict === 'not-valid' || alone.what === 'receipt') return told(alone, null, at);
  const known = await actOfSeal(database.prisma, alone.sealedSha256);
  // The act was eliminated: only its seal still vouches for it.
  if (known === null && (await wasEliminated(database.prisma, alone.sealedSha256))) return told(alone, null, at);
  if (known === null) return told({ ...alone, verdict: 'not-valid', fault: 'unknown-act' }, null, at);
  return told(await verifier.verify(of, { ...toVerify, evidence: evidenceOf(known) }), known, at);
}

/** Serialises the evidence for the verifier. */
const evidenceOf = ({ evidence }: ActToVerify): string => JSON.stringify({ ...evidence, audit: [] });

function told({ sealedSha256: _, ...found }: VerifiedFile, known: ActToVerify | null, at: Date): VerdictForAnybody {
  return { ...found, act: known && shown(known, at) };
}

function shown({ act, title, signedAt, evidence, laterActs }: ActToVerify, at: Date): ShownAct {
  const { author, power } = evidence;
  return {
    number: act.number,
    title,
    sha256: act.sha256,
    author,
    signedOn: parisDay(signedAt),
    power: power === undefined ? null : { inNameOf: power.inNameOf, visas: [...power.visas] },
    state: stateAfter(laterActs, parisDay(at)),
    at: at.toISOString(),
    laterActs: laterActs.map(({ sha256: _, ...later }) => later),
  };
}
