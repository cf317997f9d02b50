import { createHash } from 'node:crypto';
import { statusBytes, statusOf } from '#domain/evidence/act-status.ts';
import { appendAudit } from '#prisma/audit.ts';
import { actToState } from '#prisma/repositories/acts/later-acts.ts';
import { mustBeGood } from '../../acts/verified-seal.ts';
import { signStatement } from '../../pades/der/cms.ts';
import { Report } from '../../pades/verification/report.ts';
import { verifyStatus } from '../../pades/verification/status.ts';
import { StepFailure } from '../../steps/step-failure.ts';
import type { CommandHandler } from '../command.ts';

/**
 * States the present status of a sealed act, in a document sealed and stamped as acts are, and
 * verified as its recipient will. If the key or the stamp is away it throws, and is tried again as
 * long as somebody waits; asked twice, it is stated twice, each time at its own instant.
 */
export const stateAct: CommandHandler<'state-act'> = async (context, { actId, askedById, until }) => {
  const { database, seal, timeStamper: stamp, now } = context;
  const at = now();
  if (at > new Date(until)) return { refused: 'workers-late' };
  mustBeGood(seal, at);
  const found = await actToState(database.prisma, actId);
  if (found === null) return { refused: 'act-not-sealed' };
  const { agentId: chain, act, laterActs } = found;
  const status = statusOf({ act, laterActs, level: stamp === undefined ? 'B-B' : 'B-T' }, at);
  const file = await signStatement(statusBytes(status), seal.key, { claimedAt: at, stamp });
  const report = new Report();
  verifyStatus(report, file, { anchors: seal.anchors, stampAnchors: seal.stampAnchors, now: now() });
  if (!report.valid) throw new StepFailure({ cause: 'seal-invalid', params: { reason: report.faults.join('; ') } });
  const payload = { state: status.state, sha256: createHash('sha256').update(file).digest('hex') };
  await database.transaction((tx) =>
    appendAudit(tx, { chain, at, actorId: askedById, verb: 'act.status', subject: `act:${actId}`, payload }),
  );
  return { number: act.number, on: status.on, file: Buffer.from(file).toString('base64') };
};
