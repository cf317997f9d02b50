import type { FilingProofMethod } from '#domain/account/sign-in.ts';
import { DomainError, type ErrorCode } from '#domain/errors.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';

/**
 * Why a code, a passkey or a password was refused; the other fields are parameters of its message.
 */
export type IdentityFault = { readonly code: ErrorCode } & Readonly<Record<string, string | number>>;

/**
 * Checks who is there, by the sign-in server: with a one-time code, a passkey, or the password of
 * an account without a second factor. It counts wrong tries in the use case's own transaction,
 * which a refusal must not roll back.
 */
export interface IdentityCheck<Method extends string = FilingProofMethod> {
  readonly method: Method;
  readonly verify: (tx: Tx) => Promise<'right' | IdentityFault>;
}

/** Where to record a try in the audit trail. */
type TriedEvent = Omit<Parameters<typeof appendAudit>[1], 'verb' | 'payload'>;

/**
 * Returns why a person failed to prove that they are there, and records it; null: they did. It does
 * not throw, so that the transaction commits the count of wrong tries; the caller refuses
 * afterwards ({@link refuse}).
 */
export async function faultOf(
  tx: Tx,
  identity: IdentityCheck<string>,
  tried: TriedEvent,
): Promise<IdentityFault | null> {
  const verdict = await identity.verify(tx);
  if (verdict === 'right') return null;
  await traceFault(tx, tried, verdict);
  return verdict;
}

/** Records a failed proof in the audit trail. */
export const traceFault = (tx: Tx, tried: TriedEvent, { code }: IdentityFault): Promise<unknown> =>
  appendAudit(tx, { ...tried, verb: 'step-up.fail', payload: { code } });

/**
 * Refuses a failed proof.
 * @throws {DomainError}
 */
export function refuse({ code, ...params }: IdentityFault): never {
  throw new DomainError(code, params);
}

/** How long a proof is valid: it is for one act, at once. */
const PROOF_MS = 5 * 60_000;
/** Returns when a proof made at that instant expires. */
export const proofExpiry = (at: Date): Date => new Date(at.getTime() + PROOF_MS);

/** A proof that can be used once, before it expires. */
export interface Proof {
  readonly proofId: string;
  readonly expiresAt: Date;
}
