import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import nodemailer, { type Transporter } from 'nodemailer';
import pg from 'pg';
import { openLink } from '#application/account/links/open-link.ts';
import { createAccount } from '#prisma/repositories/account/accounts.ts';
import { lockPerson } from '#prisma/repositories/administration/holdings.ts';
import { mailNotSent, mailsSent } from '#prisma/repositories/messages/mail.ts';
import { notify } from '#prisma/repositories/messages/notifications.ts';
import { enqueue } from '#prisma/repositories/messages/outbox.ts';
import { aPerson, aRequest, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { uuid7 } from '#prisma/uuid7.ts';
import { afterSignatures } from '../outbox/after-signatures.ts';
import { eventually } from '../testing/bench.ts';
import { openMailServer, type TestMailServer } from '../testing/mail-server.ts';
import { type MailerDependencies, sendBatch } from './mailer.ts';

const TEXTS = { subject: 'Demande {number}', body: 'Bonjour.', title: 'Essai' };

let db: TestDatabase;
let mail: TestMailServer;
let transport: Transporter;
let dependencies: MailerDependencies;
let requestId: string;
let recipientId: string;

beforeAll(async () => {
  [db, mail] = await Promise.all([aDatabase(), openMailServer()]);
  transport = nodemailer.createTransport({ url: mail.url });
  dependencies = {
    database: db.database,
    transport,
    from: 'no-reply@harmonie.example',
    baseUrl: 'https://harmonie.example',
    textsOf: async () => TEXTS,
    readDocument: async () => new Uint8Array(),
    log: { debug() {}, info() {}, warn() {}, error: console.error },
  };
  const office = await aStructure(db.database.prisma, 'Bureau');
  recipientId = await aPerson('Claire').postedIn(office).make(db.database);
  requestId = await aRequest(db.database.prisma, recipientId, office);
});
afterAll(async () => {
  transport?.close();
  await mail?.close();
  await db?.drop();
});
beforeEach(async () => {
  mail.received.length = 0;
  mail.outOfOrder(false);
  mail.beforeAnswer(undefined);
  await db.database.prisma.notification.updateMany({ data: { state: 'sent' } });
});

const queue = (occasion: string, afterAll = false) =>
  db.database.transaction(async (tx) =>
    notify(tx, {
      ...(afterAll && { mailAfterMs: await afterSignatures(tx) }),
      requestId,
      circuitMessage: 'acknowledgement',
      occasion,
      detail: { number: '2026-000001', filedOn: '2026-12-01' },
      recipients: [recipientId],
      mailDomain: 'harmonie.example',
    }),
  );
const row = (occasion: string) =>
  db.database.prisma.notification.findFirstOrThrow({ where: { dedupeKey: { contains: `:${occasion}:` } } });

/** PostgreSQL lets nobody into this database, or does again. */
async function shutDatabase(shut: boolean): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.HARMONIE_TEST_DATABASE });
  await client.connect();
  try {
    const name = new URL(db.url).pathname.slice(1);
    await client.query(`alter database ${pg.escapeIdentifier(name)} with allow_connections ${!shut}`);
    if (shut) await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  } finally {
    await client.end();
  }
}

