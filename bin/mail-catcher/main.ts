// The embedded mail catcher: a real SMTP server that delivers nothing and a page to read what it took.
// Started by the supervisor; loopback only.
//   MAIL_CATCHER_SMTP_PORT, MAIL_CATCHER_HTTP_PORT, DATA_DIR
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import express, { type Request } from 'express';
import { SMTPServer } from 'smtp-server';
import { onStop } from '#config/on-stop.ts';
import { Mailbox } from './mailbox.ts';
import { languageOf, listPage, messagePage, missingPage } from './pages.ts';

const HOST = '127.0.0.1';
const PER_PAGE = 50;
const LARGEST_MESSAGE = 30 * 1024 * 1024;

const portOf = (name: string) => Number(process.env[name] ?? Number.NaN);
const mailbox = await Mailbox.open(path.join(process.env.DATA_DIR ?? '.data', 'mail'));

const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['AUTH', 'STARTTLS'],
  size: LARGEST_MESSAGE,
  // A worker that is killed, or stops too, leaves its lines open: they are not waited for when the catcher stops.
  closeTimeout: 500,
  logger: false,
  onData(stream, _session, done) {
    buffer(stream)
      .then((bytes) => mailbox.keep(bytes))
      .then(() => done(), done);
  },
});

const languageFor = (request: Request) => languageOf(request.headers['accept-language']);

const app = express();
app.disable('x-powered-by');
app.use((request, response, next) => {
  // A page of another site must not read these mails through a name that it points at this machine.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '')) return void response.status(403).end();
  response.set({
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  });
  next();
});
app.get('/', async (request, response) => {
  const ids = await mailbox.ids();
  const pages = Math.max(1, Math.ceil(ids.length / PER_PAGE));
  const page = Math.min(pages, Math.max(1, Number(request.query.page) || 1));
  const shown = await Promise.all(ids.slice((page - 1) * PER_PAGE, page * PER_PAGE).map((id) => mailbox.read(id)));
  const messages = shown.filter((message) => message !== undefined);
  response.send(listPage(languageFor(request), messages, page, pages));
});
app.get('/messages.json', async (_request, response) => void response.json({ ids: await mailbox.ids() }));
app.get('/messages/:id.eml', async (request, response) => {
  const bytes = await mailbox.raw(request.params.id);
  if (bytes === undefined) return void response.status(404).send(missingPage(languageFor(request)));
  response.type('message/rfc822').send(bytes);
});
app.get('/messages/:id', async (request, response) => {
  const message = await mailbox.read(request.params.id);
  const language = languageFor(request);
  response.status(message ? 200 : 404).send(message ? messagePage(language, message) : missingPage(language));
});
app.get('/messages/:id/attachments/:index', async (request, response) => {
  const message = await mailbox.read(request.params.id);
  const attachment = message?.email.attachments[Number(request.params.index)];
  if (attachment === undefined) return void response.status(404).send(missingPage(languageFor(request)));
  response.attachment(attachment.filename ?? 'piece').type('application/octet-stream');
  response.send(
    typeof attachment.content === 'string' ? attachment.content : Buffer.from(attachment.content as ArrayBuffer),
  );
});

const cannotListen = (error: NodeJS.ErrnoException) => {
  console.error(`mail catcher: ${error.message}`);
  process.exit(1);
};
smtp.once('error', cannotListen);
await new Promise<void>((resolve) => smtp.listen(portOf('MAIL_CATCHER_SMTP_PORT'), HOST, resolve));
smtp.off('error', cannotListen);
// A client that breaks off is its own affair.
smtp.on('error', (error) => console.error(`mail catcher: ${error.message}`));
const http = app.listen(portOf('MAIL_CATCHER_HTTP_PORT'), HOST, (error) => {
  if (error) cannotListen(error);
  else process.send?.({ ready: true });
});

onStop(async () => {
  http.closeAllConnections();
  http.close();
  await new Promise<void>((resolve) => smtp.close(resolve));
});
