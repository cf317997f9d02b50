import type { IdentityCheck } from '#application/identity-check.ts';
import { askPasskey, spendChallenge } from '#application/tasks/ask-passkey.ts';
import { proveSigner } from '#application/tasks/prove-signer.ts';
import type { SignerProofMethod } from '#domain/account/sign-in.ts';
import { relyingParty } from '../../auth/plugins/passkeys.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, ok, serve } from '../../http/route.ts';

/** Proves that the signer is there, for this task and the very bytes they were shown. */
export function stepUpRoutes({ database, stepUp, settings }: Pick<Dependencies, 'database' | 'stepUp' | 'settings'>) {
  const party = relyingParty(settings.baseUrl);
  return [
    serve('POST /api/tasks/:key/step-up/passkey', {
      right: 'signed-in',
      guard: 'task-holder',
      async handle({ me, params, body, at }) {
        const { actor, userId } = me;
        const asked = { actor, userId, taskKey: params.key, sha256: body.sha256, party, at };
        return ok({ options: { ...(await askPasskey({ database }, asked)) } });
      },
    }),
    serve('POST /api/tasks/:key/step-up', {
      right: 'signed-in',
      guard: 'task-holder',
      async handle({ me, params, body, at }) {
        const { actor, personId, userId } = me;
        const { code = '', passkey, sha256 } = body;
        const taskKey = params.key;
        const identity: IdentityCheck<SignerProofMethod> = passkey
          ? {
              method: 'passkey',
              async verify(tx) {
                const challenge = await spendChallenge(tx, { taskKey, personId, sha256, at });
                if (challenge === null) return { code: 'passkey-late' };
                return stepUp.checkPasskey(tx, userId, { party, challenge, response: passkey }, at);
              },
            }
          : { method: 'totp', verify: (tx) => stepUp.check(tx, userId, code, at) };
        const { proofId, expiresAt } = await proveSigner({ database }, { actor, taskKey, sha256, identity, at });
        return created({ proofId, expiresAt: expiresAt.toISOString() });
      },
    }),
  ];
}
