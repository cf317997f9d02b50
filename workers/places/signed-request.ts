import { createHash, createHmac } from 'node:crypto';

/** An account of a store of objects. */
export interface StoreAccount {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface StoreRequest {
  readonly method: 'GET' | 'PUT';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | undefined;
  /** Of a body that is sent from a file, in hexadecimal. */
  readonly bodySha256?: string | undefined;
}

/**
 * The headers of a request to a store of objects, all of them and its body signed (AWS Signature Version 4, which every store
 * that speaks S3 knows). Names are in lower case.
 * @example await fetch(url, { headers: signedHeaders({ method: 'GET', url }, account, new Date()) })
 */
export function signedHeaders(
  { method, url, headers = {}, body = new Uint8Array(), bodySha256 }: StoreRequest,
  { region, accessKeyId, secretAccessKey }: StoreAccount,
  at: Date,
): Record<string, string> {
  const time = at.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const content = bodySha256 ?? sha256(body);
  const sent: Record<string, string> = { ...headers, 'x-amz-content-sha256': content, 'x-amz-date': time };
  const signed = Object.entries({ ...sent, host: url.host }).sort(([a], [b]) => (a < b ? -1 : 1));
  const names = signed.map(([name]) => name).join(';');
  const canonical = [
    method,
    pathOf(url),
    queryOf(url),
    ...signed.map(([name, value]) => `${name}:${value.trim()}`),
    '',
    names,
    content,
  ].join('\n');
  const scope = [time.slice(0, 8), region, 's3', 'aws4_request'];
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(canonical)].join('\n')).toString(
    'hex',
  );
  const credential = `${accessKeyId}/${scope.join('/')}`;
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=${names},Signature=${signature}`,
  };
}

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** As RFC 3986 has it, which leaves less as it is than `encodeURIComponent`. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

const pathOf = ({ pathname }: URL): string => pathname.split('/').map(decodeURIComponent).map(encoded).join('/');

const queryOf = ({ searchParams }: URL): string =>
  [...searchParams]
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&');