describe('the mailer', () => {
  test('notifies a person once, however often of the same thing', async () => {
    expect(await queue('a')).toBe(1);
    expect(await queue('a')).toBe(0);
    await sendBatch(dependencies);
    await sendBatch(dependencies);
    expect(mail.received).toHaveLength(1);
    expect(await row('a')).toMatchObject({ state: 'sent', attempts: 1 });
  });

  test('lets a mail that is in no hurry wait for the signatures that were given before it', async () => {
    const payload = { requestId, intentId: requestId };
    await db.database.transaction(async (tx) => {
      for (let n = 0; n < 1_000; n++) await enqueue(tx, { command: 'complete-task', payload });
    });
    await queue('later', true);
    await sendBatch(dependencies);
    expect(mail.received).toHaveLength(0);
    const later = await row('later');
    expect(later.state).toBe('queued');
    expect(later.nextTryAt.getTime() - later.queuedAt.getTime()).toBe(40_000);
    await db.database.prisma.outbox.deleteMany();
    // A count of many serves for a second.
    await pause(1_000);
    await queue('none waits', true);
    await sendBatch(dependencies);
    expect(mail.received).toHaveLength(1);
  });

  test('writes of a right, which is of no request, and leads to where it is confirmed', async () => {
    await db.database.transaction((tx) =>
      notify(tx, {
        ...{ requestId: null, message: 'right-to-confirm', occasion: 'f', mailDomain: 'harmonie.example' },
        detail: { 'title.fr': 'habilitation « Signataire » de Léa Fontaine, Tribunal', 'title.en': 'right' },
        recipients: [recipientId],
      }),
    );
    await sendBatch(dependencies);
    const [sent] = mail.received;
    expect(sent?.subject).toBe('Une proposition attend votre confirmation');
    expect(sent?.text).toContain('habilitation « Signataire » de Léa Fontaine, Tribunal');
    expect(sent?.text).toContain('Ouvrir le portail : https://harmonie.example/administration/proposals');
  });

  test('writes what it can of a message whose detail cannot be read any more, and leads where it would have', async () => {
    await queue('unread');
    const { id } = await row('unread');
    await db.asOwner(`update notification set detail = '["2026-000001"]' where id = '${id}'`);
    await sendBatch(dependencies);
    const [sent] = mail.received;
    expect(sent?.subject).toBe('Un message du portail Harmonie');
    expect(sent?.text).toContain('le détail n’a pas pu en être lu');
    expect(sent?.text).toContain(`Ouvrir le portail : https://harmonie.example/requests/${requestId}`);
    expect((await row('unread')).state).toBe('sent');
  });

  test('makes the link of an invitation as it leaves: no table holds it, and both of two mails open', async () => {
    const { prisma } = db.database;
    const person = await prisma.person.findUniqueOrThrow({ where: { id: recipientId } });
    await createAccount(prisma, { ...person, address: person.workEmail });
    await db.database.transaction((tx) =>
      notify(tx, {
        ...{ requestId: null, message: 'account-invited', occasion: 'i', mailDomain: 'harmonie.example' },
        ...{ detail: { at: new Date().toISOString() }, recipients: [recipientId] },
      }),
    );
    // The server has it, and says that it has not.
    mail.beforeAnswer(() => Promise.reject(new Error('out of order')));
    await sendBatch(dependencies);
    mail.beforeAnswer(undefined);
    const { id } = await row('i');
    await prisma.notification.update({ where: { id }, data: { nextTryAt: new Date() } });
    await sendBatch(dependencies);
    const tokens = mail.received.map(
      ({ text }) => /Ouvrir mon lien : https:\/\/harmonie\.example\/link#(\S+)/.exec(text ?? '')?.[1],
    );
    expect(new Set(tokens).size).toBe(2);
    for (const token of tokens)
      expect((await openLink(db, { token: token ?? '', signedInUserId: null, at: new Date() })).person.id).toBe(
        recipientId,
      );
    const kept = JSON.stringify([await row('i'), await prisma.accountLink.findMany()]);
    expect(tokens.filter((token) => kept.includes(token ?? ''))).toEqual([]);
  });

  test('mails no link to an address that changes as it leaves', async () => {
    const { prisma } = db.database;
    const [id, address] = [uuid7(new Date()), 'lou@courriel.example'];
    await db.asOwner(`
      insert into person (id, employee_number, first_name, last_name, account_email)
      values ('${id}', 'P2', 'Lou', 'Perso', '${address}')`);
    await createAccount(prisma, { id, firstName: 'Lou', lastName: 'Perso', address });
    await db.database.transaction((tx) =>
      notify(tx, {
        ...{ requestId: null, message: 'account-invited', occasion: 'l', mailDomain: 'harmonie.example' },
        ...{ detail: { at: new Date().toISOString() }, recipients: [id] },
      }),
    );
    const taken = async () => (await row('l')).state === 'sending' || null;
    const leaving = await db.database.transaction(async (tx) => {
      await lockPerson(tx, id);
      const sending = sendBatch(dependencies);
      await eventually(taken);
      await db.asOwner(`update person set account_email = 'autre@courriel.example' where id = '${id}'`);
      return [sending];
    });
    await Promise.all(leaving);
    expect(mail.received).toEqual([]);
    await prisma.notification.update({ where: { id: (await row('l')).id }, data: { nextTryAt: new Date() } });
    await sendBatch(dependencies);
    expect(mail.received.map(({ to }) => to?.[0]?.address)).toEqual(['autre@courriel.example']);
  });

  test('mails an act to the people who work there, and says at a personal address that it waits in the portal', async () => {
    const { prisma } = db.database;
    const [ownId, actId, hash] = [uuid7(new Date()), uuid7(new Date()), 'a'.repeat(64)];
    await db.asOwner(`
      insert into person (id, employee_number, first_name, last_name, account_email)
      values ('${ownId}', 'P1', 'Camille', 'Perso', 'camille@courriel.example')`);
    const structure = await prisma.structure.findFirstOrThrow();
    const own = await aRequest(prisma, ownId, structure, 'essai-2');
    await db.asOwner(`
      set session_replication_role = replica;
      insert into act (id, request_id, template, title, content, decision_id, preview_sha256, sealed_sha256, sealed_size,
                       signed_at, sealed_at, evidence)
      values ('${actId}', '${own}', 'act', 'Arrêté', '{}', '${actId}', '${hash}', '${hash}', 1, now(), now(), '{}')`);
    await db.database.transaction((tx) =>
      notify(tx, {
        ...{ requestId: own, actId, circuitMessage: 'act-granted', occasion: 's', mailDomain: 'harmonie.example' },
        ...{ detail: { number: '2026-000002', filedOn: '2026-12-01' }, recipients: [ownId, recipientId] },
      }),
    );
    const textsOf: MailerDependencies['textsOf'] = async (_, __, message) => ({ ...TEXTS, subject: message });
    await sendBatch({ ...dependencies, textsOf });
    const sent = mail.received.map(({ subject, to, attachments }) => [to?.[0]?.address, subject, attachments.length]);
    const atWork = (await prisma.person.findUniqueOrThrow({ where: { id: recipientId } })).workEmail;
    expect(sent.sort()).toEqual([
      ['camille@courriel.example', 'act-waits', 0],
      [atWork, 'act-granted', 1],
    ]);
  });

  test('never sends one message from two mailers', async () => {
    for (let i = 0; i < 30; i++) await queue(`many-${i}`);
    const sendAll = async () => {
      while (await sendBatch(dependencies));
    };
    await Promise.all([sendAll(), sendAll(), sendAll()]);
    await sendAll();
    expect(new Set(mail.received.map(({ messageId }) => messageId)).size).toBe(30);
    expect(mail.received).toHaveLength(30);
  });

  test('keeps a message for later when the mail server is out of order', async () => {
    await queue('b');
    mail.outOfOrder(true);
    await sendBatch(dependencies);
    const kept = await row('b');
    expect(kept).toMatchObject({ state: 'queued', attempts: 1 });
    expect(kept.nextTryAt.getTime()).toBeGreaterThan(Date.now());
    mail.outOfOrder(false);
    await db.database.prisma.notification.update({ where: { id: kept.id }, data: { nextTryAt: new Date() } });
    await sendBatch(dependencies);
    expect(mail.received).toHaveLength(1);
  });

  test('sends again, under the same Message-ID, what was leaving when a mailer was killed', async () => {
    await queue('c');
    const { id, messageId } = await row('c');
    const expired = new Date(Date.now() - 1_000);
    await db.database.prisma.notification.update({ where: { id }, data: { state: 'sending', nextTryAt: expired } });
    await sendBatch(dependencies);
    expect(mail.received.map((received) => received.messageId)).toEqual([messageId]);
    expect(await row('c')).toMatchObject({ state: 'sent' });
  });

  test('remembers what the mail server accepted while PostgreSQL was gone, and does not send it again', async () => {
    await queue('g');
    const failures: string[] = [];
    const noting = {
      ...dependencies.log,
      error: (_: object, said: string) => failures.push(said),
      warn: (_: object, said: string) => failures.push(said),
    };
    mail.beforeAnswer(() => shutDatabase(true));
    const sending = sendBatch({ ...dependencies, log: noting });
    await eventually(async () => failures.some((said) => said.startsWith('a message left')));
    await shutDatabase(false);
    await sending;
    expect(await row('g')).toMatchObject({ state: 'sent', attempts: 1 });
    await sendBatch(dependencies);
    expect(mail.received).toHaveLength(1);
  });

  test('holds what it sends for as long as the mail server takes', async () => {
    await queue('h');
    const answer = Promise.withResolvers<void>();
    mail.beforeAnswer(() => answer.promise);
    const sending = sendBatch(dependencies, { holdEveryMs: 20 });
    const taken = await eventually(async () => {
      const { state, nextTryAt } = await row('h');
      return state === 'sending' && nextTryAt;
    });
    await eventually(async () => (await row('h')).nextTryAt > taken);
    answer.resolve();
    await sending;
    expect(await row('h')).toMatchObject({ state: 'sent', attempts: 1 });
  });

  test.each(['queued', 'sending'])('sends at once what was %s when the clock was 45 days ahead', async (state) => {
    await queue(`clock-${state}`);
    const { id } = await row(`clock-${state}`);
    const ahead = new Date(Date.now() + 45 * 86_400_000);
    await db.database.prisma.notification.update({ where: { id }, data: { state, nextTryAt: ahead } });
    await sendBatch(dependencies);
    expect(mail.received).toHaveLength(1);
  });

  test('takes nothing back of what another mailer, thought dead, had sent meanwhile', async () => {
    await queue('e');
    const { id } = await row('e');
    const [first, later] = [new Date('2026-11-24T10:00:00Z'), new Date('2026-11-24T10:01:00Z')];
    await db.database.transaction((tx) => mailsSent(tx, [{ id, at: first }]));
    await db.database.transaction((tx) => mailsSent(tx, [{ id, at: later }]));
    await db.database.transaction((tx) => mailNotSent(tx, id, { error: 'cut off', waitMs: 0, forGood: true }));
    expect(await row('e')).toMatchObject({ state: 'sent', sentAt: first, lastError: null });
  });

  test('leaves alone what another mailer is sending', async () => {
    await queue('d');
    const { id } = await row('d');
    const lease = new Date(Date.now() + 30_000);
    await db.database.prisma.notification.update({ where: { id }, data: { state: 'sending', nextTryAt: lease } });
    await sendBatch(dependencies);
    expect(mail.received).toHaveLength(0);
  });
});
