import { forgetAddress } from '#application/account/in-person/personal-address.ts';
import { recordIdentityCheck } from '#application/account/in-person/record-identity-check.ts';
import { checksOfAddress, validChecks } from '#application/account/in-person/valid-checks.ts';
import { givePaperLink } from '#application/account/links/give-paper-link.ts';
import { invite } from '#application/account/links/invite.ts';
import { askInvitations } from '#application/account/links/invite-people.ts';
import { linkAddress } from '#application/account/links/link-token.ts';
import { recoverAccount } from '#application/account/recover-account.ts';
import { closeAccount, lockAccount, reopenAccount, unlockAccount } from '#application/account/shut-account.ts';
import { endSessionsOf } from '#application/account/sign-in/end-session.ts';
import { accountState } from '#domain/account/life.ts';
import { CHECKS_NEEDED, checkFault, signInName } from '#domain/account/without-address.ts';
import { type CivilDate, parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { accountFault, canSeeAccount, isGuardedByTwo } from '#domain/permissions/people.ts';
import { findAccount, lastInvitation } from '#prisma/repositories/account/accounts.ts';
import { type Check, digestOfAddress } from '#prisma/repositories/account/identity-checks.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { findIdentity, findMailed, personPlace } from '#prisma/repositories/people/persons.ts';
import type { AccountView } from '#web/contract/account/account.ts';
import type { SignedIn } from '#web/server/auth/sessions.ts';
import type { Dependencies } from '#web/server/dependencies.ts';
import { accepted, created, done, ok, reply, serve } from '#web/server/http/route.ts';
import { sessionViews } from '../../me/sessions.ts';
import { administrator, changeOf, givingDeps } from '../change.ts';

/** The door of those who see documents in person. */
const checker = { right: ['gestionnaire', 'administrateur'], guard: 'identity-checker' } as const;

/** The accounts of the people that an administrator keeps. */
export function accountRoutes(dependencies: Pick<Dependencies, 'database' | 'settings'>) {
  const { prisma } = dependencies.database;
  const deps = givingDeps(dependencies);
  /** @throws {DomainError} not-found */
  const seen = async ({ actor }: SignedIn, personId: string, day: CivilDate) => {
    const place = await personPlace(prisma, personId, day);
    if (place === null || !canSeeAccount(actor, place, day)) throw new DomainError('not-found');
    return place;
  };
  return [
    serve('GET /api/administration/persons/:id/account', {
      ...administrator,
      async handle({ me, params, at }) {
        const day = parisDay(at);
        const place = await seen(me, params.id, day);
        const account = await findAccount(prisma, { personId: params.id });
        const invitation = await lastInvitation(prisma, params.id);
        const identity = await findIdentity(prisma, params.id);
        const { state, since } = accountState(account);
        return ok({
          state,
          email: account && signInName(account.email, identity?.employeeNumber ?? ''),
          accountEmail: (await findMailed(prisma, params.id))?.accountEmail ?? null,
          since: since?.toISOString() ?? null,
          invitation: invitation && {
            at: invitation.at.toISOString(),
            mail: invitation.mail as NonNullable<AccountView['invitation']>['mail'],
          },
          byTwo: isGuardedByTwo(await actorFacts(prisma, params.id), day),
          may: accountFault(me.actor, place, day) === null,
        });
      },
    }),
    serve('POST /api/administration/persons/:id/invitation', {
      ...administrator,
      async handle({ me, params, at }) {
        await invite(deps, { actor: me.actor, at }, { personId: params.id });
        return accepted;
      },
    }),
    serve('GET /api/persons/:id/identity-checks', {
      ...checker,
      async handle({ me, params, at }) {
        const place = await personPlace(prisma, params.id, parisDay(at));
        const identity = await findIdentity(prisma, params.id);
        const fault = place === null ? 'not-found' : checkFault(me.actor, place, parisDay(at));
        if (identity === null || fault === 'not-found') throw new DomainError('not-found');
        const hasAddress = identity.workEmail !== null;
        const checks = hasAddress ? [] : await validChecks(prisma, params.id, at);
        const typed = await checksOfAddress(prisma, params.id, checks);
        const accountEmail = (await findMailed(prisma, params.id))?.accountEmail ?? null;
        return ok({
          checks: checks.map(({ addressDigest: _, ...check }) => ({ ...check, at: check.at.toISOString() })),
          ...{ needed: CHECKS_NEEDED, hasAddress, may: fault === null },
          ...{ accountEmail, noted: notedOf(params.id, typed, accountEmail) },
        });
      },
    }),
    serve('POST /api/persons/:id/identity-checks', {
      ...checker,
      async handle({ me, params, body, at }) {
        await recordIdentityCheck(deps, { actor: me.actor, at }, { personId: params.id, ...body });
        return done;
      },
    }),
    serve('POST /api/administration/persons/:id/paper-link', {
      ...administrator,
      async handle({ me, params, at }) {
        const { token, expiresAt } = await givePaperLink(deps, { actor: me.actor, at }, { personId: params.id });
        const address = linkAddress(dependencies.settings.baseUrl, token);
        return created({ address, expiresAt: expiresAt.toISOString() });
      },
    }),
    serve('POST /api/administration/persons/:id/account-address/removal', {
      ...administrator,
      async handle(call) {
        await forgetAddress(deps, changeOf(call), { personId: call.params.id });
        return done;
      },
    }),
    serve('POST /api/administration/invitations', {
      ...administrator,
      handle: async ({ me, body, at }) =>
        reply(202, { count: await askInvitations(deps, { actor: me.actor, at }, body) }),
    }),
    serve('POST /api/administration/persons/:id/lock', {
      ...administrator,
      async handle(call) {
        await lockAccount(deps, changeOf(call), { personId: call.params.id });
        return done;
      },
    }),
    serve('POST /api/administration/persons/:id/unlock', {
      ...administrator,
      async handle(call) {
        await unlockAccount(deps, changeOf(call), { personId: call.params.id });
        return done;
      },
    }),
    serve('POST /api/administration/persons/:id/closure', {
      ...administrator,
      async handle(call) {
        await closeAccount(deps, changeOf(call), { personId: call.params.id });
        return done;
      },
    }),
    serve('POST /api/administration/persons/:id/reopening', {
      ...administrator,
      async handle(call) {
        await reopenAccount(deps, changeOf(call), { personId: call.params.id });
        return done;
      },
    }),
    serve('POST /api/administration/persons/:id/recovery', {
      ...administrator,
      async handle(call) {
        const { proposalId } = await recoverAccount(deps, changeOf(call), { personId: call.params.id });
        return proposalId === null ? done : reply(202, { proposalId });
      },
    }),
    serve('GET /api/administration/persons/:id/sessions', {
      ...administrator,
      async handle({ me, params, at }) {
        await seen(me, params.id, parisDay(at));
        const account = await findAccount(prisma, { personId: params.id });
        const of = account && { userId: account.id, currentId: me.sessionId, at };
        return ok({ items: of === null ? [] : await sessionViews(dependencies.database, of) });
      },
    }),
    serve('DELETE /api/administration/persons/:id/sessions', {
      ...administrator,
      async handle({ me, params, at }) {
        await endSessionsOf(deps, { actor: me.actor, at }, { personId: params.id });
        return done;
      },
    }),
    serve('DELETE /api/administration/persons/:id/sessions/:sessionId', {
      ...administrator,
      async handle({ me, params, at }) {
        const { id: personId, sessionId } = params;
        await endSessionsOf(deps, { actor: me.actor, at }, { personId, sessionId });
        return done;
      },
    }),
  ];
}

/** Whether an address that is not the account's waits for a second person, or was not the same in front of the second one. */
function notedOf(
  personId: string,
  checks: readonly Check[],
  accountEmail: string | null,
): 'once' | 'differently' | null {
  const confirmed = accountEmail === null ? null : digestOfAddress(personId, accountEmail);
  const [last, before] = checks.map(({ addressDigest }) => addressDigest);
  if (last === undefined || last === confirmed) return null;
  return before === undefined || before === confirmed ? 'once' : 'differently';
}
