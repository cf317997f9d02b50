import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** A real SMTP server that keeps what it receives. */
export interface TestMailServer {
  readonly url: string;
  readonly received: Email[];
  /** What was received for one address. */
  to(address: string): Email[];
  /** Refuses every message from now on, as a server that is out of order does; or accepts again. */
  outOfOrder(broken: boolean): void;
  /** What it waits for between keeping a message and saying that it has it; undefined: nothing. */
  beforeAnswer(wait: (() => Promise<unknown>) | undefined): void;
  close(): Promise<void>;
}

export async function openMailServer(): Promise<TestMailServer> {
  const received: Email[] = [];
  let broken = false;
  let wait: (() => Promise<unknown>) | undefined;
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onMailFrom: (_address, _session, done) =>
      done(broken ? Object.assign(new Error('out of order'), { responseCode: 451 }) : null),
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        PostalMime.parse(Buffer.concat(chunks))
          .then((mail) => {
            received.push(mail);
            return wait?.();
          })
          .then(() => done(), done);
      });
    },
  });
  // A sender that is killed cuts its lines.
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as { port: number };
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    to: (address) => received.filter((mail) => mail.to?.some((recipient) => recipient.address === address)),
    outOfOrder: (value) => {
      broken = value;
    },
    beforeAnswer: (value) => {
      wait = value;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
