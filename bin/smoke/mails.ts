import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import PostalMime from 'postal-mime';
import { z } from 'zod';

/** A mail as the embedded catcher took it. */
export interface ReceivedMail {
  readonly id: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly messageId: string;
  readonly attachments: readonly { readonly fileName: string; readonly bytes: Uint8Array }[];
  readonly raw: Uint8Array;
}

const Ids = z.object({ ids: z.array(z.string()) });

/** The catcher's messages, read once each. */
export class Catcher {
  readonly #url: string;
  readonly #read = new Map<string, ReceivedMail>();

  constructor(url: string) {
    this.#url = url;
  }

  async #ids(): Promise<string[]> {
    const response = await fetch(`${this.#url}/messages.json`);
    return Ids.parse(await response.json()).ids;
  }

  /** Every message, oldest first. */
  async all(): Promise<ReceivedMail[]> {
    return Promise.all((await this.#ids()).reverse().map((id) => this.#message(id)));
  }

  /**
   * The messages that name a request by its number, oldest first. Other people use the portal too: what they are sent
   * meanwhile is not this story's.
   */
  async about(number: string): Promise<ReceivedMail[]> {
    return (await this.all()).filter(({ subject, text }) => subject.includes(number) || text.includes(number));
  }

  async #message(id: string): Promise<ReceivedMail> {
    const known = this.#read.get(id);
    if (known) return known;
    const response = await fetch(`${this.#url}/messages/${id}.eml`);
    const raw = new Uint8Array(await response.arrayBuffer());
    const email = await PostalMime.parse(raw);
    const mail: ReceivedMail = {
      id,
      to: (email.to ?? []).flatMap(({ address }) => (address ? [address] : [])),
      subject: email.subject ?? '',
      text: email.text ?? '',
      messageId: email.messageId ?? '',
      attachments: email.attachments.map(({ filename, content }) => ({
        fileName: filename ?? '',
        bytes: typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content as ArrayBuffer),
      })),
      raw,
    };
    this.#read.set(id, mail);
    return mail;
  }
}

/** Writes messages as `NN-<id>.eml`. */
export async function keepMails(folder: string, mails: readonly ReceivedMail[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all(
    mails.map(({ id, raw }, index) =>
      writeFile(path.join(folder, `${String(index + 1).padStart(2, '0')}-${id}.eml`), raw),
    ),
  );
}
