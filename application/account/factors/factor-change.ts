import type { AuditVerb } from '#domain/evidence/audit.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Prisma, Tx } from '#prisma/client.ts';
import type { SecretValues } from '#prisma/secret-values.ts';
import type { NotifyingDeps } from '../../dependencies.ts';
import { notifyAccount } from '../notify-account.ts';
import type { AccountOwner, IdentityChecks } from './prove-session.ts';

/** What changes of a second factor depend on. */
export interface FactorDeps extends NotifyingDeps {
  /** Encrypts with FACTOR_KEY. */
  readonly factors: SecretValues;
  readonly identity: IdentityChecks;
}

/** Changes of second factors: their audit verb, and the words that their owner reads. */
const CHANGES = {
  enrolled: {
    verb: 'factor.enrol',
    fr: 'une application d’authentification est enregistrée',
    en: 'an authenticator was registered',
  },
  replaced: {
    verb: 'factor.enrol',
    fr: 'l’application d’authentification est remplacée',
    en: 'the authenticator was replaced',
  },
  removed: {
    verb: 'factor.remove',
    fr: 'l’application d’authentification est retirée',
    en: 'the authenticator was removed',
  },
  'passkey-enrolled': {
    verb: 'factor.enrol',
    fr: 'une clé d’accès est enregistrée',
    en: 'a passkey was registered',
  },
  'passkey-removed': {
    verb: 'factor.remove',
    fr: 'une clé d’accès est retirée',
    en: 'a passkey was removed',
  },
  codes: {
    verb: 'recovery-codes.make',
    fr: 'de nouveaux codes de secours sont faits',
    en: 'new recovery codes were made',
  },
} as const satisfies Readonly<Record<string, { verb: AuditVerb; fr: string; en: string }>>;

/**
 * Appends a change of second factors to the audit trail, in its transaction, and notifies their
 * owner.
 */
export async function recordFactorChange(
  tx: Tx,
  { mailDomain }: Pick<FactorDeps, 'mailDomain'>,
  { personId, userId, at }: AccountOwner,
  { change, payload }: { readonly change: keyof typeof CHANGES; readonly payload: Prisma.InputJsonObject },
): Promise<void> {
  const { verb, ...words } = CHANGES[change];
  await appendAudit(tx, { chain: personId, at, actorId: personId, verb, subject: `account:${userId}`, payload });
  const occasion = `factor:${change}:${at.toISOString()}`;
  await notifyAccount(tx, { personId, message: 'account-factor-changed', occasion, words, at, mailDomain });
}
