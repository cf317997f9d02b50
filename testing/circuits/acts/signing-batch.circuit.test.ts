import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { exportEvidence } from '#application/evidence/export-evidence.ts';
import type { IdentityCheck } from '#application/identity-check.ts';
import { makeBatch } from '#application/signing/make-batch.ts';
import { proveBatch } from '#application/signing/prove-batch.ts';
import { verifyAct } from '#bin/verify/verify-act.ts';
import type { SignerProofMethod } from '#domain/account/sign-in.ts';
import { accepted } from '#domain/outbox/outbox-command.ts';
import type { Leaf } from '#domain/signing/leaf.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { keepFoldShown } from '#prisma/repositories/signing/desk.ts';
import { leavesReport } from '#prisma/repositories/signing/leaves.ts';
import type { WorkerBench } from '#workers/testing/bench.ts';
import type { Cast } from '#workers/testing/people.ts';
import { type Actors, openPlay, SIGN_IN } from '#workers/testing/play.ts';

let bench: WorkerBench;
let cast: Cast;
let people: Actors;
beforeAll(async () => {
  ({ bench, cast, people } = await openPlay());
  await bench.start();
});
afterAll(() => bench?.close());

const present: IdentityCheck<SignerProofMethod> = { method: 'totp', verify: async () => 'right' };

/** A request whose act waits for its signer, drawn for them. */
async function drawn(): Promise<Leaf & { requestId: string }> {
  const requestId = await people.file();
  await people.at(requestId, 'avis-superieur', cast.superior, 'favorable');
  await people.at(requestId, 'visa', cast.checker, 'approved');
  const { key: taskKey } = await people.taskAt(requestId, 'signature-arrete');
  const { sha256 } = accepted(await people.preview(taskKey, cast.signer));
  return { requestId, taskKey, sha256, shown: 'fold', foldSha256: 'f'.repeat(64) };
}
const own = () => ({ personId: cast.signer, at: new Date() });
const make = (leaves: readonly Leaf[]) =>
  makeBatch(bench.db, {
    ...own(),
    leaves: leaves.map(({ taskKey, sha256, shown, foldSha256 }) => ({ taskKey, sha256, shown, foldSha256 })),
  });
const outcomes = async (id: string) =>
  (await leavesReport(bench.db.database.prisma, { id, personId: cast.signer })).map(
    ({ outcome, code }) => code ?? outcome,
  );

test('acts signed by one proof are sealed each by itself, and each is verified in its tree; one withdrawn meanwhile stops none', async () => {
  const leaves = [await drawn(), await drawn(), await drawn()];
  const shown = {
    ...{ personId: cast.signer, foldId: 'essai', sha256: 'f'.repeat(64), at: new Date() },
    taskKeys: leaves.map(({ taskKey }) => taskKey),
  };
  await keepFoldShown(bench.db.database.prisma, shown, 1);
  const { id, root } = await make(leaves);
  const [, withdrawn] = leaves;
  if (withdrawn === undefined) throw new Error('there are three');
  await people.withdraw(withdrawn.requestId);
  await people.closed(withdrawn.requestId);
  await proveBatch(bench.db, { ...own(), signIn: SIGN_IN, batchId: id, identity: present });
  const signed = leaves.filter((leaf) => leaf !== withdrawn);
  for (const { requestId } of signed) expect((await people.closed(requestId)).outcome).toBe('granted');
  expect(await outcomes(id)).toEqual(['sealed', 'task-ended', 'sealed']);
  for (const { requestId } of signed) {
    const { id: actId, sealedSha256 } = await bench.db.database.prisma.act.findFirstOrThrow({
      where: { requestId, sealedAt: { not: null } },
    });
    const evidence = await exportEvidence(
      { ...bench.db, documents: bench.documents },
      { actor: await actorFacts(bench.db.database.prisma, cast.agent), requestId, actId, at: new Date() },
    );
    expect(evidence).toMatchObject({ version: 6, batch: { root, size: 3, shown: 'fold', foldSha256: 'f'.repeat(64) } });
    const { anchors, stampAnchors = [] } = bench.context.seal;
    const act = await bench.documents.read(sealedSha256 ?? '');
    const given = { act, ca: anchors.join(''), tsaCa: stampAnchors.join(''), evidence: JSON.stringify(evidence) };
    const { faults, checks } = await verifyAct(given);
    expect(faults).toEqual([]);
    expect(checks.map(({ text }) => text)).toContain('the act was shown in a fold before it was signed');
  }
});
