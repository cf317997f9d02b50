import { createHash, X509Certificate } from 'node:crypto';
import * as pkijs from 'pkijs';
import { oid } from '../der/oids.ts';
import type { Material } from './additions.ts';
import { HASHES, isSignedWith } from './cms.ts';
import { parsedCertificate, parsedList } from './parsed.ts';
import { mayAnswer, mayList } from './usages.ts';
import { after } from './verify-seal.ts';

/** What an authority says of a certificate: that it was not revoked, since when it is; null: nothing that can be relied on. */
export type Standing = { revokedAt: Date | null } | null;

const KNOWN_EXTENSIONS = new Set<string>([oid.cRLNumber, oid.authorityKeyIdentifier, oid.issuingDistributionPoint]);
const GOOD = 0;
const REVOKED = 1;

/**
 * Finds in a file the proof that a certificate was not revoked: a list of its authority or an
 * answer about it, in force at one of these instants, when a time stamp covered it. The archive
 * chooses what it asks for by it, and a verifier what it finds, so that both agree.
 */
export function standingOf(
  certificate: X509Certificate,
  issuer: X509Certificate,
  { lists, answers }: Pick<Material, 'lists' | 'answers'>,
  instants: readonly Date[],
): Standing {
  const asked = { asked: parsedCertificate(certificate), isAuthority: certificate.ca };
  const question = { ...asked, issuer, authority: parsedCertificate(issuer), instants };
  const said = [
    ...lists.map((list) => unlessDamaged(() => inList(list, question))),
    ...answers.map((answer) => unlessDamaged(() => inAnswer(answer, question))),
  ].filter((one) => one !== null);
  // One that is revoked is, whatever an older list says.
  return said.find(({ revokedAt }) => revokedAt !== null) ?? said[0] ?? null;
}

interface Question {
  readonly asked: pkijs.Certificate;
  /** Whether it certifies others itself. */
  readonly isAuthority: boolean;
  readonly issuer: X509Certificate;
  readonly authority: pkijs.Certificate;
  readonly instants: readonly Date[];
}

function unlessDamaged(read: () => Standing): Standing {
  try {
    return read();
  } catch {
    return null;
  }
}

/** How long an answer stands that does not say until when: its authority makes one at each question. */
const ANSWER_STANDS_MS = 86_400_000;

/**
 * True if it was in force at one of these instants, give or take the clocks of the authority that
 * answers and of the one that stamped.
 */
const isInForce = (from: Date, until: Date, instants: readonly Date[]): boolean =>
  instants.some((at) => !after(from, at) && at <= until);

/**
 * Whether a list is about each revocation of such a certificate: one of authorities alone says nothing of others, one of some
 * reasons nothing of the rest.
 */
function isOver({ crlExtensions }: pkijs.CertificateRevocationList, { isAuthority }: Question): boolean {
  const scope = crlExtensions?.extensions.find(({ extnID }) => extnID === oid.issuingDistributionPoint)?.parsedValue as
    | pkijs.IssuingDistributionPoint
    | undefined;
  if (scope === undefined) return true;
  const { onlyContainsCACerts, onlyContainsUserCerts, onlyContainsAttributeCerts, onlySomeReasons, indirectCRL } =
    scope;
  const isOfOthers = isAuthority ? onlyContainsUserCerts : onlyContainsCACerts;
  return !isOfOthers && !onlyContainsAttributeCerts && !onlySomeReasons && !indirectCRL;
}

function inList(bytes: Uint8Array, question: Question): Standing {
  const { asked, issuer, authority, instants } = question;
  const list = parsedList(bytes);
  if (!list.issuer.isEqual(authority.subject) || !mayList(issuer) || !isOver(list, question)) return null;
  if (!list.nextUpdate || !isInForce(list.thisUpdate.value, list.nextUpdate.value, instants)) return null;
  const isWhole = (list.crlExtensions?.extensions ?? []).every(
    ({ extnID, critical }) => !critical || KNOWN_EXTENSIONS.has(extnID),
  );
  const signature = list.signatureValue.valueBlock.valueHexView;
  if (!isWhole || !isSignedWith(list.signatureAlgorithm.algorithmId, issuer.publicKey, list.tbsView, signature))
    return null;
  const entry = list.revokedCertificates?.find(({ userCertificate }) => userCertificate.isEqual(asked.serialNumber));
  return { revokedAt: entry?.revocationDate.value ?? null };
}

function inAnswer(bytes: Uint8Array, { asked, issuer, authority, instants }: Question): Standing {
  const response = pkijs.OCSPResponse.fromBER(new Uint8Array(bytes)).responseBytes?.response.valueBlock.valueHexView;
  if (!response) return null;
  const basic = pkijs.BasicOCSPResponse.fromBER(new Uint8Array(response));
  const { tbsResponseData, signatureAlgorithm, signature } = basic;
  const isSignedBy = ({ publicKey }: X509Certificate): boolean =>
    isSignedWith(signatureAlgorithm.algorithmId, publicKey, tbsResponseData.tbsView, signature.valueBlock.valueHexView);
  if (!isSignedBy(issuer) && !responders(basic, issuer).some(isSignedBy)) return null;
  const single = tbsResponseData.responses.find(({ certID }) => isAbout(certID, asked, authority));
  if (!single) return null;
  const until = single.nextUpdate ?? new Date(single.thisUpdate.getTime() + ANSWER_STANDS_MS);
  if (!isInForce(single.thisUpdate, until, instants)) return null;
  const { tagNumber } = single.certStatus.idBlock;
  if (tagNumber === GOOD) return { revokedAt: null };
  const [time] = single.certStatus.valueBlock.value ?? [];
  return tagNumber === REVOKED && time ? { revokedAt: time.toDate() } : null;
}

/** Those whom the authority itself has answer for it. */
function responders({ certs = [] }: pkijs.BasicOCSPResponse, issuer: X509Certificate): X509Certificate[] {
  return certs
    .map((one) => new X509Certificate(Buffer.from(one.toSchema().toBER(false))))
    .filter((one) => one.checkIssued(issuer) && one.verify(issuer.publicKey) && mayAnswer(one));
}

function isAbout(certID: pkijs.CertID, asked: pkijs.Certificate, authority: pkijs.Certificate): boolean {
  const hash = { ...HASHES, [oid.sha1]: 'sha1' }[certID.hashAlgorithm.algorithmId];
  if (hash === undefined) return false;
  const digest = (bytes: ArrayBuffer | Uint8Array): Buffer => createHash(hash).update(new Uint8Array(bytes)).digest();
  return (
    certID.serialNumber.isEqual(asked.serialNumber) &&
    digest(authority.subject.valueBeforeDecode).equals(certID.issuerNameHash.valueBlock.valueHexView) &&
    digest(authority.subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView).equals(
      certID.issuerKeyHash.valueBlock.valueHexView,
    )
  );
}
