import { DomainError } from '#domain/errors.ts';
import { isStampToRenew } from '#domain/evidence/seal-end.ts';
import { appendAudit } from '#prisma/audit.ts';
import { type ArchivedAct, archivedAct, keepEdition } from '#prisma/repositories/acts/editions.ts';
import type { WorkerContext } from '../../context.ts';
import { archiveEdition } from '../../pades/archive/archive-edition.ts';
import { checkedEdition, type Proof, proofOfEdition, proofsOfSeal } from '../../pades/archive/chains.ts';
import { Revoked } from '../../pades/archive/question.ts';
import { isAskable, type Revocation, revocationOf } from '../../pades/archive/revocation.ts';
import { Invalid } from '../../pades/verification/invalid.ts';
import type { CommandHandler } from '../command.ts';

const LEVEL = 'B-LTA';

/**
 * Makes the next edition of a sealed act for its archive: with what proves its certificates and that they were not revoked,
 * under a time stamp over the whole. Once for an act, then again before its stamp ends. While an authority is away it throws,
 * and the command stays; what the archive could not prove is logged, and the act stays as it is.
 */
export const archiveAct: CommandHandler<'archive-act'> = async (context, { actId }) => {
  const { database, documents, timeStamper, log, now } = context;
  const act = await archivedAct(database.prisma, actId);
  if (act === null || timeStamper === undefined) return { edition: null };
  const { stampMadeAt: madeAt, stampEndsAt: endsAt } = act;
  if (madeAt !== null && endsAt !== null && !isStampToRenew({ madeAt, endsAt }, now())) return { edition: act.number };
  const newest = await documents.read(act.sha256).catch(refusedAs(context, actId));
  if (newest === null) return { edition: null };
  const proofs = await proofsOf(context, act, newest).catch(refusedAs(context, actId));
  if (proofs === null) return { edition: null };
  const known = await context.revocationLists();
  if (!proofs.every(({ path }) => isAskable(path, known))) {
    log.warn({ actId }, 'no archive edition: an authority publishes nothing about what it revoked (SEAL_CRL, TSA_CRL)');
    return { edition: null };
  }
  const revocation = await revocationOfAll(proofs, known, now()).catch(refusedAs(context, actId));
  if (revocation === null) return { edition: null };
  const number = act.number + 1;
  const certificates = proofs.flatMap(({ path }) => path.map(({ raw }) => new Uint8Array(raw)));
  const material = { certificates, ...revocation };
  const edition = await archiveEdition(newest, { material, number, stamp: timeStamper });
  const stamp = await checkedEdition(edition, { ...context.seal, now: now() }).catch(refusedAs(context, actId));
  if (stamp === null) return { edition: null };
  const { sha256, size } = await documents.put(edition);
  const ends = Math.min(...stamp.path.map(({ validToDate }) => validToDate.getTime()));
  const at = now();
  const kept = { actId, number, sha256, size, madeAt: at, level: LEVEL, stampEndsAt: new Date(ends) } as const;
  await database.transaction(async (tx) => {
    if (!(await keepEdition(tx, kept))) return;
    const event = { chain: act.agentId, at, actorId: null, subject: `act:${actId}` };
    await appendAudit(tx, { ...event, verb: 'act.archive', payload: { edition: number, sha256, level: LEVEL } });
  });
  return { edition: number };
};

/** What the act stands on: its seal, the stamp of its seal, and that of its newest edition. Null: nobody stamped its seal. */
async function proofsOf(
  { documents, seal }: WorkerContext,
  act: ArchivedAct,
  newest: Uint8Array,
): Promise<readonly Proof[] | null> {
  const first = act.number === 1 ? newest : await documents.read(act.sealedSha256);
  const proofs = proofsOfSeal(first, seal);
  return proofs && [...proofs, ...(act.number === 1 ? [] : [proofOfEdition(newest, seal)])];
}

async function revocationOfAll(proofs: readonly Proof[], known: readonly Uint8Array[], now: Date): Promise<Revocation> {
  const all: Revocation[] = [];
  // One after the other: they mostly ask the same authorities.
  for (const { path, at } of proofs) all.push(await revocationOf(path, { known, at, now }));
  return { lists: all.flatMap(({ lists }) => lists), answers: all.flatMap(({ answers }) => answers) };
}

/**
 * Returns a handler of errors that logs those that no later try would change for this act, since
 * other acts wait behind it, and throws any other. The edition is asked for again as workers start
 * (watch-editions.ts).
 */
const refusedAs =
  ({ log }: WorkerContext, actId: string) =>
  (error: unknown): null => {
    const isLost =
      error instanceof DomainError && (error.code === 'document-missing' || error.code === 'document-corrupt');
    if (!(isLost || error instanceof Invalid || error instanceof Revoked)) throw error;
    const what = isLost ? 'its file is not in the document store' : 'it would not verify';
    log.error({ actId, reason: error.message }, `no archive edition of an act: ${what}`);
    return null;
  };
