import { proveFiling } from '#application/drafts/prove-filing.ts';
import type { IdentityCheck } from '#application/identity-check.ts';
import type { Versions } from '#application/versions.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, serve } from '../../http/route.ts';

/** Proves that whoever files is there, for what the draft holds now: changed after, it is proven anew. */
export function draftStepUpRoute({
  database,
  secrets,
  stepUp,
  versions,
  forms,
}: Pick<Dependencies, 'database' | 'secrets' | 'stepUp' | 'forms'> & { versions: Versions }) {
  return serve('POST /api/drafts/:id/step-up', {
    right: 'signed-in',
    guard: 'draft-owner',
    async handle({ me, params, body, at }) {
      const { code, password } = body;
      const identity: IdentityCheck =
        code === undefined
          ? { method: 'password', verify: (tx) => stepUp.checkPassword(tx, me.userId, password ?? '', at) }
          : { method: 'totp', verify: (tx) => stepUp.check(tx, me.userId, code, at) };
      const asked = { personId: me.personId, draftId: params.id, identity, at };
      const { proofId, expiresAt } = await proveFiling({ database, versions, secrets, forms }, asked);
      return created({ proofId, expiresAt: expiresAt.toISOString() });
    },
  });
}
