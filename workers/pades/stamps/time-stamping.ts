import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import { SHA_256 } from '../der/cms.ts';
import { DerError, der, Members, octets, readDer, sequence, smallInteger, TAG } from '../der/der.ts';
import { oid } from '../der/oids.ts';
import { readSignedData } from '../der/signed-data.ts';
import { readTstInfo } from '../verification/tst-info.ts';

/** Has bytes stamped: gives an RFC 3161 token over their SHA-256. */
export type TimeStamper = (bytes: Uint8Array) => Promise<Uint8Array>;

/** A stamp that could not be had. Nothing is lost: the act is signed, its seal waits and is tried again. */
export class TimeStampError extends Error {
  readonly code = 'TIME_STAMP';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TimeStampError';
  }
}

/** Someone waits for the act: a slow authority is asked again rather than waited for. */
const TIMEOUT_MS = 8_000;
const GRANTED = new Set([0, 1]);
/** More than any token: an address that answers without end is no authority. */
const MAX_BYTES = 64 * 1024;

/** Carries a request to an authority, and its answer back. */
export type Asking = (request: Uint8Array) => Promise<Uint8Array>;

/** A time-stamping authority, asked as RFC 3161 says. */
export function timeStamper(ask: Asking): TimeStamper {
  return async (bytes) => {
    const digest = new Uint8Array(createHash('sha256').update(bytes).digest());
    const nonce = positive(randomBytes(8));
    const answer = await ask(request(digest, nonce));
    return readable(() => {
      const token = readToken(answer);
      checkAnswer(token, digest, nonce);
      return token;
    });
  };
}

/** Where an authority is, and how one signs in there: by name and password (HTTP basic), by a client certificate. */
export interface AuthorityAddress {
  readonly url: string;
  readonly login?: { readonly user: string; readonly password: string } | undefined;
  readonly certificate?: { readonly pfx: Uint8Array; readonly passphrase: string } | undefined;
}

/** An authority at an address, over HTTP. */
export const timeStampingAuthority = (address: AuthorityAddress, timeoutMs = TIMEOUT_MS): TimeStamper =>
  timeStamper((request) => post(address, request, timeoutMs));

/** A positive INTEGER of DER has no leading one bit. */
function positive(bytes: Uint8Array): Uint8Array {
  const shown = new Uint8Array(bytes);
  shown[0] = ((shown[0] ?? 0) & 0x7f) | 0x40;
  return shown;
}

/** TimeStampReq: version, what is to be stamped, a number that the answer repeats, and that certificates are wanted. */
const request = (digest: Uint8Array, nonce: Uint8Array): Uint8Array =>
  sequence(
    smallInteger(1),
    sequence(SHA_256, octets(digest)),
    der(TAG.integer, nonce),
    der(TAG.boolean, Uint8Array.of(0xff)),
  );

async function post(
  { url, login, certificate }: AuthorityAddress,
  body: Uint8Array,
  timeoutMs: number,
): Promise<Uint8Array> {
  const secret = certificate && { pfx: Buffer.from(certificate.pfx), passphrase: certificate.passphrase };
  const { request: open } = url.startsWith('https:') ? https : http;
  try {
    // Not `fetch`: it knows no client certificate. No redirection is followed.
    const asked = open(url, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/timestamp-query',
        Accept: 'application/timestamp-reply',
        'Content-Length': body.length,
      },
      ...(login && { auth: `${login.user}:${login.password}` }),
      ...secret,
      signal: AbortSignal.timeout(timeoutMs),
    });
    asked.end(body);
    const [answer] = (await once(asked, 'response')) as [http.IncomingMessage];
    return await bodyOf(answer);
  } catch (cause) {
    if (cause instanceof TimeStampError) throw cause;
    throw new TimeStampError('the time-stamping authority does not answer', { cause });
  }
}

async function bodyOf(answer: http.IncomingMessage): Promise<Uint8Array> {
  const { statusCode } = answer;
  if (statusCode !== 200) {
    answer.destroy();
    const why = statusCode === 401 || statusCode === 403 ? ': it refuses the login it was given, or asks for one' : '';
    throw new TimeStampError(`the time-stamping authority answers ${statusCode}${why}`);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new TimeStampError('the time-stamping authority answers too much');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** @throws {TimeStampError} what is no answer at all */
function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    throw new TimeStampError('the answer of the time-stamping authority cannot be read', { cause: error });
  }
}

function readToken(answer: Uint8Array): Uint8Array {
  const response = new Members(readDer(answer));
  const status = new Members(response.next()).next(TAG.integer).content;
  if (status.length !== 1 || !GRANTED.has(status[0] ?? -1))
    throw new TimeStampError('the time-stamping authority refuses');
  const token = response.maybe(TAG.sequence);
  response.end();
  if (token) return token.bytes;
  throw new TimeStampError('the time-stamping authority gives no stamp');
}

/** The stamp answers this very request; that its authority is trusted is checked offline, by `npm run verify`. */
function checkAnswer(token: Uint8Array, digest: Uint8Array, nonce: Uint8Array): void {
  const { contentType, content } = readSignedData(token);
  if (contentType !== oid.tstInfo || content === null)
    throw new TimeStampError('what the time-stamping authority gives is no stamp');
  const said = readTstInfo(content);
  if (Buffer.compare(said.imprint.digest, digest) !== 0) throw new TimeStampError('the stamp is over something else');
  if (said.nonce === null || Buffer.compare(said.nonce, nonce) !== 0)
    throw new TimeStampError('the stamp answers another request');
}
