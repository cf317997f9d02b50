import { createHash, type webcrypto } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { oid } from './oids.ts';

/** Bits of the keyUsage extension, by their names in RFC 5280. */
const KEY_USAGE = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, cRLSign: 6 } as const;
type KeyUsage = keyof typeof KEY_USAGE;

/** A distinguished name, in order. */
export type DistinguishedName = ReadonlyArray<readonly [type: string, value: string]>;

/** Who certifies. */
export type Issuer = { name: DistinguishedName; privateKey: webcrypto.CryptoKey; publicKey: webcrypto.CryptoKey };

/** What a certificate to make must say. */
export type CertificateRequest = {
  subject: DistinguishedName;
  publicKey: webcrypto.CryptoKey;
  issuer: Issuer;
  serial: Uint8Array;
  from: Date;
  to: Date;
  isAuthority: boolean;
  keyUsage: KeyUsage[];
  /** The one purpose that its key serves, by its identifier; any when it is not said. */
  purpose?: string | undefined;
};

/** pkijs would put a whole name in one multi-valued RDN: the name is encoded here, one RDN an attribute, and read back. */
function toName(name: DistinguishedName): pkijs.RelativeDistinguishedNames {
  const rdns = name.map(([type, value]) => {
    // Countries and serial numbers are PrintableString in X.520, the rest UTF-8.
    const printable = type === oid.country || type === oid.serialNumber;
    const encoded = printable ? new asn1js.PrintableString({ value }) : new asn1js.Utf8String({ value });
    const attribute = new asn1js.Sequence({ value: [new asn1js.ObjectIdentifier({ value: type }), encoded] });
    return new asn1js.Set({ value: [attribute] });
  });
  return pkijs.RelativeDistinguishedNames.fromBER(new asn1js.Sequence({ value: rdns }).toBER(false));
}

async function keyIdentifier(key: webcrypto.CryptoKey): Promise<ArrayBuffer> {
  const info = new pkijs.PublicKeyInfo();
  await info.importKey(key as CryptoKey);
  const digest = createHash('sha1').update(new Uint8Array(info.subjectPublicKey.valueBlock.valueHexView)).digest();
  return new Uint8Array(digest).buffer;
}

function keyUsageBits(usages: KeyUsage[]): asn1js.BitString {
  const bits = usages.map((usage) => KEY_USAGE[usage]);
  const byte = bits.reduce<number>((value, bit) => value | (0x80 >> bit), 0);
  return new asn1js.BitString({ valueHex: new Uint8Array([byte]).buffer, unusedBits: 7 - Math.max(...bits) });
}

const extension = (
  extnID: string,
  critical: boolean,
  value: asn1js.BaseBlock | { toSchema(): asn1js.BaseBlock },
): pkijs.Extension => {
  const block = 'toSchema' in value ? value.toSchema() : value;
  return new pkijs.Extension({ extnID, critical, extnValue: block.toBER(false) });
};

const authorityKey = async ({ publicKey }: Issuer): Promise<pkijs.Extension> =>
  extension(
    oid.authorityKeyIdentifier,
    false,
    new pkijs.AuthorityKeyIdentifier({
      keyIdentifier: new asn1js.OctetString({ valueHex: await keyIdentifier(publicKey) }),
    }),
  );

/** Makes and signs an X.509 v3 certificate; gives its DER. */
export async function makeCertificate(request: CertificateRequest): Promise<Uint8Array> {
  const certificate = new pkijs.Certificate();
  certificate.version = 2;
  certificate.serialNumber = new asn1js.Integer({ valueHex: new Uint8Array(request.serial).buffer });
  certificate.subject = toName(request.subject);
  certificate.issuer = toName(request.issuer.name);
  certificate.notBefore.value = request.from;
  certificate.notAfter.value = request.to;
  await certificate.subjectPublicKeyInfo.importKey(request.publicKey as CryptoKey);
  const constraints = request.isAuthority
    ? new pkijs.BasicConstraints({ cA: true, pathLenConstraint: 0 })
    : new pkijs.BasicConstraints({ cA: false });
  certificate.extensions = [
    extension(oid.basicConstraints, true, constraints),
    extension(oid.keyUsage, true, keyUsageBits(request.keyUsage)),
    ...(request.purpose === undefined
      ? []
      : [extension(oid.extendedKeyUsage, true, new pkijs.ExtKeyUsage({ keyPurposes: [request.purpose] }))]),
    extension(
      oid.subjectKeyIdentifier,
      false,
      new asn1js.OctetString({ valueHex: await keyIdentifier(request.publicKey) }),
    ),
    await authorityKey(request.issuer),
  ];
  await certificate.sign(request.issuer.privateKey as CryptoKey, 'SHA-256');
  return new Uint8Array(certificate.toSchema(true).toBER(false));
}

/** Makes and signs the list of an authority that revoked nothing, for that time; gives its DER. */
export async function makeEmptyRevocationList(issuer: Issuer, { from, to }: { from: Date; to: Date }) {
  const list = new pkijs.CertificateRevocationList();
  list.version = 1;
  list.issuer = toName(issuer.name);
  list.thisUpdate = new pkijs.Time({ type: pkijs.TimeType.UTCTime, value: from });
  list.nextUpdate = new pkijs.Time({ type: pkijs.TimeType.UTCTime, value: to });
  const number = extension(oid.cRLNumber, false, new asn1js.Integer({ value: 1 }));
  list.crlExtensions = new pkijs.Extensions({ extensions: [await authorityKey(issuer), number] });
  await list.sign(issuer.privateKey as CryptoKey, 'SHA-256');
  return new Uint8Array(list.toSchema(true).toBER(false));
}

/** DER to PEM. */
export function toPem(label: 'CERTIFICATE' | 'X509 CRL', der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
