import { createHash } from 'node:crypto';
import { sealStanding } from '#domain/evidence/seal-end.ts';
import { recordSeal } from '#prisma/repositories/acts/seal.ts';
import type { WorkerContext } from '../context.ts';
import { RevocationUnknown, Revoked } from '../pades/archive/question.ts';
import { isAskable, revocationOf } from '../pades/archive/revocation.ts';
import { SealKeyError } from '../pades/keys/p12.ts';
import { chainAt, forsake, forsakenSince } from '../pades/open-seal.ts';
import { type Loop, startLoop } from './loop.ts';

const EVERY_MS = 12 * 3_600_000;
/** A key that was stolen is revoked within the day, and seals nothing from then on. */
const REVOCATION_EVERY_MS = 3_600_000;

type Watched = Pick<WorkerContext, 'database' | 'seal' | 'now' | 'log'>;
type Asked = Pick<WorkerContext, 'seal' | 'revocationLists' | 'now' | 'log'>;

/** Says in time that the seal is to be renewed: in the log, and to administrators through the database. */
export function startSealWatch(context: Watched): Loop {
  return startLoop({
    name: 'seal',
    everyMs: EVERY_MS,
    log: context.log,
    turn: () => lookAtSeal(context).then(() => false),
  });
}

/** Has the seal serve no more once its authority revoked it. */
export function startRevocationWatch(context: Asked & Watched): Loop {
  return startLoop({
    name: 'seal-revocation',
    everyMs: REVOCATION_EVERY_MS,
    log: context.log,
    turn: async () => {
      await lookAtRevocation(context);
      if (forsakenSince(context.seal.key) !== null) await lookAtSeal(context);
      return false;
    },
  });
}

/** One question. What its authority does not say now is asked again; each archive edition waits for an answer by itself. */
export async function lookAtRevocation({ seal, revocationLists, now, log }: Asked): Promise<void> {
  try {
    const [path, known] = [chainAt(seal, now()), await revocationLists()];
    if (isAskable(path, known)) await revocationOf(path, { known, at: now(), now: now() });
  } catch (error) {
    if (error instanceof Revoked) {
      forsake(seal.key, error.message, now());
      log.error({ reason: error.message }, 'the seal was revoked: nothing is sealed until it is replaced');
    } else if (!(error instanceof RevocationUnknown || error instanceof SealKeyError)) throw error;
  }
}

/** One look. A seal that was revoked ends there. */
export async function lookAtSeal({ database, seal, now, log }: Watched): Promise<void> {
  const until = forsakenSince(seal.key) ?? seal.until;
  const sha256 = createHash('sha256').update(seal.key.certificate).digest('hex');
  await database.transaction((tx) => recordSeal(tx, { sha256, until }, now()));
  const standing = sealStanding(until, now());
  if (standing === 'ending') log.warn({ until }, 'the seal ends soon: renew SEAL_P12');
  if (standing === 'ended')
    log.error({ until }, 'the seal has ended, or was revoked: nothing is sealed until SEAL_P12 is renewed');
}
