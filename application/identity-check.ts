import type { FilingProofMethod } from '#domain/account/sign-in.ts';
import { DomainError, type ErrorCode } from '#domain/errors.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';

/** Why a code, a passkey or a password was not taken; the rest fills the sentence in. */
export type IdentityFault = { readonly code: ErrorCode } & Readonly<Record<string, string | number>>;

/**
 * Checks who is there, as the server that signs people in knows how: a one-time code, a passkey, or the password of an
 * account without a second factor. It counts wrong tries in the use case's own transaction, which the refusal must not undo.
 */
export interface IdentityCheck<Method extends string = FilingProofMethod> {
  readonly method: Method;
  readonly verify: (tx: Tx) => Promise<'right' | IdentityFault>;
}

/** Where a try is written down. */
type TriedEvent = Omit<Parameters<typeof appendAudit>[1], 'verb' | 'payload'>;

/**
 * Why somebody did not prove that they are there, written down; null: they did. The transaction ends well all the same, for what
 * counts wrong tries, and what comes of it is refused after ({@link refuse}).
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

export const traceFault = (tx: Tx, tried: TriedEvent, { code }: IdentityFault): Promise<unknown> =>
  appendAudit(tx, { ...tried, verb: 'step-up.fail', payload: { code } });

/** @throws {DomainError} */
export function refuse({ code, ...params }: IdentityFault): never {
  throw new DomainError(code, params);
}

/** How long a proof holds: it is for one act, at once. */
const PROOF_MS = 5 * 60_000;
export const proofExpiry = (at: Date): Date => new Date(at.getTime() + PROOF_MS);

/** A proof that can be used once, before it expires. */
export interface Proof {
  readonly proofId: string;
  readonly expiresAt: Date;
}
