import { type CivilDate, parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { type ActStatus, stateAfter } from '#domain/evidence/act-status.ts';
import type { Evidence } from '#domain/evidence/evidence.ts';
import type { DocumentStore } from '#prisma/documents/store.ts';
import { type ActToVerify, actOfReference, actOfSeal, isEliminated } from '#prisma/repositories/acts/verified.ts';
import type { Deps } from '../dependencies.ts';
import type { ActVerifier, VerifiedFile } from './act-verifier.ts';

/** What an act shows of itself, and what became of it: nothing that its page does not bear, but its later state. */
export interface ShownAct extends Pick<ActStatus, 'state' | 'at'> {
  readonly number: string;
  readonly title: string;
  readonly sha256: string;
  readonly author: Evidence['author'];
  /** As the page is dated. */
  readonly signedOn: CivilDate;
  /** In whose name, null for their own, and what gave the power; null for an act drawn before pages said it. */
  readonly power: { inNameOf: string | null; visas: string[] } | null;
  /** Without what tells them from one another elsewhere. */
  readonly laterActs: Omit<ActStatus['laterActs'][number], 'sha256'>[];
}

/** A verdict, and the act that it is of; null where the file is none of this portal's. */
export interface VerdictForAnybody extends Omit<VerifiedFile, 'sealedSha256'> {
  readonly act: ShownAct | null;
}

interface Asked {
  /** Who asks, as far as it is known. */
  readonly of: string;
  readonly authorities: string;
  readonly at: Date;
}

type VerifyDeps = Pick<Deps, 'database'> & {
  readonly documents: Pick<DocumentStore, 'read'>;
  readonly verifier: Pick<ActVerifier, 'verify'>;
};

/** As acts bear one. */
const REFERENCE = /^[0-9A-HJKMNP-TV-Z]{26}$/;
/** Of no act: what is no reference is looked up as one is, and answered as one that nobody knows. */
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
 * Verifies a file that somebody gives. It is not kept, and nothing is looked up for one whose seal proves nothing.
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
  // It was the ministry's: its seal alone speaks for it now.
  if (known === null && (await isEliminated(database.prisma, alone.sealedSha256))) return told(alone, null, at);
  if (known === null) return told({ ...alone, verdict: 'not-valid', fault: 'unknown-act' }, null, at);
  return told(await verifier.verify(of, { ...toVerify, evidence: evidenceOf(known) }), known, at);
}

/** As the verifier reads it. */
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
