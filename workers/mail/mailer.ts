import type { SendMailOptions, Transporter } from 'nodemailer';
import { placeOfNotice } from '../../domain/operations/notice.ts';
import type { Database } from '../../prisma/client.ts';
import { claimMail, type MailToSend, mailNotSent, mailSent } from '../../prisma/repositories/mail.ts';
import type { Log } from '../log.ts';
import { type Loop, startLoop } from '../loop.ts';
import { composeMail } from './compose.ts';
import { type CircuitMail, rightTexts } from './texts.ts';

export interface MailerDependencies {
  readonly database: Database;
  readonly transport: Transporter;
  readonly from: string;
  readonly baseUrl: string;
  /** The words of a message, from the version of the circuit that the request follows; null: it is about no request. */
  readonly textsOf: (versionId: string | null, language: 'fr' | 'en', message: string) => Promise<CircuitMail>;
  readonly readDocument: (sha256: string) => Promise<Uint8Array>;
  readonly log: Log;
}

const BATCH = 20;
/** Longer than the transport's own timeouts: a mailer that runs never loses its lease. */
const LEASE_MS = 45_000;
const EVERY_MS = 1_000;
/** An address may be refused for a while only (a full box): it is tried again for about two days. */
const REFUSALS_BEFORE_GIVING_UP = 12;

/** Sends what was written down until it is stopped: a mail server that is away delays messages and loses none. */
export function startMailer(dependencies: MailerDependencies): Loop {
  return startLoop({ name: 'mailer', everyMs: EVERY_MS, log: dependencies.log, turn: () => sendBatch(dependencies) });
}

/** Sends one batch; true when there may be more. */
export async function sendBatch(dependencies: MailerDependencies): Promise<boolean> {
  const { database } = dependencies;
  const mails = await database.transaction((tx) => claimMail(tx, BATCH, LEASE_MS));
  const sent = await Promise.all(mails.map((mail) => sendOne(dependencies, mail)));
  return mails.length === BATCH && sent.some(Boolean);
}

async function sendOne(dependencies: MailerDependencies, mail: MailToSend): Promise<boolean> {
  const { database, transport, log } = dependencies;
  try {
    await transport.sendMail(await write(dependencies, mail));
  } catch (error) {
    const refused = ((error as { responseCode?: number }).responseCode ?? 0) >= 500;
    const forGood = refused && mail.attempts >= REFUSALS_BEFORE_GIVING_UP;
    const text = error instanceof Error ? error.message : String(error);
    // The server's answer may quote the address: it stays in the row, the log has the code alone.
    await mailNotSent(database.prisma, mail.id, { error: text, waitMs: pauseAfter(mail.attempts), forGood });
    const { code, responseCode } = error as { code?: string; responseCode?: number };
    log.warn({ notification: mail.id, attempts: mail.attempts, code, responseCode, forGood }, 'a message was not sent');
    return false;
  }
  await mailSent(database.prisma, mail.id, new Date());
  return true;
}

async function write(dependencies: MailerDependencies, mail: MailToSend): Promise<SendMailOptions> {
  const { baseUrl, from, textsOf, readDocument } = dependencies;
  const { language, message } = mail;
  const isOfRight = mail.versionId === null && mail.subject === null;
  const texts = isOfRight
    ? { ...rightTexts(message, language), title: String(mail.detail[`title.${language}`] ?? '') }
    : await textsOf(mail.versionId, language, message);
  const values = texts.title === null ? mail.detail : { ...mail.detail, title: texts.title };
  const { subject, text, html } = composeMail(texts, values, `${baseUrl}${placeOfNotice(mail)}`, language);
  const attachments =
    mail.actSha256 === null
      ? []
      : [
          {
            filename: `${mail.detail.number ?? 'acte'}.pdf`,
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

/** 2 s, 4 s, 8 s… up to five hours. */
const pauseAfter = (attempts: number): number => Math.min(2 ** attempts * 1_000, 5 * 3_600_000);
