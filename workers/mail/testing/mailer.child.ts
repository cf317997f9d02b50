// A mailer by itself, for the test that kills it: DATABASE_URL, SMTP_URL.
import nodemailer from 'nodemailer';
import { openDatabase } from '#prisma/client.ts';
import { MAILS_AT_ONCE, startMailer } from '../mailer.ts';

const { DATABASE_URL = '', SMTP_URL = '' } = process.env;
const quiet = () => {};

startMailer({
  database: openDatabase(DATABASE_URL, { connections: MAILS_AT_ONCE }),
  transport: nodemailer.createTransport({ url: SMTP_URL, pool: true, maxConnections: MAILS_AT_ONCE }),
  from: 'no-reply@harmonie.example',
  baseUrl: 'https://harmonie.example',
  textsOf: async () => ({ subject: 'Demande {number}', body: 'Bonjour.', title: 'Essai' }),
  readDocument: async () => new Uint8Array(),
  log: { debug: quiet, info: quiet, warn: quiet, error: quiet },
});
process.on('disconnect', () => process.exit());
