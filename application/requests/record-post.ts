import { canHaveCome, canHaveLeft, trackingNumber } from '#domain/act/legal/postal-notice.ts';
import { type CivilDate, dayAt, parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import type { Actor } from '#domain/permissions/actor.ts';
import { canRecordPost } from '#domain/permissions/request.ts';
import { factKey } from '#domain/request/request-event.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import {
  correctPostalReceipt,
  holdPostalNotice,
  insertPostalNotice,
  postalNoticesOf,
  receivePostalNotice,
  sealedAtOf,
} from '#prisma/repositories/acts/postal-notices.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import type { RequestRow } from '#prisma/repositories/requests/requests.ts';
import type { Deps } from '../dependencies.ts';
import { seeRequest } from './seen-request.ts';

/** Who records something about an act of a request, and when. */
interface Recording {
  readonly actor: Actor;
  readonly requestId: string;
  readonly actId: string;
  readonly at: Date;
}

/**
 * Records that a sealed act was sent to its agent by post, and returns the id of the notice.
 * @throws {DomainError} not-found, act-not-sealed, forbidden, post-day-impossible, post-recorded
 */
export const recordPosting = (
  { database }: Pick<Deps, 'database'>,
  asked: Recording & { readonly sentOn: CivilDate; readonly trackingNumber: string },
): Promise<string> =>
  database.transaction(async (tx) => {
    const { actor, requestId, actId, at, sentOn } = asked;
    const { row, sealedAt } = await postedAct(tx, asked);
    if (!canHaveLeft(sentOn, dayAt(row.clock, sealedAt), dayAt(row.clock, at)))
      throw new DomainError('post-day-impossible');
    const letter = { trackingNumber: trackingNumber(asked.trackingNumber), sentOn };
    const id = await insertPostalNotice(tx, { actId, ...letter, recordedById: actor.personId, recordedAt: at });
    if (id === null) throw new DomainError('post-recorded');
    const fact = { requestId, at, actorId: actor.personId, detail: letter };
    await recordRequestEvent(tx, { ...fact, kind: 'posted', factKey: factKey('posted', id) });
    await appendAudit(tx, {
      ...{ chain: row.agentId, at, actorId: actor.personId, verb: 'notification.post', subject: `postal-notice:${id}` },
      payload: { requestId, actId, ...letter },
    });
    return id;
  });

/**
 * Records when a letter was received, once.
 * @throws {DomainError} not-found, act-not-sealed, forbidden, post-day-impossible, post-received
 */
export const recordReceipt = (
  { database }: Pick<Deps, 'database'>,
  asked: Recording & { readonly noticeId: string; readonly receivedOn: CivilDate },
): Promise<void> =>
  database.transaction(async (tx) => {
    const { actor, requestId, actId, noticeId, at, receivedOn } = asked;
    const { row } = await postedAct(tx, asked);
    const notices = await postalNoticesOf(tx, requestId);
    const notice = notices.find((each) => each.id === noticeId && each.actId === actId);
    if (notice === undefined) throw new DomainError('not-found');
    if (!canHaveCome(receivedOn, notice.sentOn, dayAt(row.clock, at))) throw new DomainError('post-day-impossible');
    const { personId: byId } = actor;
    if (!(await receivePostalNotice(tx, noticeId, { on: receivedOn, byId }))) throw new DomainError('post-received');
    const detail = { trackingNumber: notice.trackingNumber, receivedOn };
    const fact = { requestId, at, actorId: byId, detail };
    await recordRequestEvent(tx, { ...fact, kind: 'post-received', factKey: factKey('post-received', noticeId) });
    await appendAudit(tx, {
      ...{ chain: row.agentId, at, actorId: byId, verb: 'notification.post-receive' },
      ...{ subject: `postal-notice:${noticeId}`, payload: { requestId, actId, ...detail } },
    });
  });

/**
 * Corrects the day on which a letter was received, from which the time to go to court runs. The
 * former day is kept with the reason. Does nothing for the same day.
 * @throws {DomainError} not-found when no receipt was recorded, act-not-sealed, forbidden,
 * post-day-impossible
 */
export const correctReceipt = (
  { database }: Pick<Deps, 'database'>,
  asked: Recording & { readonly noticeId: string; readonly receivedOn: CivilDate; readonly reason: string },
): Promise<void> =>
  database.transaction(async (tx) => {
    const { actor, requestId, actId, noticeId, at, receivedOn, reason } = asked;
    const { row } = await postedAct(tx, asked);
    await holdPostalNotice(tx, noticeId);
    const notices = await postalNoticesOf(tx, requestId);
    const notice = notices.find((each) => each.id === noticeId && each.actId === actId);
    const formerly = notice?.receivedOn ?? null;
    if (notice === undefined || formerly === null) throw new DomainError('not-found');
    if (!canHaveCome(receivedOn, notice.sentOn, dayAt(row.clock, at))) throw new DomainError('post-day-impossible');
    if (receivedOn === formerly) return;
    const { personId: byId } = actor;
    const id = await correctPostalReceipt(tx, noticeId, { receivedOn, byId, at });
    const detail = { trackingNumber: notice.trackingNumber, receivedOn, formerly, reason };
    const fact = { requestId, at, actorId: byId, detail };
    await recordRequestEvent(tx, { ...fact, kind: 'post-corrected', factKey: factKey('post-corrected', id) });
    await appendAudit(tx, {
      ...{ chain: row.agentId, at, actorId: byId, verb: 'notification.post-correct' },
      ...{ subject: `postal-notice:${noticeId}`, payload: { requestId, actId, ...detail } },
    });
  });

/**
 * Returns the request of a sealed act whose post this person may record.
 * @throws {DomainError} not-found, act-not-sealed, forbidden
 */
async function postedAct(
  tx: Tx,
  { actor, requestId, actId, at }: Recording,
): Promise<{ row: RequestRow; sealedAt: Date }> {
  const { row, facts } = await seeRequest(tx, actor, requestId, at);
  const sealedAt = await sealedAtOf(tx, requestId, actId);
  if (sealedAt === null) throw new DomainError('act-not-sealed');
  if (!canRecordPost(actor, facts, parisDay(at))) throw new DomainError('forbidden');
  return { row, sealedAt };
}
