import {
  beginEnrolment,
  enrolFactor,
  makeRecoveryCodes,
  recoveryCodesLeft,
  removeFactor,
} from '#application/account/factors/enrol-factor.ts';
import type { FactorDeps } from '#application/account/factors/factor-change.ts';
import { beginPasskey, enrolPasskey, removePasskey } from '#application/account/factors/passkeys.ts';
import { type AccountOwner, proveSession } from '#application/account/factors/prove-session.ts';
import { mustHaveSecondFactor } from '#domain/account/second-factor.ts';
import { parisDay } from '#domain/calendar/civil-date.ts';
import { passkeysOf } from '#prisma/repositories/account/passkeys.ts';
import { relyingParty } from '../../auth/plugins/passkeys.ts';
import type { Dependencies } from '../../dependencies.ts';
import { type Call, created, done, ok, serve } from '../../http/route.ts';

const OWN = { right: 'signed-in', guard: 'own', session: 'any' } as const;

/** One's own second factor. Open to a session that lacks one: it is how it gets it. */
export function factorRoutes({
  database,
  factors,
  stepUp,
  settings,
}: Pick<Dependencies, 'database' | 'factors' | 'stepUp' | 'settings'>) {
  const deps: FactorDeps = {
    database,
    factors,
    identity: { code: stepUp.check, password: stepUp.checkPassword },
    mailDomain: new URL(settings.baseUrl).hostname,
  };
  const party = relyingParty(settings.baseUrl);
  const ownerOf = ({ me, at }: Pick<Call, 'me' | 'at'>): AccountOwner => ({
    personId: me.personId,
    userId: me.userId,
    sessionId: me.sessionId,
    at,
  });
  return [
    serve('GET /api/account/factors', {
      ...OWN,
      async handle({ me, at }) {
        const left = await recoveryCodesLeft(deps, me.userId);
        const needed = mustHaveSecondFactor(me.actor, parisDay(at));
        const passkeys = (await passkeysOf(database.prisma, me.userId)).map(({ id, name, createdAt, lastUsedAt }) => ({
          ...{ id, name, createdAt: createdAt.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null },
        }));
        return ok({ authenticator: left !== null, recoveryCodesLeft: left, passkeys, needed });
      },
    }),
    serve('POST /api/account/factor/enrolment', {
      ...OWN,
      async handle(call) {
        const { email } = await database.prisma.user.findUniqueOrThrow({ where: { id: call.me.userId } });
        return ok(await beginEnrolment(deps, { ...ownerOf(call), email }, call.body));
      },
    }),
    serve('POST /api/account/factor', {
      ...OWN,
      handle: async (call) => created({ recoveryCodes: [...(await enrolFactor(deps, ownerOf(call), call.body))] }),
    }),
    serve('POST /api/account/factor/removal', {
      ...OWN,
      async handle(call) {
        await removeFactor(deps, { ...ownerOf(call), actor: call.me.actor }, call.body);
        return done;
      },
    }),
    serve('POST /api/account/recovery-codes', {
      ...OWN,
      handle: async (call) =>
        created({ recoveryCodes: [...(await makeRecoveryCodes(deps, ownerOf(call), call.body))] }),
    }),
    serve('POST /api/account/proof', {
      ...OWN,
      async handle(call) {
        await proveSession(deps, ownerOf(call), call.body.code);
        return done;
      },
    }),
    serve('POST /api/account/passkeys/enrolment', {
      ...OWN,
      async handle(call) {
        const { email, name } = await database.prisma.user.findUniqueOrThrow({ where: { id: call.me.userId } });
        const begun = await beginPasskey(deps, { ...ownerOf(call), email, name }, { party, proof: call.body });
        return ok({ ...begun, options: { ...begun.options } });
      },
    }),
    serve('POST /api/account/passkeys', {
      ...OWN,
      async handle(call) {
        await enrolPasskey(deps, ownerOf(call), { party, ...call.body });
        return done;
      },
    }),
    serve('POST /api/account/passkeys/:id/removal', {
      ...OWN,
      async handle(call) {
        const owner = { ...ownerOf(call), actor: call.me.actor };
        await removePasskey(deps, owner, { passkeyId: call.params.id, proof: call.body });
        return done;
      },
    }),
  ];
}
