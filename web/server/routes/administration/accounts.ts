import { invite } from '../../../../application/account/invite.ts';
import {
  closeAccount,
  lockAccount,
  reopenAccount,
  unlockAccount,
} from '../../../../application/account/shut-account.ts';
import { accountState } from '../../../../domain/account/life.ts';
import { parisDay } from '../../../../domain/calendar/civil-date.ts';
import { DomainError } from '../../../../domain/errors.ts';
import { accountFault, canSeeAccount } from '../../../../domain/permissions/people.ts';
import { findAccount, lastInvitation } from '../../../../prisma/repositories/account/accounts.ts';
import { personPlace } from '../../../../prisma/repositories/people/persons.ts';
import type { AccountView } from '../../../contract/account.ts';
import type { Dependencies } from '../../dependencies.ts';
import { accepted, done, ok, serve } from '../../http/route.ts';
import { administrator, changeOf, givingDeps } from './change.ts';

/** The accounts of the people that an administrator keeps. */
export function accountRoutes(dependencies: Pick<Dependencies, 'database' | 'settings'>) {
  const { prisma } = dependencies.database;
  const deps = givingDeps(dependencies);
  return [
    serve('GET /api/administration/persons/:id/account', {
      ...administrator,
      async handle({ me, params, at }) {
        const day = parisDay(at);
        const place = await personPlace(prisma, params.id, day);
        if (place === null || !canSeeAccount(me.actor, place, day)) throw new DomainError('not-found');
        const account = await findAccount(prisma, { personId: params.id });
        const invitation = await lastInvitation(prisma, params.id);
        const { state, since } = accountState(account);
        return ok({
          state,
          email: account?.email ?? null,
          since: since?.toISOString() ?? null,
          invitation: invitation && {
            at: invitation.at.toISOString(),
            mail: invitation.mail as NonNullable<AccountView['invitation']>['mail'],
          },
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
  ];
}
