import { entryFault } from '#domain/account/life.ts';
import { HANDED_LINK_LIVES_MS } from '#domain/account/link.ts';
import { CHECKS_NEEDED } from '#domain/account/without-address.ts';
import { DomainError } from '#domain/errors.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { type AccountFacts, createAccount } from '#prisma/repositories/account/accounts.ts';
import { hasIdentity } from '#prisma/repositories/account/identities.ts';
import { endLinks } from '#prisma/repositories/account/links.ts';
import { findIdentity, findMailed } from '#prisma/repositories/people/persons.ts';
import type { Deps } from '../../dependencies.ts';
import { type ActsOnAccount, administeredAccount } from '../administered-account.ts';
import { validChecks } from '../in-person/valid-checks.ts';
import { mustBeLinkable } from './guarded-link.ts';
import { type MadeLink, makeLink } from './make-link.ts';

/**
 * Makes a one-time link to be handed on paper to a person without a professional address, and their
 * account if there is none; after a recovery, another link. Two people must have seen an identity
 * document, and still be allowed to vouch for it. The former link no longer opens anything.
 * @returns the link, whose token is stored nowhere
 * @throws {DomainError} not-found, own-account, has-address, address-needed, account-active,
 * account-locked, account-closed, checks-missing
 */
export const givePaperLink = (
  { database }: Pick<Deps, 'database'>,
  by: ActsOnAccount,
  { personId }: { readonly personId: string },
): Promise<MadeLink> =>
  database.transaction(async (tx) => {
    const { at } = by;
    const account = await administeredAccount(tx, by, personId);
    const identity = await findIdentity(tx, personId);
    if (identity === null) throw new DomainError('not-found');
    if (identity.workEmail !== null) throw new DomainError('has-address');
    await mustBeLinkable(tx, { id: personId, workEmail: identity.workEmail }, at);
    await mustWait(tx, account);
    const checks = await validChecks(tx, personId, at);
    if (checks.length < CHECKS_NEEDED) throw new DomainError('checks-missing');
    const address = (await findMailed(tx, personId))?.accountEmail ?? null;
    const userId = account?.id ?? (await createAccount(tx, { id: personId, ...identity, address }));
    await endLinks(tx, userId, at);
    const purpose = account === null || account.activatedAt === null ? 'invitation' : 'recovery';
    const link = await makeLink(tx, { userId, purpose, at, livesMs: HANDED_LINK_LIVES_MS });
    await appendAudit(tx, {
      ...{ chain: personId, at, actorId: by.actor.personId, verb: 'account.invite', subject: `user:${userId}` },
      payload: { by: 'paper', checks: checks.map(({ id }) => id) },
    });
    return link;
  });

/** Checks that nothing opens the account yet, or any more. */
async function mustWait(tx: Tx, account: AccountFacts | null): Promise<void> {
  if (account === null) return;
  const fault = entryFault(account);
  if (fault !== null) throw new DomainError(fault);
  if (account.activatedAt === null) return;
  if (account.hasPassword || (await hasIdentity(tx, account.id))) throw new DomainError('account-active');
}
