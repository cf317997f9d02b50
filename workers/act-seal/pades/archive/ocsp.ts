import type * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { parsedCertificate } from '../verification/parsed.ts';
import { nameOf } from '../verification/trust.ts';
import { fetched } from './fetched.ts';
import { type Question, RevocationUnknown, Revoked } from './question.ts';

const GOOD = 0;
const REVOKED = 1;

/**
 * Asks an authority about a certificate (RFC 6960); gives its answer, signed by itself or by whom it named, in DER.
 * @throws {RevocationUnknown} {@link Revoked}
 */
export async function askOcsp(address: string, { certificate, issuer, at, now }: Question): Promise<Uint8Array> {
  const [asked, authority] = [parsedCertificate(certificate), parsedCertificate(issuer)];
  const unknown = (why: string, cause?: unknown): never => {
    throw new RevocationUnknown(`« ${nameOf(issuer)} » says nothing of « ${nameOf(certificate)} »: ${why}`, { cause });
  };
  const request = new pkijs.OCSPRequest();
  await request.createForCertificate(asked, { hashAlgorithm: 'SHA-1', issuerCertificate: authority });
  const body = new Uint8Array(request.toSchema(true).toBER(false));
  const answer = await fetched(address, { body, type: 'application/ocsp-request' }).catch((error: unknown) =>
    unknown(`${address} does not answer`, error),
  );
  const basic = readAnswer(answer) ?? unknown('its answer cannot be read');
  const isSigned = await basic.verify({ trustedCerts: [authority] }).catch(() => false);
  if (!isSigned) unknown('its answer is not its own');
  const { status, isForCertificate } = await basic.getCertificateStatus(asked, authority);
  const [single] = basic.tbsResponseData.responses;
  if (!isForCertificate || single === undefined || (single.nextUpdate ?? now) < now) unknown('its answer is another');
  const revokedAt = status === REVOKED ? revocationTime(single?.certStatus) : null;
  if (revokedAt !== null && revokedAt <= at)
    throw new Revoked(`« ${nameOf(certificate)} » was revoked on ${revokedAt.toISOString()}`);
  if (status !== GOOD && status !== REVOKED) unknown('it does not know it');
  return answer;
}

/** RevokedInfo begins with it. */
const revocationTime = (status: asn1js.Constructed): Date =>
  (status.valueBlock.value[0] as asn1js.GeneralizedTime).toDate();

function readAnswer(answer: Uint8Array): pkijs.BasicOCSPResponse | null {
  try {
    const bytes = pkijs.OCSPResponse.fromBER(new Uint8Array(answer)).responseBytes?.response.valueBlock.valueHexView;
    return bytes ? pkijs.BasicOCSPResponse.fromBER(new Uint8Array(bytes)) : null;
  } catch {
    return null;
  }
}
