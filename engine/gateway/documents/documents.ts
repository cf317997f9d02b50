import { createHash, createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { History } from '../../history/history.ts';
import type { GatewayLog } from '../context.ts';
import { Refused } from '../refused.ts';
import type { Contents } from './contents.ts';

/** What a document may weigh. */
export const MAX_BYTES = 10 * 1024 * 1024;
/** The one store there is. */
export const STORE_ID = 'engine';
const SWEEP_EVERY_MS = 3_600_000;
const SWEPT_AT_ONCE = 500;

/** What is known of a document besides its bytes. Times are ISO 8601. */
export interface DocumentMetadata {
  readonly contentType: string;
  readonly fileName: string;
  readonly size: number;
  readonly expiresAt: string | null;
  readonly processDefinitionId: string | null;
  readonly processInstanceKey: string | null;
  readonly customProperties: Readonly<Record<string, unknown>>;
}

export interface StoredDocument extends DocumentMetadata {
  readonly documentId: string;
  /** SHA-256 of the bytes, hex. */
  readonly contentHash: string;
}

/** Files that processes refer to: their bytes beside the engine's data, what is known of them with the history. */
export class Documents {
  readonly #history: History;
  readonly #contents: Contents;
  readonly #now: () => number;
  /** Links are good for as long as this gateway runs. */
  readonly #secret = randomBytes(32);
  readonly #sweeping: NodeJS.Timeout;
  /** Changes go one after the other: what one of them finds unused, another must not be about to use. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(history: History, contents: Contents, now: () => number, log: GatewayLog) {
    this.#history = history;
    this.#contents = contents;
    this.#now = now;
    const sweep = () =>
      this.sweep().catch((error: unknown) => log.warn({ err: error }, 'expired documents could not be removed'));
    this.#sweeping = setInterval(sweep, SWEEP_EVERY_MS);
  }

  /** Keeps a document; refuses an id that is taken, and a file that is too large. */
  create(documentId: string | undefined, bytes: Buffer, metadata: DocumentMetadata): Promise<StoredDocument> {
    if (bytes.length > MAX_BYTES)
      throw new Refused('INVALID_ARGUMENT', `A document is at most ${MAX_BYTES} bytes, this one is ${bytes.length}`);
    const contentHash = createHash('sha256').update(bytes).digest('hex');
    const document: StoredDocument = { ...metadata, documentId: documentId ?? randomUUID(), contentHash };
    return this.#inTurn(async () => {
      if ((await this.#find(document.documentId)) !== null)
        throw new Refused('INVALID_ARGUMENT', `Document with id '${document.documentId}' already exists`);
      await this.#contents.keep(contentHash, bytes);
      await this.#history.record([{ entity: 'document', row: { ...document } }]);
      return document;
    });
  }

  /** The document; refuses one that is not there, that has expired, or whose content is not the one with this hash. */
  async find(documentId: string, contentHash?: string): Promise<StoredDocument> {
    const document = await this.#find(documentId);
    if (document === null || this.#isOver(document))
      throw new Refused('NOT_FOUND', `Document with id '${documentId}' not found`);
    if (contentHash !== undefined && contentHash !== document.contentHash)
      throw new Refused('NOT_FOUND', `Document with id '${documentId}' has no content with the hash '${contentHash}'`);
    return document;
  }

  async read({ documentId, contentHash }: StoredDocument): Promise<Buffer> {
    const bytes = await this.#contents.read(contentHash);
    if (bytes === null) throw new Refused('NOT_FOUND', `The content of the document '${documentId}' is gone`);
    return bytes;
  }

  delete(documentId: string): Promise<void> {
    return this.#inTurn(async () => this.#remove([await this.find(documentId)]));
  }

  /** What proves that a link to a document was made here, to be used until `expires` (milliseconds since 1970). */
  sign(documentId: string, expires: number): string {
    return createHmac('sha256', this.#secret).update(`${expires}\n${documentId}`).digest('base64url');
  }

  isSigned(documentId: string, expires: number, signature: string): boolean {
    const wanted = Buffer.from(this.sign(documentId, expires));
    const given = Buffer.from(signature);
    return given.length === wanted.length && timingSafeEqual(given, wanted) && expires > this.#now();
  }

  /** Removes what has expired. */
  sweep(): Promise<void> {
    return this.#inTurn(async () => {
      for (let more = true; more; ) {
        const filter = { expiresAt: { $lte: this.#now() } };
        const { items } = await this.#history.search('document', { filter, page: { limit: SWEPT_AT_ONCE } });
        if (items.length > 0) await this.#remove(items as unknown as StoredDocument[]);
        more = items.length === SWEPT_AT_ONCE;
      }
    });
  }

  close(): void {
    clearInterval(this.#sweeping);
  }

  /** The rows first: bytes without a row are lost room, a row without its bytes would be a broken promise. */
  async #remove(documents: readonly StoredDocument[]): Promise<void> {
    await this.#history.forget(
      'document',
      documents.map(({ documentId }) => documentId),
    );
    for (const contentHash of new Set(documents.map((document) => document.contentHash))) {
      const { page } = await this.#history.search('document', { filter: { contentHash }, page: { limit: 1 } });
      if (page.totalItems === 0) await this.#contents.remove(contentHash);
    }
  }

  #isOver({ expiresAt }: StoredDocument): boolean {
    return expiresAt !== null && Date.parse(expiresAt) <= this.#now();
  }

  #find(documentId: string): Promise<StoredDocument | null> {
    return this.#history.find('document', documentId) as Promise<StoredDocument | null>;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }
}
