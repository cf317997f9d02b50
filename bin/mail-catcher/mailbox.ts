import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import PostalMime, { type Email } from 'postal-mime';

/** A caught message: `id` is its file's name without the ending, and sorts by time of arrival. */
export interface CaughtMessage {
  readonly id: string;
  readonly receivedAt: Date;
  readonly email: Email;
}

const ID = /^\d{13}-[0-9a-f]{8}$/;

/** The caught messages, one `.eml` file each in `folder`, exactly as they came over SMTP. */
export class Mailbox {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Makes the folder, unless it is there. */
  static async open(folder: string): Promise<Mailbox> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return new Mailbox(folder);
  }

  /**
   * Keeps a message: it is the system's before the sender is answered, whatever becomes of this process. Not on the disk yet,
   * as with a real server: that cost more than all else that is done with a message, for mails that nobody awaits.
   */
  async keep(bytes: Buffer): Promise<void> {
    const id = `${String(Date.now()).padStart(13, '0')}-${randomUUID().slice(0, 8)}`;
    const draft = path.join(this.#folder, `.${id}.part`);
    await writeFile(draft, bytes, { flag: 'wx', mode: 0o600 });
    await rename(draft, path.join(this.#folder, `${id}.eml`));
  }

  /** Ids, newest first. */
  async ids(): Promise<string[]> {
    const names = await readdir(this.#folder).catch(() => []);
    return names
      .filter((name) => name.endsWith('.eml'))
      .map((name) => name.slice(0, -'.eml'.length))
      .filter((id) => ID.test(id))
      .sort()
      .reverse();
  }

  /** The bytes of a message, or undefined when there is none of that id. */
  async raw(id: string): Promise<Buffer | undefined> {
    if (!ID.test(id)) return undefined;
    return readFile(path.join(this.#folder, `${id}.eml`)).catch(() => undefined);
  }

  /** A message read, or undefined. */
  async read(id: string): Promise<CaughtMessage | undefined> {
    const bytes = await this.raw(id);
    if (bytes === undefined) return undefined;
    return { id, receivedAt: new Date(Number(id.slice(0, 13))), email: await PostalMime.parse(bytes) };
  }
}
