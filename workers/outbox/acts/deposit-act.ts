import { exportArchive } from '#application/archive/export-archive.ts';
import { pack } from '#application/atelier/package/pack.ts';
import type { CircuitPackages } from '#application/atelier/package/packages.ts';
import { archiveOf } from '#domain/archive/deposit.ts';
import { DomainError } from '#domain/errors.ts';
import { STAMPS_ONLY } from '#domain/evidence/trust-file.ts';
import { isRefusal } from '#domain/outbox/outbox-command.ts';
import { appendAudit } from '#prisma/audit.ts';
import { depositToMake, keepDeposited, refuseDeposit } from '#prisma/repositories/acts/deposits.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import type { WorkerContext } from '../../context.ts';
import type { CommandHandler } from '../command.ts';
import { stateAct } from './state-act.ts';

/** A published circuit was packed before: it needs no thread of its own. */
const packages: Pick<CircuitPackages, 'pack'> = { pack: async (_, circuit) => pack(circuit) };

const STATE_MS = 60_000;

/**
 * Makes the archive of an act as its requester may have it now, leaves it with the archives service
 * and reads it back. What a rule refuses is recorded with the deposit; a service that is away is
 * tried again. Begun and lost, it is begun again under the same name.
 */
export const depositAct: CommandHandler<'deposit-act'> = async (context, { depositId }) => {
  const { database, documents, archive, seal, now } = context;
  const deposit = await depositToMake(database.prisma, depositId);
  if (deposit === null) return { depositId };
  const { name, actId, requestId, agentId, askedById } = deposit;
  try {
    if (archive === undefined) throw new DomainError('archive-unconfigured');
    const { zip } = await exportArchive(
      { database, documents, packages },
      {
        ...{ actor: await actorFacts(database.prisma, askedById), requestId, actId, at: now() },
        authority: `${seal.anchors.join('')}${seal.stampAnchors ? `${STAMPS_ONLY}\n${seal.stampAnchors.join('')}` : ''}`,
        // The archives have tools of their own; the recipient of the act has the page on the
        // portal.
        verifier: null,
        stateToday: () => stateOf(context, { actId, askedById }),
      },
    );
    const kept = await archive.write(archiveOf(name), zip);
    const at = now();
    await database.transaction(async (tx) => {
      if (!(await keepDeposited(tx, { id: depositId, ...kept, at }))) return;
      const event = { chain: agentId, at, actorId: askedById, verb: 'act.deposit', subject: `act:${actId}` } as const;
      await appendAudit(tx, { ...event, payload: { requestId, name, ...kept } });
    });
    return { depositId };
  } catch (error) {
    if (!(error instanceof DomainError) || error.code === 'too-many-requests') throw error;
    await database.transaction((tx) => refuseDeposit(tx, depositId, error.code));
    return { refused: error.code, params: error.params };
  }
};

/** What the act is today, under the seal; null where it cannot be said. */
async function stateOf(
  context: WorkerContext,
  { actId, askedById }: { readonly actId: string; readonly askedById: string },
): Promise<Uint8Array | null> {
  const until = new Date(context.now().getTime() + STATE_MS).toISOString();
  const answer = await stateAct(context, { actId, askedById, until }, { attempts: 1 });
  return isRefusal(answer) ? null : Buffer.from(answer.file, 'base64');
}
