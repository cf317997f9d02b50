import { dayAt } from '#domain/calendar/civil-date.ts';
import { CLAIM_OF_MESSAGE } from '#domain/request/outcome-grounds.ts';
import { factKey, type RequestEventKind } from '#domain/request/request-event.ts';
import { appendAudit } from '#prisma/audit.ts';
import { sealedAct } from '#prisma/repositories/acts/acts.ts';
import { notify } from '#prisma/repositories/messages/notifications.ts';
import { personalAddresses, resolveRecipients } from '#prisma/repositories/messages/recipients.ts';
import { recordRequestEvent } from '#prisma/repositories/requests/progress.ts';
import { afterSignatures } from '../../outbox/after-signatures.ts';
import type { JobHandler } from '../../steps/job.ts';
import { mustBeSo } from '../../steps/outcome-claim.ts';
import { StepFailure } from '../../steps/step-failure.ts';
import type { definition } from './definition.ts';

/** Messages that people also see as a step of their own. */
const STEPS = {
  acknowledgement: 'acknowledged',
  reminder: 'reminded',
  'complement-asked': 'complement-asked',
  'complement-given': 'complement-given',
} as const satisfies Readonly<Record<string, RequestEventKind>>;
const isOwnStep = (message: string): message is keyof typeof STEPS => Object.hasOwn(STEPS, message);

/** Messages that a clock of the request speaks by. */
const CLOCKS = { overdue: 'dueAt', silence: 'silenceAt' } as const;
const isOfClock = (message: string): message is keyof typeof CLOCKS => Object.hasOwn(CLOCKS, message);

/**
 * Writes down whom to notify; the mailer sends. The rows and their trace are one transaction: a job that comes twice
 * notifies once. With an act attached, the act itself is the occasion, so that nobody is notified of it twice, and its mail
 * leaves once the signatures that wait are sealed; where a clock ran out it is that clock, which one block after another may
 * wait for. What a message says became of the request must be so: nobody is told otherwise.
 */
export const handler: JobHandler<typeof definition> = async (context, step) => {
  const { requestId, jobKey, elementId, headers, retries } = step;
  const { number, agentId, filedAt, clock } = step.filed;
  const { clocks } = step;
  const { message, recipients: names, attachAct } = headers;
  const at = context.now();
  await context.database.transaction(async (tx) => {
    const act = attachAct ? await sealedAct(tx, requestId) : null;
    // A branch beside may be sealing it.
    if (attachAct && act === null) throw new StepFailure({ cause: 'act-not-sealed', params: {} }, { again: {} });
    const claim = CLAIM_OF_MESSAGE[message];
    if (claim !== undefined) await mustBeSo(tx, claim, { requestId, retries, at });
    const ranOut = isOfClock(message) ? clocks[CLOCKS[message]] : null;
    const clockOrJob = ranOut === null ? `job:${jobKey}` : `${message}:${ranOut.toISOString()}`;
    const occasion = act === null ? clockOrJob : `act:${act.id}`;
    const count = await notify(tx, {
      requestId,
      circuitMessage: message,
      occasion,
      ...(act !== null && { actId: act.id, mailAfterMs: await afterSignatures(tx) }),
      recipients: await resolveRecipients(tx, requestId, names),
      addresses: await personalAddresses(tx, { id: requestId, agentId, filedAt }, names, at),
      mailDomain: new URL(context.baseUrl).hostname,
      detail: {
        number,
        filedOn: dayAt(clock, filedAt),
        ...(clocks.dueAt !== null && { dueOn: dayAt(clock, clocks.dueAt) }),
        ...(clocks.stopUntil !== null && { stopUntil: clocks.stopUntil.toISOString() }),
        ...(clocks.silenceAt !== null && { silenceOn: dayAt(clock, clocks.silenceAt) }),
      },
    });
    if (count === 0) return;
    const kind = isOwnStep(message) ? STEPS[message] : 'notified';
    await recordRequestEvent(tx, {
      ...{ requestId, factKey: factKey(kind, occasion), at, elementId },
      ...{ kind, detail: { message, count } },
    });
    await appendAudit(tx, {
      chain: agentId,
      at,
      actorId: null,
      verb: 'notification.queue',
      subject: `request:${requestId}`,
      payload: { message, count, act: act?.id ?? null },
    });
  });
};
