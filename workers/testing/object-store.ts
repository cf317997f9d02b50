import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type StoreAccount, signedHeaders } from '../places/signed-request.ts';

/** A request that the account of a store signed, with its body. */
export interface SignedRequest {
  readonly method: 'GET' | 'PUT';
  readonly path: string;
  readonly body: Uint8Array;
  /** The names of the headers that are signed, in lower case. */
  readonly signed: readonly string[];
  /** A header; the empty text where it is not there. */
  given(name: string): string;
}

export type StoreAnswer = readonly [status: number, headers: Record<string, string>, body?: Uint8Array | string];

/**
 * A store that speaks S3, over HTTP: what is not signed by its account, body included, it refuses itself; it answers the rest with
 * `answer`. That signatures are those of S3 is held by the examples of its reference (workers/places/locked-store.test.ts).
 */
export async function openObjectStore(
  account: StoreAccount,
  at: Date,
  answer: (request: SignedRequest) => StoreAnswer,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const body = await buffer(request);
    const given = (name: string) => String(request.headers[name] ?? '');
    const url = new URL(request.url ?? '', `http://${given('host')}`);
    const method = request.method as 'GET' | 'PUT';
    const signed = /SignedHeaders=([^,]+)/.exec(given('authorization'))?.[1]?.split(';') ?? [];
    const own = signed.filter((name) => name !== 'host' && !/^x-amz-(?:date|content-sha256)$/.test(name));
    const headers = Object.fromEntries(own.map((name) => [name, given(name)]));
    const { authorization } = signedHeaders({ method, url, body, headers }, account, at);
    const [status, said, sent] =
      authorization === given('authorization')
        ? answer({ method, path: url.pathname, body, signed, given })
        : ([403, {}, '<Error><Code>SignatureDoesNotMatch</Code></Error>'] as const);
    response.writeHead(status, said).end(sent);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
