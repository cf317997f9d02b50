import { context, type Der, Members, membersOf, octetsIn, readDer, readObjectId, TAG } from '#workers/pades/der/der.ts';
import { oid } from '#workers/pades/der/oids.ts';
import { Buffer } from './buffer.ts';
import { type PublicKey, readPublicKey } from './public-key.ts';
import { createHash, verify } from './signatures.ts';

/** The algorithms by which certificates are signed, by what they name. */
const SIGNED_BY: Readonly<Record<string, 'sha1' | 'sha256' | 'sha384' | 'sha512'>> = {
  '1.2.840.113549.1.1.5': 'sha1',
  [oid.sha256WithRsa]: 'sha256',
  [oid.sha384WithRsa]: 'sha384',
  [oid.sha512WithRsa]: 'sha512',
  [oid.ecdsaWithSha256]: 'sha256',
  [oid.ecdsaWithSha384]: 'sha384',
  [oid.ecdsaWithSha512]: 'sha512',
};
const ECDSA = /^1\.2\.840\.10045\.4\./;

const SHORT_NAMES: Readonly<Record<string, string>> = {
  [oid.country]: 'C',
  [oid.organization]: 'O',
  [oid.organizationalUnit]: 'OU',
  [oid.commonName]: 'CN',
  [oid.serialNumber]: 'serialNumber',
};
const BMP = 0x1e;
const UTF8 = 0x0c;
const TEXTS = new Set([UTF8, 0x13, 0x14, 0x16, BMP]);
const GENERALIZED_TIME = 0x18;
const CERTIFIES = 0x04;
const EXTENSIONS = 3;

const textOf = ({ tag, content }: Der): string =>
  tag === UTF8
    ? new TextDecoder().decode(content)
    : tag === BMP
      ? new TextDecoder('utf-16be').decode(content)
      : Buffer.from(content).toString('latin1');

/** The types and values of a name, in order. */
const partsOf = (name: Der) =>
  membersOf(name).flatMap((set) =>
    membersOf(set).map((attribute) => {
      const members = new Members(attribute);
      return { type: readObjectId(members.next()), value: members.next() };
    }),
  );

/** As names are compared: neither case nor spaces nor kinds of texts tell two apart. */
const compared = (name: Der): string =>
  partsOf(name)
    .map(({ type, value }) => {
      const said = TEXTS.has(value.tag)
        ? textOf(value).trim().replace(/\s+/g, ' ').toLowerCase()
        : Buffer.from(value.bytes).toString('hex');
      return `${type}=${said}`;
    })
    .join('\n');

/** As OpenSSL writes the values of a name (RFC 2253). */
const escaped = (text: string): string => text.replace(/[,+"\\<>;]|^[# ]| $/g, '\\$&');

function instantOf({ tag, content }: Der): Date {
  const text = Buffer.from(content).toString('latin1');
  const year =
    tag === GENERALIZED_TIME ? text.slice(0, 4) : `${Number(text.slice(0, 2)) < 50 ? 20 : 19}${text.slice(0, 2)}`;
  const rest = text.slice(tag === GENERALIZED_TIME ? 4 : 2);
  const [month, day, hour, minute, second] = rest.match(/\d\d/g) ?? [];
  return new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

/** « Nov  4 17:32:19 2026 GMT » */
function asOpenSsl(at: Date): string {
  const [, day = '', month, year, time] = /^\w+, (\d\d) (\w+) (\d+) (\S+)/.exec(at.toUTCString()) ?? [];
  return `${month} ${day.replace(/^0/, ' ')} ${time} ${year} GMT`;
}

/** What the verifier uses of Node's X509Certificate. */
export class X509Certificate {
  readonly raw: Buffer;
  readonly publicKey: PublicKey;
  readonly subject: string;
  readonly validFromDate: Date;
  readonly validToDate: Date;
  readonly validFrom: string;
  readonly validTo: string;
  readonly #names: { readonly issuer: string; readonly subject: string };
  readonly #signed: { readonly bytes: Uint8Array; readonly algorithm: string; readonly signature: Uint8Array };
  readonly #extensions = new Map<string, Uint8Array>();

  /** @throws {DerError} what is no certificate */
  constructor(given: Uint8Array | string) {
    const bytes = typeof given === 'string' ? Buffer.from(given.replace(/-----[^-]+-----/g, ''), 'base64') : given;
    const certificate = new Members(readDer(bytes));
    const signed = certificate.next(TAG.sequence);
    const algorithm = readObjectId(new Members(certificate.next(TAG.sequence)).next());
    this.#signed = { bytes: signed.bytes, algorithm, signature: certificate.next().content.subarray(1) };
    certificate.end();
    const members = new Members(signed);
    members.maybe(context(0));
    members.next(TAG.integer);
    members.next(TAG.sequence);
    const issuer = members.next(TAG.sequence);
    const [from, to] = membersOf(members.next(TAG.sequence)) as [Der, Der];
    const subject = members.next(TAG.sequence);
    this.raw = Buffer.from(bytes);
    this.publicKey = readPublicKey(members.next(TAG.sequence).bytes);
    this.#names = { issuer: compared(issuer), subject: compared(subject) };
    this.subject = partsOf(subject)
      .map(({ type, value }) => `${SHORT_NAMES[type] ?? type}=${escaped(textOf(value))}`)
      .join('\n');
    this.validFromDate = instantOf(from);
    this.validToDate = instantOf(to);
    this.validFrom = asOpenSsl(this.validFromDate);
    this.validTo = asOpenSsl(this.validToDate);
    const extensions = members.rest().find(({ tag }) => tag === context(EXTENSIONS));
    for (const extension of extensions ? membersOf(readDer(extensions.content)) : []) {
      const parts = new Members(extension);
      const id = readObjectId(parts.next());
      parts.maybe(TAG.boolean);
      this.#extensions.set(id, octetsIn(parts.next()));
    }
  }

  get fingerprint256(): string {
    const digest = createHash('sha256').update(this.raw).digest('hex') as string;
    return (digest.toUpperCase().match(/../g) ?? []).join(':');
  }

  /** Whether it says that it certifies others. */
  get ca(): boolean {
    const constraints = this.#extensions.get(oid.basicConstraints);
    const [isAuthority] = constraints ? membersOf(readDer(constraints)) : [];
    return isAuthority?.tag === TAG.boolean && isAuthority.content[0] !== 0 && this.#mayCertify;
  }

  /** Whether another names itself as the one who issued it, by its name and its key. */
  checkIssued(issuer: X509Certificate): boolean {
    const authority = this.#extensions.get(oid.authorityKeyIdentifier);
    const [named] = authority ? membersOf(readDer(authority)) : [];
    const key = issuer.#extensions.get(oid.subjectKeyIdentifier);
    const isOfKey =
      named === undefined ||
      named.tag !== 0x80 ||
      key === undefined ||
      Buffer.from(octetsIn(readDer(key))).equals(named.content);
    return this.#names.issuer === issuer.#names.subject && isOfKey && issuer.#mayCertify;
  }

  /** Whether a key signed it. */
  verify(key: PublicKey): boolean {
    const { bytes, algorithm, signature } = this.#signed;
    const name = SIGNED_BY[algorithm];
    const isOfKind = key.asymmetricKeyType === (ECDSA.test(algorithm) ? 'ec' : 'rsa');
    return name !== undefined && isOfKind && verify(name, bytes, key, signature);
  }

  get #mayCertify(): boolean {
    const usage = this.#extensions.get(oid.keyUsage);
    return usage === undefined || ((readDer(usage).content[1] ?? 0) & CERTIFIES) !== 0;
  }
}
