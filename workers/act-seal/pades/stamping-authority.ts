import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import { authorityFiles, readPassphrase } from './authority-files.ts';
import { signTimeStamp } from './cms.ts';
import { sequence, smallInteger } from './der.ts';
import type { SealKey } from './key.ts';
import { oid } from './oids.ts';
import { sealKeyFromP12 } from './p12.ts';
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
    const request = pkijs.TimeStampReq.fromBER(new Uint8Array(bytes));
    const { messageImprint, nonce, certReq } = request;
    const { hashAlgorithm, hashedMessage } = messageImprint;
    const isDigest = hashedMessage.valueBlock.valueHexView.length === DIGEST_BYTES[hashAlgorithm.algorithmId];
    if (!isDigest) return sequence(sequence(smallInteger(REJECTED)));
    const serial = randomBytes(16);
    serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
    const info = new pkijs.TSTInfo({
      version: 1,
      policy: POLICY,
      messageImprint,
      serialNumber: new asn1js.Integer({ valueHex: new Uint8Array(serial).buffer }),
      // A fraction that ends in zero is none in DER.
      genTime: new Date(Math.floor(now().getTime() / 1_000) * 1_000),
      ...(nonce && { nonce }),
    });
    const token = await signTimeStamp(new Uint8Array(info.toSchema().toBER(false)), key, certReq === true);
    return sequence(sequence(smallInteger(GRANTED)), token);
  };

/** The authority whose key is kept in this folder (`ensureDemonstrationStamps`). @throws {SealKeyError} */
export async function openStampingAuthority(folder: string): Promise<TimeStamper> {
  const p12 = await readFile(authorityFiles(folder, 'stamps').p12Path);
  return timeStamper(stampingAuthority(await sealKeyFromP12(p12, await readPassphrase(folder, 'stamps'))));
}
