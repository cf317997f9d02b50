import { setTimeout } from 'node:timers/promises';
import type { SendMailOptions, Transporter } from 'nodemailer';
import { linkAddress } from '#application/account/links/link-token.ts';
import { makeLink } from '#application/account/links/make-link.ts';
import { linkPurposeOf } from '#domain/account/notice.ts';
import { ACT_WAITS_MESSAGE, placeOfNotice } from '#domain/notice/notice.ts';
import { noticeParams } from '#domain/notice/notice-detail.ts';
import type { Database } from '#prisma/client.ts';
import { lockPerson } from '#prisma/repositories/administration/holdings.ts';
import {
  claimMail,
  holdMail,
  type MailToSend,
  mailNotSent,
  mailsSent,
  type SentMail,
} from '#prisma/repositories/messages/mail.ts';
import { findMailed } from '#prisma/repositories/people/persons.ts';
import type { Log } from '../log.ts';
import { type Loop, startLoop } from '../loops/loop.ts';
import { logFault } from '../steps/fault.ts';
import { composeMail } from './compose.ts';
import { gathering } from './gathering.ts';
import { type CircuitMail, portalTexts } from './texts.ts';

export interface MailerDependencies {
  /** Its own: what left must be written at once, whatever the other workers ask. */
  readonly database: Database;
  readonly transport: Transporter;
  readonly from: string;
  readonly baseUrl: string;
  /** The words of a message, from the version of the circuit that the request follows; null: it is about no request. */
  readonly textsOf: (versionId: string | null, language: 'fr' | 'en', message: string) => Promise<CircuitMail>;
  readonly readDocument: (sha256: string) => Promise<Uint8Array>;
  readonly log: Log;
}

/** On their way at once, each on a connection of its own to the mail server. */
export const MAILS_AT_ONCE = 4;
/** Taken at once: their leases are held for as long as the mail server takes. */
const BATCH = 16;
/** Of a mailer that died: its messages are sent again after that. */
const LEASE_MS = 60_000;
const HOLD_EVERY_MS = 15_000;
const EVERY_MS = 1_000;
/** An address may be refused for a while only (a full box): it is tried again for about two days. */
const REFUSALS_BEFORE_GIVING_UP = 12;
const MAX_PAUSE_MS = 5 * 3_600_000;
const MAX_WRITE_PAUSE_MS = 2_000;

/** Sends what was written down until it is stopped: a mail server that is away delays messages and loses none. */
export function startMailer(dependencies: MailerDependencies): Loop {
  const stopping = new AbortController();
  const turn = () => sendBatch(dependencies, { stopping: stopping.signal });
  const loop = startLoop({ name: 'mailer', everyMs: EVERY_MS, log: dependencies.log, turn });
  return {
    wake: loop.wake,
    stop: () => {
      stopping.abort();
      return loop.stop();
    },
  };
}

/**
 * Sends one batch, and holds it for as long as the mail server takes; true when there may be more.
 * @param options.stopping once aborted, what cannot be written is left to the next mailer
 */
export async function sendBatch(
  dependencies: MailerDependencies,
  { holdEveryMs = HOLD_EVERY_MS, stopping }: { holdEveryMs?: number; stopping?: AbortSignal } = {},
): Promise<boolean> {
  const { database, log } = dependencies;
  const claim = { limit: BATCH, leaseMs: LEASE_MS, maxWaitMs: MAX_PAUSE_MS };
  const mails = await claimMail(database.prisma, claim);
  if (mails.length === 0) return false;
  const ids = mails.map(({ id }) => id);
  const holding = setInterval(
    () => holdMail(database.prisma, ids, LEASE_MS).catch((error: unknown) => logFault(log, error, {}, 'mail not held')),
    holdEveryMs,
  );
  const written = gathering((left: readonly SentMail[]) => mailsSent(database.prisma, left));
  try {
    const sent = await Promise.all(mails.map((mail) => sendOne(dependencies, mail, { written, stopping })));
    return mails.length === BATCH && sent.some(Boolean);
  } finally {
    clearInterval(holding);
  }
}

interface Batch {
  /** Writes that a message left. */
  readonly written: (left: SentMail) => Promise<void>;
  readonly stopping: AbortSignal | undefined;
}

