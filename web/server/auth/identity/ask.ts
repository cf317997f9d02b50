import { away } from './refusal.ts';

/** Somebody waits before their screen; a code of the provider lives thirty seconds. */
export const ANSWERS_MS = 8_000;
/** More than any document, key set or description of a person takes. */
const MAX_BYTES = 256 * 1024;

export interface Answer {
  readonly status: number;
  /** « application/json », without its parameters. */
  readonly type: string;
  readonly text: string;
}

export interface Question {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Record<string, string>;
  readonly body?: URLSearchParams;
}

/** @throws {DomainError} identity-provider-away, when it cannot be reached, is silent or endless, or leads elsewhere */
export type Ask = (address: string, question?: Question) => Promise<Answer>;

/** Asks the identity provider, which is somebody else's program: for so long, so much, and only there where it said. */
export const createAsk =
  (answersMs: number): Ask =>
  async (address, question) => {
    try {
      const signal = AbortSignal.timeout(answersMs);
      const response = await fetch(address, { ...question, redirect: 'error', signal });
      const type = (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
      return { status: response.status, type, text: await readAll(response) };
    } catch {
      throw away();
    }
  };

async function readAll({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop by a throw ends the connection too.
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw new Error('endless');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
