import { exportArchives } from '#application/archive/export-archives.ts';
import type { IdentityCheck } from '#application/identity-check.ts';
import { askBatchPasskey, spendBatchPasskey } from '#application/signing/ask-batch-passkey.ts';
import { makeBatch } from '#application/signing/make-batch.ts';
import { ownBatch, proveBatch } from '#application/signing/prove-batch.ts';
import { stopBatch } from '#application/signing/stop-batch.ts';
import type { SignerProofMethod } from '#domain/account/sign-in.ts';
import { actsOfBatch, agencyOf } from '#prisma/repositories/acts/archived.ts';
import type { SigningBatch } from '#prisma/repositories/signing/batches.ts';
import { type LeafReport, leavesReport } from '#prisma/repositories/signing/leaves.ts';
import type { SigningBatchView } from '#web/contract/signing/signing-batches.ts';
import { relyingParty } from '../../auth/plugins/passkeys.ts';
import type { Dependencies } from '../../dependencies.ts';
import { created, done, ok, reply, serve } from '../../http/route.ts';
import { statesToday } from '../../pieces/act-states.ts';
import { besideActs } from '../../pieces/beside-acts.ts';
import { serveZip } from '../../pieces/serve.ts';

/** A thousand acts, some two hundred bytes each. */
const MAX_JSON = 1_000_000;

/** Acts that are signed together, by one proof; a worker signs them. */
export function signingBatchRoutes({
  database,
  heavy,
  stepUp,
  settings,
  ...archives
}: Pick<Dependencies, 'database' | 'heavy' | 'stepUp' | 'settings' | 'documents' | 'packages' | 'channels'>) {
  const party = relyingParty(settings.baseUrl);
  const own = { right: 'signed-in', guard: 'own' } as const;
  return [
    serve('POST /api/signing/batches', {
      right: ['signataire'],
      guard: null,
      maxJson: MAX_JSON,
      handle: async ({ me: { personId }, body: { leaves }, at }) =>
        created(await makeBatch({ database }, { personId, leaves, at })),
    }),
    serve('GET /api/signing/batches/:id', {
      ...own,
      async handle({ me: { personId }, params }) {
        const batch = await ownBatch(database.prisma, params.id, personId);
        return ok(batchView(batch, await leavesReport(database.prisma, batch)));
      },
    }),
    serve('GET /api/signing/batches/:id/archive', {
      ...own,
      async handle({ me, params, at, response }) {
        return serveZip(response, async () => {
          const { id } = await ownBatch(heavy.prisma, params.id, me.personId);
          const acts = await actsOfBatch(heavy.prisma, id);
          const agency = await agencyOf(
            heavy.prisma,
            acts.map(({ actId }) => actId),
          );
          const deps = { ...archives, database: heavy };
          const stateToday = statesToday({ ...deps, settings });
          const asked = { actor: me.actor, acts, agency, at, stateToday, ...(await besideActs(settings)) };
          return exportArchives(deps, asked);
        });
      },
    }),
    serve('POST /api/signing/batches/:id/step-up/passkey', {
      ...own,
      async handle({ me: { personId, userId }, params, at }) {
        const asked = { personId, userId, batchId: params.id, party, at };
        return ok({ options: { ...(await askBatchPasskey({ database }, asked)) } });
      },
    }),
    serve('POST /api/signing/batches/:id/step-up', {
      ...own,
      async handle({ me, params, body: { code = '', passkey }, at }) {
        const { personId, userId, signIn } = me;
        const batchId = params.id;
        const identity: IdentityCheck<SignerProofMethod> = passkey
          ? {
              method: 'passkey',
              async verify(tx) {
                const challenge = await spendBatchPasskey(tx, batchId, at);
                if (challenge === null) return { code: 'passkey-late' };
                return stepUp.checkPasskey(tx, userId, { party, challenge, response: passkey }, at);
              },
            }
          : { method: 'totp', verify: (tx) => stepUp.check(tx, userId, code, at) };
        await proveBatch({ database }, { personId, signIn, batchId, identity, at });
        const { id, root, count } = await ownBatch(database.prisma, batchId, personId);
        return reply(202, { id, root, count });
      },
    }),
    serve('POST /api/signing/batches/:id/stop', {
      ...own,
      async handle({ me: { personId }, params, at }) {
        await stopBatch({ database }, { personId, batchId: params.id, at });
        return done;
      },
    }),
  ];
}

function batchView(
  { id, root, count, state, verifiedAt, stopAskedAt }: SigningBatch,
  leaves: LeafReport[],
): SigningBatchView {
  const counts = { waiting: 0, signed: 0, sealed: 0, refused: 0 };
  for (const { outcome } of leaves) counts[outcome] += 1;
  counts.signed += counts.sealed;
  const instants = {
    verifiedAt: verifiedAt?.toISOString() ?? null,
    stopAskedAt: stopAskedAt?.toISOString() ?? null,
  };
  const acts = leaves.map(({ taskKey, outcome, code, params, faults, requestId, number, firstName, lastName }) => ({
    ...{ taskKey, outcome, code, params: params ?? {}, faults: faults ?? [] },
    request:
      requestId === null
        ? null
        : { id: requestId, number: number ?? '', firstName: firstName ?? '', lastName: lastName ?? '' },
  }));
  return { id, root, count, state, ...instants, counts, acts };
}
