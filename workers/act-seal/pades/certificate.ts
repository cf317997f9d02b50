import { createHash, type webcrypto } from 'node:crypto';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { oid } from './oids.ts';

/** Bits of the keyUsage extension, by their names in RFC 5280. */
const KEY_USAGE = { digitalSignature: 0, nonRepudiation: 1, keyCertSign: 5, cRLSign: 6 } as const;
type KeyUsage = keyof typeof KEY_USAGE;

/** A distinguished name, in order. */
export type DistinguishedName = ReadonlyArray<readonly [type: string, value: string]>;

/** What a certificate to make must say. */
export type CertificateRequest = {
  subject: DistinguishedName;
  publicKey: webcrypto.CryptoKey;
  issuer: { name: DistinguishedName; privateKey: webcrypto.CryptoKey; publicKey: webcrypto.CryptoKey };
  serial: Uint8Array;
  from: Date;
  to: Date;
  isAuthority: boolean;
  keyUsage: KeyUsage[];
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
    extension(
      oid.subjectKeyIdentifier,
      false,
      new asn1js.OctetString({ valueHex: await keyIdentifier(request.publicKey) }),
    ),
    extension(
      oid.authorityKeyIdentifier,
      false,
      new pkijs.AuthorityKeyIdentifier({
        keyIdentifier: new asn1js.OctetString({ valueHex: await keyIdentifier(request.issuer.publicKey) }),
      }),
    ),
  ];
  await certificate.sign(request.issuer.privateKey as CryptoKey, 'SHA-256');
  return new Uint8Array(certificate.toSchema(true).toBER(false));
}

/** DER to PEM. */
export function toPem(label: 'CERTIFICATE', der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
