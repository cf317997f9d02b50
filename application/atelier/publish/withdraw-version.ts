import { parisDay } from '#domain/calendar/civil-date.ts';
import { versionInForce } from '#domain/circuit/drafts/proposal.ts';
import { aboutKind } from '#domain/circuit/words/notice.ts';
import { DomainError } from '#domain/errors.ts';
import { SYSTEM_CHAIN } from '#domain/evidence/audit.ts';
import { canWithdrawVersion } from '#domain/permissions/atelier.ts';
import { appendAudit } from '#prisma/audit.ts';
import {
  findVersion,
  lockKind,
  makeCurrent,
  markWithdrawn,
  type PublishedVersion,
  versionsOf,
} from '#prisma/repositories/circuits/circuits.ts';
import { analystsOn, publishedHashes } from '#prisma/repositories/circuits/proposals.ts';
import type { Drawing } from '../circuit-draft.ts';
import { type AtelierDeps, notifyAnalysts } from '../notify-analysts.ts';

/**
 * Withdraws a version at once; one analyst suffices. Nothing new starts on it, and requests filed
 * on it continue. If it was in force, its kind falls back to the version that two people had put in
 * force before it; if none is left, the kind closes, and it takes two people to open it again.
 * Cannot be undone.
 * @returns the version now in force; null: the kind is closed
 * @throws {DomainError} forbidden, not-found, circuit-already-withdrawn
 */
export async function withdrawVersion(
  { database, baseUrl }: AtelierDeps,
  asked: Drawing & { readonly versionId: string; readonly reason: string },
): Promise<PublishedVersion | null> {
  const { actor, at, versionId, reason } = asked;
  if (!canWithdrawVersion(actor, parisDay(at))) throw new DomainError('forbidden');
  return database.transaction(async (tx) => {
    const version = await findVersion(tx, versionId);
    if (version === null) throw new DomainError('not-found');
    const { kind, number, manifest } = version;
    await lockKind(tx, kind);
    if (!(await markWithdrawn(tx, versionId, { by: actor.personId, at, reason })))
      throw new DomainError('circuit-already-withdrawn', { number });
    const versions = await versionsOf(tx, kind);
    const since = versionInForce(versions, await publishedHashes(tx, kind));
    if (since !== null && !since.current) await makeCurrent(tx, since);
    await appendAudit(tx, {
      chain: SYSTEM_CHAIN,
      at,
      actorId: actor.personId,
      verb: 'circuit.withdraw',
      subject: `circuit:${versionId}`,
      payload: { kind, number, reason, inForceSince: since?.id ?? null },
    });
    await notifyAnalysts(tx, baseUrl, {
      message: 'circuit-withdrawn',
      subject: aboutKind(kind),
      title: manifest.title,
      occasion: versionId,
      recipients: (await analystsOn(tx, parisDay(at))).filter((id) => id !== actor.personId),
    });
    return since;
  });
}
