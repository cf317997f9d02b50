import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { SendMailOptions } from 'nodemailer';
import { type RootStatement, statementDigest } from '#domain/evidence/daily-root.ts';
import type { RootPlaceName } from '#domain/evidence/root-standing.ts';
import { nameDurably, removeAbandoned, writeDurably } from '#prisma/documents/durable-file.ts';

/** A place, out of reach of those who hold the database, where roots are written. */
export interface RootPlace {
  readonly name: RootPlaceName;
  /** Writes a root with its leaves; the same one twice is one. */
  write(root: { readonly statement: RootStatement; readonly file: Uint8Array }): Promise<void>;
}

const compress = promisify(gzip);
/** Half-written since then: its writer died. */
const DRAFT = /^\.[0-9a-f-]{36}$/;
const ABANDONED_MS = 86_400_000;

/** `2026-11-29-1f3a5c7e.json.gz`: after a restored backup, another root of the same day stands beside the first. */
export const fileNameOf = (statement: RootStatement): string =>
  `${statement.day}-${statementDigest(statement).slice(0, 8)}.json.gz`;

/** A folder: of another machine, mounted, best of a kind that nothing is removed from. */
export function rootFolder(folder: string): RootPlace {
  return {
    name: 'folder',
    async write({ statement, file }) {
      await mkdir(folder, { recursive: true });
      await removeAbandoned(folder, { named: DRAFT, before: new Date(Date.now() - ABANDONED_MS) });
      const draft = path.join(folder, `.${randomUUID()}`);
      try {
        await writeDurably(draft, await compress(file), 0o444);
        await nameDurably(draft, path.join(folder, fileNameOf(statement)), folder);
      } finally {
        await rm(draft, { force: true });
      }
    },
  };
}

interface MailPlace {
  readonly to: string;
  readonly from: string;
  readonly baseUrl: string;
  readonly send: (mail: SendMailOptions) => Promise<unknown>;
}

/** A mailbox that others keep. Its messages are for an archive: in French, without anything of anyone. */
export function rootMailbox({ to, from, baseUrl, send }: MailPlace): RootPlace {
  return {
    name: 'mail',
    async write({ statement, file }) {
      const digest = statementDigest(statement);
      await send({
        ...{ to, from },
        messageId: `<root-${digest.slice(0, 32)}@${new URL(baseUrl).hostname}>`,
        subject: `Harmonie : racine des preuves du ${statement.day}`,
        text: `Racine ${statement.root} de ${statement.chains} chaînes d’événements, horodatée. À conserver : elle prouve où en était le journal ce jour-là (npm run audit -- check --roots DOSSIER).\n`,
        attachments: [
          { filename: fileNameOf(statement), content: await compress(file), contentType: 'application/gzip' },
        ],
      });
    },
  };
}
