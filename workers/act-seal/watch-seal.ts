import { createHash } from 'node:crypto';
import { sealStanding } from '../../domain/operations/seal-end.ts';
import { recordSeal } from '../../prisma/repositories/seal.ts';
import type { WorkerContext } from '../context.ts';
import { type Loop, startLoop } from '../loop.ts';

const EVERY_MS = 12 * 3_600_000;

type Watched = Pick<WorkerContext, 'database' | 'seal' | 'now' | 'log'>;

/** Says in time that the seal is to be renewed: in the log, and to administrators through the database. */
export function startSealWatch(context: Watched): Loop {
  return startLoop({
    name: 'seal',
    everyMs: EVERY_MS,
    log: context.log,
    turn: () => lookAtSeal(context).then(() => false),
  });
}

/** One look. */
export async function lookAtSeal({ database, seal, now, log }: Watched): Promise<void> {
  const { until } = seal;
  const sha256 = createHash('sha256').update(seal.key.certificate).digest('hex');
  await database.transaction((tx) => recordSeal(tx, { sha256, until }, now()));
  const standing = sealStanding(until, now());
  if (standing === 'ending') log.warn({ until }, 'the seal ends soon: renew SEAL_P12');
  if (standing === 'ended') log.error({ until }, 'the seal has ended: nothing is sealed until SEAL_P12 is renewed');
}