async function sendOne(dependencies: MailerDependencies, mail: MailToSend, batch: Batch): Promise<boolean> {
  const { database, transport, log } = dependencies;
  try {
    await transport.sendMail(await write(dependencies, mail));
  } catch (error) {
    const refused = ((error as { responseCode?: number }).responseCode ?? 0) >= 500;
    const forGood = refused && mail.attempts >= REFUSALS_BEFORE_GIVING_UP;
    const text = error instanceof Error ? error.message : String(error);
    // The server's answer may quote the address: it stays in the row, the log has the code alone.
    await mailNotSent(database.prisma, mail.id, { error: text, waitMs: pauseAfter(mail.attempts), forGood }).catch(
      // Its lease runs out, and it is taken again.
      (failure: unknown) => logFault(log, failure, { notification: mail.id }, 'a message could not be put back'),
    );
    const { code, responseCode } = error as { code?: string; responseCode?: number };
    log.warn({ notification: mail.id, attempts: mail.attempts, code, responseCode, forGood }, 'a message was not sent');
    return false;
  }
  await recordSent(dependencies, { id: mail.id, at: new Date() }, batch);
  return true;
}

/**
 * Records that a message left, for as long as it takes: the mail server has it, and a mailer that
 * finds it unrecorded would send it a second time.
 */
async function recordSent({ log }: MailerDependencies, left: SentMail, { written, stopping }: Batch): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await written(left);
    } catch (error) {
      logFault(log, error, { notification: left.id, tries }, 'a message left; it will be written as soon as it can be');
      if (stopping?.aborted) return;
      await setTimeout(Math.min(100 * 2 ** Math.min(tries, 10), MAX_WRITE_PAUSE_MS), undefined, {
        ...(stopping && { signal: stopping }),
      }).catch(() => {});
    }
  }
}

async function write(dependencies: MailerDependencies, mail: MailToSend): Promise<SendMailOptions> {
  const { from, textsOf, readDocument } = dependencies;
  const { language } = mail;
  const message = mail.actWaits ? ACT_WAITS_MESSAGE : mail.message;
  const detail = noticeParams(mail.message, mail.detail);
  const isOfRight = mail.versionId === null && mail.subject === null;
  const texts =
    detail === null
      ? { ...UNREADABLE[language], title: null }
      : isOfRight
        ? { ...portalTexts(message, language), title: String(detail[`title.${language}`] ?? '') }
        : await textsOf(mail.versionId, language, message);
  const what = detail?.[`what.${language}`];
  const values = {
    ...detail,
    ...(what !== undefined && { what }),
    ...(texts.title !== null && { title: texts.title }),
  };
  const { subject, text, html } = composeMail(texts, values, await addressIn(dependencies, mail), language);
  const attachments =
    mail.actSha256 === null
      ? []
      : [
          {
            filename: `${detail?.number ?? 'acte'}.pdf`,
            contentType: 'application/pdf',
            content: Buffer.from(await readDocument(mail.actSha256)),
          },
        ];
  return {
    from,
    to: mail.address,
    subject,
    text,
    html,
    messageId: mail.messageId,
    attachments,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': mail.language },
  };
}

/**
 * Returns the address that a message links to. A one-time link is made as the mail leaves, with the
 * person locked: changing their address ends the links that were made, and none is made for the
 * former one afterwards.
 * @throws when the address is theirs no more: it is sent to the other, next time
 */
async function addressIn({ baseUrl, database }: MailerDependencies, mail: MailToSend): Promise<string> {
  const purpose = linkPurposeOf(mail.message);
  if (purpose === null) return `${baseUrl}${placeOfNotice(mail)}`;
  const { recipientId: personId } = mail;
  return database.transaction(async (tx) => {
    await lockPerson(tx, personId);
    const mailed = await findMailed(tx, personId);
    if ((mailed?.workEmail ?? mailed?.accountEmail) !== mail.address) throw new Error('the address changed meanwhile');
    const { id: userId } = await tx.user.findUniqueOrThrow({ where: { personId }, select: { id: true } });
    const { token } = await makeLink(tx, { userId, purpose, at: new Date() });
    return linkAddress(baseUrl, token);
  });
}

/** In place of a message whose detail cannot be read any more: it leaves all the same, and leads where it would have. */
const UNREADABLE = {
  fr: {
    subject: 'Un message du portail Harmonie',
    body: 'Un message vous attend dans le portail ; le détail n’a pas pu en être lu. Suivez le lien pour voir ce qui vous concerne.',
    follow: 'Ouvrir le portail',
  },
  en: {
    subject: 'A message of the Harmonie portal',
    body: 'A message awaits you in the portal; its details could not be read. Follow the link to see what concerns you.',
    follow: 'Open the portal',
  },
} as const;

/** 2 s, 4 s, 8 s… up to five hours. */
const pauseAfter = (attempts: number): number => Math.min(2 ** Math.min(attempts, 20) * 1_000, MAX_PAUSE_MS);
