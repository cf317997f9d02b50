import type { AuditVerb } from '#domain/evidence/audit.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Prisma, Tx } from '#prisma/client.ts';
import type { SecretValues } from '#prisma/secret-values.ts';
import type { NotifyingDeps } from '../../dependencies.ts';
import { notifyAccount } from '../notify-account.ts';
import type { AccountOwner, IdentityChecks } from './prove-session.ts';

/** What changes of a second factor work with. */
export interface FactorDeps extends NotifyingDeps {
  /** Seals under FACTOR_KEY. */
  readonly factors: SecretValues;
  readonly identity: IdentityChecks;
}

/** What is done to second factors: as the journal names it, and as their owner reads it. */
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

/** Writes the trace of a change of somebody's second factors, in its transaction, and tells them. */
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
