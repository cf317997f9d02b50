import * as pkijs from 'pkijs';
import { parsedCertificate } from '../verification/parsed.ts';
import { fetched } from './fetched.ts';
import type { Question } from './question.ts';

/** Asks an authority about a certificate (RFC 6960); gives what it answers. @throws when it does not answer in time, or too much */
export async function askOcsp(address: string, { certificate, issuer }: Question): Promise<Uint8Array> {
  const request = new pkijs.OCSPRequest();
  const terms = { hashAlgorithm: 'SHA-1', issuerCertificate: parsedCertificate(issuer) };
  await request.createForCertificate(parsedCertificate(certificate), terms);
  const body = new Uint8Array(request.toSchema(true).toBER(false));
  return fetched(address, { body, type: 'application/ocsp-request' });
}
