import type { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type * as pkijs from 'pkijs';
import { parsedCertificate, parsedList } from '../verification/parsed.ts';
import { standingOf } from '../verification/revocation.ts';
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

/**
 * Reads the lists of these files as they are now: their publisher replaces them.
 * @throws {RevocationUnknown}
 */
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
 * Proves that no certificate of a chain, except its anchor, was revoked: by a list at hand, by an
 * OCSP answer, by a list that its authority publishes, the first of the three that a verifier of
 * the archive will accept.
 * @param path from the certificate to its anchor
 * @param at a certificate that was revoked later than this is not ours to refuse
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
    const atHand = known.find((list) => vouches({ lists: [list] }, question));
    const answer = atHand === undefined ? await answered(question) : null;
    if (atHand !== undefined) lists.push(atHand);
    else if (answer !== null) answers.push(answer);
    else lists.push(await publishedList(question));
  }
  return { lists, answers };
}

/**
 * True if a statement of an authority about a certificate can be relied on, by the rules of a
 * verifier.
 * @throws {Revoked}
 */
function vouches(said: Partial<Revocation>, { certificate, issuer, at, now }: Question): boolean {
  const standing = standingOf(certificate, issuer, { lists: [], answers: [], ...said }, [now]);
  const revokedAt = standing?.revokedAt ?? null;
  if (revokedAt !== null && revokedAt <= at)
    throw new Revoked(`« ${nameOf(certificate)} » was revoked on ${revokedAt.toISOString()}`);
  return standing !== null;
}

/** What the authority answers about it; null: nothing that can be relied on. */
async function answered(question: Question): Promise<Uint8Array | null> {
  const address = ocspAddress(question.certificate);
  const answer = address === null ? null : await askOcsp(address, question).catch(() => null);
  return answer !== null && vouches({ answers: [answer] }, question) ? answer : null;
}

async function publishedList(question: Question): Promise<Uint8Array> {
  const { certificate, issuer } = question;
  const addresses = crlAddresses(certificate);
  for (const address of addresses) {
    const list = await fetched(address).catch(() => null);
    if (list !== null && vouches({ lists: [list] }, question)) return list;
  }
  const asked = [ocspAddress(certificate) ?? [], addresses].flat().join(', ');
  throw new RevocationUnknown(
    `« ${nameOf(issuer)} » says nothing of « ${nameOf(certificate)} » (${asked || 'it names no address'})`,
  );
}

/** Null: an address, or a file, may hold anything. */
function read(bytes: Uint8Array): pkijs.CertificateRevocationList | null {
  try {
    return parsedList(bytes);
  } catch {
    return null;
  }
}
