import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { authorityFiles, readPassphrase } from '../authority-files.ts';
import { signTimeStamp } from '../der/cms.ts';
import { der, generalizedTime, Members, objectId, readDer, sequence, smallInteger, TAG } from '../der/der.ts';
import { oid } from '../der/oids.ts';
import type { SealKey } from '../keys/key.ts';
import { sealKeyFromP12 } from '../keys/p12.ts';
import { readImprint } from '../verification/tst-info.ts';
import { type Asking, type TimeStamper, timeStamper } from './time-stamping.ts';

/** Under which rules it stamps: none. The arc is that of examples (X.660), and no authority's. */
const POLICY = '2.999.1';
const GRANTED = 0;
const REJECTED = 2;
const DIGEST_BYTES: Readonly<Record<string, number>> = { [oid.sha256]: 32, [oid.sha384]: 48, [oid.sha512]: 64 };

/**
 * An RFC 3161 authority, for the demonstration alone: it answers requests as one at an address does, in this very process, and
 * its clock is that of the machine. Its stamps prove nothing of anyone.
 */
export const stampingAuthority =
  (key: SealKey, now: () => Date = () => new Date()): Asking =>
  async (bytes) => {
    const { imprint, nonce, wantsCertificates } = readRequest(bytes);
    const { algorithm, digest } = readImprint(imprint);
    if (digest.length !== DIGEST_BYTES[algorithm]) return sequence(sequence(smallInteger(REJECTED)));
    const serial = randomBytes(16);
    serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
    const info = sequence(
      smallInteger(1),
      objectId(POLICY),
      imprint.bytes,
      der(TAG.integer, serial),
      generalizedTime(now()),
      ...(nonce ? [nonce.bytes] : []),
    );
    const token = await signTimeStamp(info, key, wantsCertificates);
    return sequence(sequence(smallInteger(GRANTED)), token);
  };

/** TimeStampReq: what is to be stamped, the number that the answer repeats, and whether certificates are wanted. @throws {DerError} */
function readRequest(bytes: Uint8Array) {
  const request = new Members(readDer(bytes));
  request.next(TAG.integer);
  const imprint = request.next(TAG.sequence);
  request.maybe(TAG.objectId);
  const nonce = request.maybe(TAG.integer);
  const wantsCertificates = request.maybe(TAG.boolean)?.content[0] === 0xff;
  return { imprint, nonce, wantsCertificates };
}

/** The authority whose key is kept in this folder (`ensureDemonstrationStamps`). @throws {SealKeyError} */
export async function openStampingAuthority(folder: string): Promise<TimeStamper> {
  const p12 = await readFile(authorityFiles(folder, 'stamps').p12Path);
  return timeStamper(stampingAuthority(await sealKeyFromP12(p12, await readPassphrase(folder, 'stamps'))));
}
