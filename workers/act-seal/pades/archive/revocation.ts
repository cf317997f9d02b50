import type { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type * as pkijs from 'pkijs';
import { parsedCertificate, parsedList } from '../verification/parsed.ts';
import { nameOf } from '../verification/trust.ts';
import { crlAddresses, ocspAddress } from './addresses.ts';
import { fetched } from './fetched.ts';
import { askOcsp } from './ocsp.ts';
import { type Question, RevocationUnknown, Revoked } from './question.ts';

/** What says that certificates were not revoked: lists (CRL) and answers (OCSP), in DER. */
export interface Revocation {
  readonly lists: readonly Uint8Array[];
  readonly answers: readonly Uint8Array[];
}

/** The lists of a file, PEM or DER. */
function readLists(file: Uint8Array): Uint8Array[] {
  const pem = Buffer.from(file).toString('latin1');
  const blocks = [...pem.matchAll(/-----BEGIN X509 CRL-----([\s\S]+?)-----END X509 CRL-----/g)];
  if (blocks.length === 0) return [new Uint8Array(file)];
  return blocks.map(([, body = '']) => new Uint8Array(Buffer.from(body, 'base64')));
}

/** The lists of these files, as they are now: whoever publishes them replaces them. @throws {RevocationUnknown} */
export async function listsAt(paths: readonly string[]): Promise<Uint8Array[]> {
  const files = await Promise.all(
    paths.map((path) =>
      readFile(path).catch((cause: unknown) => {
        throw new RevocationUnknown(`${path} cannot be read`, { cause });
      }),
    ),
  );
  return files.flatMap(readLists);
}

/** Whether there is anything to ask about each certificate of a chain. */
export const isAskable = (path: readonly X509Certificate[], known: readonly Uint8Array[]): boolean =>
  path.slice(0, -1).every((certificate, index) => {
    const issuer = path[index + 1];
    const isOf = (list: Uint8Array) =>
      issuer !== undefined && read(list)?.issuer.isEqual(parsedCertificate(issuer).subject) === true;
    return known.some(isOf) || ocspAddress(certificate) !== null || crlAddresses(certificate).length > 0;
  });

/**
 * Has each certificate of a chain, but its anchor, vouched for by its authority: by a list at hand, by an answer, by a list
 * that it publishes, the first of the three that there is.
 * @param path from the certificate to its anchor
 * @param at a certificate that was revoked later than this is none of ours to refuse
 * @throws {RevocationUnknown} {@link Revoked}
 */
export async function revocationOf(
  path: readonly X509Certificate[],
  { known, at, now }: { readonly known: readonly Uint8Array[]; readonly at: Date; readonly now: Date },
): Promise<Revocation> {
  const lists: Uint8Array[] = [];
  const answers: Uint8Array[] = [];
  for (const [index, certificate] of path.slice(0, -1).entries()) {
    const issuer = path[index + 1] as X509Certificate;
    const question = { certificate, issuer, at, now };
    const atHand = await firstThatSays(known, question);
    const address = ocspAddress(certificate);
    if (atHand !== null) lists.push(atHand);
    else if (address !== null) answers.push(await askOcsp(address, question));
    else lists.push(await publishedList(question));
  }
  return { lists, answers };
}

async function publishedList(question: Question): Promise<Uint8Array> {
  const addresses = crlAddresses(question.certificate);
  for (const address of addresses) {
    const list = await fetched(address).catch(() => null);
    const found = list && (await firstThatSays([list], question));
    if (found) return found;
  }
  throw new RevocationUnknown(
    `no list of « ${nameOf(question.issuer)} » is to be had (${addresses.join(', ') || 'it names none'})`,
  );
}

/** The first list that is of this authority, signed by it and in force. @throws {Revoked} */
async function firstThatSays(lists: readonly Uint8Array[], question: Question): Promise<Uint8Array | null> {
  const { certificate, issuer, at, now } = question;
  const [asked, authority] = [parsedCertificate(certificate), parsedCertificate(issuer)];
  for (const bytes of lists) {
    const list = read(bytes);
    if (!list?.issuer.isEqual(authority.subject)) continue;
    if ((list.nextUpdate?.value ?? now) < now || list.thisUpdate.value > now) continue;
    if (!(await isSignedBy(list, issuer))) continue;
    const entry = list.revokedCertificates?.find(({ userCertificate }) => userCertificate.isEqual(asked.serialNumber));
    if (entry !== undefined && entry.revocationDate.value <= at)
      throw new Revoked(`« ${nameOf(certificate)} » was revoked on ${entry.revocationDate.value.toISOString()}`);
    return bytes;
  }
  return null;
}

/** Null: an address, or a file, may hold anything. */
function read(bytes: Uint8Array): pkijs.CertificateRevocationList | null {
  try {
    return parsedList(bytes);
  } catch {
    return null;
  }
}

/** By which authorities' certificates (in base 64) a list is found to be signed, or not. */
const signedBy = new WeakMap<pkijs.CertificateRevocationList, Map<string, boolean>>();

async function isSignedBy(list: pkijs.CertificateRevocationList, issuer: X509Certificate): Promise<boolean> {
  const found = signedBy.get(list) ?? new Map<string, boolean>();
  signedBy.set(list, found);
  const authority = issuer.raw.toString('base64');
  const isSigned = found.get(authority) ?? (await list.verify({ issuerCertificate: parsedCertificate(issuer) }));
  found.set(authority, isSigned);
  return isSigned;
}
