import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { notify } from '#prisma/repositories/messages/notifications.ts';
import { aPerson, aRequest, aStructure } from '#prisma/testing/builders.ts';
import { aDatabase, type TestDatabase } from '#prisma/testing/database.ts';
import { openMailServer, type TestMailServer } from '../testing/mail-server.ts';
import { MAILS_AT_ONCE } from './mailer.ts';

const MAILS = 2_000;
/** Sent in a life of the mailer, about, before it is killed in the middle of its work. */
const A_LIFE = 100;

let db: TestDatabase;
let mail: TestMailServer;
beforeAll(async () => {
  [db, mail] = await Promise.all([aDatabase(), openMailServer()]);
});
afterAll(async () => {
  await mail.close();
  await db.drop();
});

const leftToSend = () => db.database.prisma.notification.count({ where: { sentAt: null } });

test('a mailer that is killed again and again sends twice what was leaving at the kill at most, and loses none', async () => {
  const office = await aStructure(db.database.prisma, 'Bureau');
  const recipient = await aPerson('Claire').postedIn(office).make(db.database);
  const requestId = await aRequest(db.database.prisma, recipient, office);
  for (let i = 0; i < MAILS; i++) {
    await db.database.transaction((tx) =>
      notify(tx, {
        ...{ requestId, circuitMessage: 'acknowledgement', occasion: `${i}` },
        detail: { number: '2026-000001', filedOn: '2026-12-01' },
        ...{ recipients: [recipient], mailDomain: 'harmonie.example' },
      }),
    );
  }
  let kills = 0;
  while ((await leftToSend()) > 0) {
    const environment = { ...process.env, DATABASE_URL: db.url, SMTP_URL: mail.url };
    const mailer = fork(fileURLToPath(new URL('./testing/mailer.child.ts', import.meta.url)), { env: environment });
    const gone = once(mailer, 'exit');
    const before = mail.received.length;
    while (mail.received.length < before + A_LIFE && (await leftToSend()) > 0) await setTimeout(10);
    // Within a mail or between two, as it goes by chance.
    await setTimeout(300 * Math.random());
    mailer.kill('SIGKILL');
    await gone;
    kills += 1;
    // Nobody waits a minute for the lease of a mailer that is known to be dead.
    await db.database.prisma.$executeRaw`
      update notification set next_try_at = now() - interval '1 second' where state = 'sending'`;
  }
  const ids = new Set(mail.received.map(({ messageId }) => messageId));
  const twice = mail.received.length - ids.size;
  console.log(`${kills} kills, ${mail.received.length} mails received, ${twice} of them twice`);
  expect(ids.size).toBe(MAILS);
  expect(twice).toBeLessThanOrEqual(kills * MAILS_AT_ONCE);
});
