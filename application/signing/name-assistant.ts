import { type CivilDate, parisDay } from '#domain/calendar/civil-date.ts';
import { DomainError } from '#domain/errors.ts';
import { dateInWords } from '#domain/formats/in-words.ts';
import type { RightMessage } from '#domain/notice/notice.ts';
import { assistanceLapse, canRevokeAssistance, namingFault } from '#domain/permissions/assistant.ts';
import { appendAudit } from '#prisma/audit.ts';
import type { Tx } from '#prisma/client.ts';
import { officerFacts } from '#prisma/repositories/acts/signing.ts';
import { lockPerson } from '#prisma/repositories/administration/holdings.ts';
import { type Notice, notify, notifyMissing } from '#prisma/repositories/messages/notifications.ts';
import { actorFacts } from '#prisma/repositories/people/people.ts';
import { personAtWork } from '#prisma/repositories/people/persons.ts';
import {
  assistancesBetween,
  assistancesLapsed,
  assistancesOver,
  assistancesToEnd,
  endAssistance,
  findAssistance,
  insertAssistance,
  type KeptAssistance,
} from '#prisma/repositories/signing/assistants.ts';
import { mustFit, notInPast } from '../administration/change.ts';
import { refuse } from '../administration/powers/power.ts';
import type { NotifyingDeps } from '../dependencies.ts';

/** The person who acts, and when. */
interface Doing {
  readonly personId: string;
  readonly at: Date;
}

/**
 * Names the assistant who prepares the person's signing desk between two days, found by work
 * address, and notifies them. The same assistant on the same days returns the existing assistance.
 * @returns the id of the assistance
 * @throws {DomainError} period-in-past, period-upside-down, period-overlaps, forbidden,
 * assistant-unknown, assistant-oneself, assistant-barred
 */
export async function nameAssistant(
  { database, mailDomain }: NotifyingDeps,
  { personId, at }: Doing,
  { workEmail, from, until }: { readonly workEmail: string; readonly from: CivilDate; readonly until: CivilDate },
): Promise<string> {
  const day = parisDay(at);
  return database.transaction(async (tx) => {
    const assistantId = await personAtWork(tx, workEmail);
    if (assistantId === null) throw new DomainError('assistant-unknown');
    await lockPerson(tx, assistantId);
    const named = { signatoryId: personId, assistantId, from, until };
    const others = await assistancesBetween(tx, named);
    const same = others.find((other) => other.from === from && other.until === until);
    if (same) return same.id;
    notInPast(from, at);
    refuse(namingFault(await actorFacts(tx, personId), await officerFacts(tx, assistantId), named, day));
    mustFit(named, others);
    const id = await insertAssistance(tx, named, at);
    await trace(tx, { personId, at }, { verb: 'assistant.name', id, assistantId, payload: { after: named } });
    const kept = await findAssistance(tx, id);
    if (kept) await notifyOf(tx, kept, { message: 'assistant-named', mailDomain, recipients: [assistantId] });
    return id;
  });
}

/**
 * Ends an assistance from now on, at the request of its signatory or its assistant, and notifies
 * the other one. Does nothing if it has ended.
 * @throws {DomainError} not-found
 */
export async function revokeAssistant(deps: NotifyingDeps, { personId, at }: Doing, id: string): Promise<void> {
  await deps.database.transaction(async (tx) => {
    const found = await findAssistance(tx, id);
    if (found === null || !canRevokeAssistance(await actorFacts(tx, personId), found))
      throw new DomainError('not-found');
    if (found.revokedOn === null) await end(tx, deps, { personId, at }, found);
  });
}

/**
 * Ends the assistances of a person who leaves, on either side, and notifies the others.
 * @returns how many there were
 */
export async function endAssistancesOf(
  tx: Tx,
  deps: Pick<NotifyingDeps, 'mailDomain'>,
  by: Doing,
  leaverId: string,
): Promise<number> {
  const ids = await assistancesToEnd(tx, leaverId, parisDay(by.at));
  for (const id of ids) {
    const found = await findAssistance(tx, id);
    if (found !== null) await end(tx, deps, by, found);
  }
  return ids.length;
}

/**
 * Notifies both people of every assistance whose last day has passed; once each, even when called
 * again.
 */
export async function notifyOver({ database, mailDomain }: NotifyingDeps, at: Date): Promise<void> {
  const over = await assistancesOver(database.prisma, parisDay(at));
  await notifyMissing(
    database.prisma,
    over.map((one) =>
      noticeOf(one, {
        ...{ message: 'assistant-ended', mailDomain },
        recipients: [one.assistantId, one.signatoryId],
      }),
    ),
  );
}

/**
 * Notifies both people of every assistance that lapsed with a right or a post, and why; once each,
 * even when called again.
 */
export async function notifyLapsed({ database, mailDomain }: NotifyingDeps, at: Date): Promise<void> {
  const { prisma } = database;
  const day = parisDay(at);
  const notices: Notice[] = [];
  for (const one of await assistancesLapsed(prisma, day)) {
    const { signatoryId, assistantId } = one;
    const both = {
      signatory: await officerFacts(prisma, signatoryId),
      assistant: await officerFacts(prisma, assistantId),
    };
    const lapse = assistanceLapse(one, both, day);
    // Ended or restored between the two queries.
    if (lapse === null || lapse === 'revoked' || lapse === 'outside-dates') continue;
    notices.push(noticeOf(one, { message: `assistance-${lapse}`, mailDomain, recipients: [assistantId, signatoryId] }));
  }
  await notifyMissing(prisma, notices);
}

async function end(
  tx: Tx,
  { mailDomain }: Pick<NotifyingDeps, 'mailDomain'>,
  by: Doing,
  found: KeptAssistance,
): Promise<void> {
  const { id, assistantId, signatoryId } = found;
  await endAssistance(tx, id, by.personId, by.at);
  const payload = { after: { revokedAt: by.at.toISOString() } };
  await trace(tx, by, { verb: 'assistant.revoke', id, assistantId, payload });
  const recipients = [assistantId, signatoryId].filter((one) => one !== by.personId);
  await notifyOf(tx, found, { message: 'assistant-ended', mailDomain, recipients });
}

const trace = (
  tx: Tx,
  { personId, at }: Doing,
  event: {
    readonly verb: 'assistant.name' | 'assistant.revoke';
    readonly id: string;
    readonly assistantId: string;
    readonly payload: NonNullable<Parameters<typeof appendAudit>[1]['payload']>;
  },
) =>
  appendAudit(tx, {
    ...{ chain: event.assistantId, at, actorId: personId, verb: event.verb },
    ...{ subject: `assistant:${event.id}`, payload: event.payload },
  });

interface Told {
  readonly message: Extract<RightMessage, `assistant-${string}` | `assistance-${string}`>;
  readonly mailDomain: string;
  readonly recipients: readonly string[];
}

const notifyOf = (tx: Tx, one: KeptAssistance, told: Told): Promise<number> => notify(tx, noticeOf(one, told));

function noticeOf({ id, signatory, assistant, from, until }: KeptAssistance, told: Told): Notice {
  const [first, last] = [dateInWords(from), dateInWords(until)];
  const who = [signatory, assistant].map(({ firstName, lastName }) => `${firstName} ${lastName}`);
  return {
    ...{ ...told, requestId: null, occasion: `assistant:${id}` },
    detail: {
      'title.fr': `parapheur de ${who[0]}, préparé par ${who[1]} du ${first.fr} au ${last.fr}`,
      'title.en': `signing desk of ${who[0]}, prepared by ${who[1]} from ${first.en} to ${last.en}`,
    },
  };
}
