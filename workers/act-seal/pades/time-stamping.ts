import { createHash, randomBytes } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { oid } from './oids.ts';

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

/** A time-stamping authority at an address, asked by HTTP as RFC 3161 says. */
export function timeStampingAuthority(url: string): TimeStamper {
  return async (bytes) => {
    const digest = new Uint8Array(createHash('sha256').update(bytes).digest());
    const nonce = positive(randomBytes(8));
    const token = readToken(await post(url, request(digest, nonce)));
    checkAnswer(token, digest, nonce);
    return token;
  };
}

/** A positive INTEGER of DER has no leading one bit. */
function positive(bytes: Uint8Array): Uint8Array {
  const shown = new Uint8Array(bytes);
  shown[0] = ((shown[0] ?? 0) & 0x7f) | 0x40;
  return shown;
}

function request(digest: Uint8Array, nonce: Uint8Array): Uint8Array {
  const query = new pkijs.TimeStampReq({
    version: 1,
    messageImprint: new pkijs.MessageImprint({
      hashAlgorithm: new pkijs.AlgorithmIdentifier({ algorithmId: oid.sha256, algorithmParams: new asn1js.Null() }),
      hashedMessage: new asn1js.OctetString({ valueHex: new Uint8Array(digest) }),
    }),
    nonce: new asn1js.Integer({ valueHex: new Uint8Array(nonce).buffer }),
    certReq: true,
  });
  return new Uint8Array(query.toSchema().toBER(false));
}

async function post(url: string, body: Uint8Array): Promise<Uint8Array> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/timestamp-query', Accept: 'application/timestamp-reply' },
    body: new Uint8Array(body),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((cause: unknown) => {
    throw new TimeStampError('the time-stamping authority does not answer', { cause });
  });
  if (!answer.ok) throw new TimeStampError(`the time-stamping authority answers ${answer.status}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (bytes.length > MAX_BYTES) throw new TimeStampError('the time-stamping authority answers too much');
  return bytes;
}

function readToken(answer: Uint8Array): Uint8Array {
  try {
    const response = pkijs.TimeStampResp.fromBER(new Uint8Array(answer));
    if (!GRANTED.has(response.status.status)) throw new TimeStampError('the time-stamping authority refuses');
    if (response.timeStampToken) return new Uint8Array(response.timeStampToken.toSchema().toBER(false));
  } catch (error) {
    if (error instanceof TimeStampError) throw error;
    throw new TimeStampError('the answer of the time-stamping authority cannot be read', { cause: error });
  }
  throw new TimeStampError('the time-stamping authority gives no stamp');
}

/** The stamp answers this very request; that its authority is trusted is checked offline, by `npm run verify`. */
function checkAnswer(token: Uint8Array, digest: Uint8Array, nonce: Uint8Array): void {
  const content = pkijs.ContentInfo.fromBER(new Uint8Array(token)).content;
  const signed = new pkijs.SignedData({ schema: content });
  const info = signed.encapContentInfo.eContent?.getValue();
  if (signed.encapContentInfo.eContentType !== oid.tstInfo || info === undefined)
    throw new TimeStampError('what the time-stamping authority gives is no stamp');
  const said = pkijs.TSTInfo.fromBER(info);
  const imprint = new Uint8Array(said.messageImprint.hashedMessage.valueBlock.valueHexView);
  if (Buffer.compare(imprint, digest) !== 0) throw new TimeStampError('the stamp is over something else');
  const echoed = said.nonce && new Uint8Array(said.nonce.valueBlock.valueHexView);
  if (!echoed || Buffer.compare(echoed, nonce) !== 0) throw new TimeStampError('the stamp answers another request');
}
