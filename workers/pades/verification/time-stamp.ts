import { createHash, type X509Certificate } from 'node:crypto';
import { oid } from '../der/oids.ts';
import { checkContent, checkSignature, checkStampingCertificate, HASHES, readCms } from './cms.ts';
import { Invalid } from './invalid.ts';
import { checkChain, nameOf } from './trust.ts';
import { readTstInfo } from './tst-info.ts';
import { mayStamp } from './usages.ts';

/** When it was made, the name of its authority, and its certificates up to the anchor that vouches for it. */
export type Stamp = { at: Date; authority: string; anchor: X509Certificate; path: X509Certificate[] };

/**
 * Proves that a timestamp (RFC 3161) is over this signature, or over a whole document but itself, and comes from a trusted
 * authority.
 * @throws {Invalid}, or {@link DerError}
 */
export function checkTimeStamp(
  token: Uint8Array,
  stamped: Uint8Array | readonly Uint8Array[],
  anchors: readonly X509Certificate[],
): Stamp {
  const cms = readCms(token);
  if (cms.contentType !== oid.tstInfo || !cms.content) throw new Invalid('the timestamp is not one');
  checkContent(cms, [cms.content]);
  checkSignature(cms);
  checkStampingCertificate(cms);
  const { imprint, at } = readTstInfo(cms.content);
  const hash = HASHES[imprint.algorithm];
  const parts = stamped instanceof Uint8Array ? [stamped] : stamped;
  if (!hash || !digestOf(hash, parts).equals(imprint.digest))
    throw new Invalid(`the timestamp is over another ${parts.length > 1 ? 'document' : 'signature'}`);
  if (!mayStamp(cms.signer)) throw new Invalid('the timestamp does not come from a timestamping authority');
  const chain = checkChain(cms.signer, cms.certificates, anchors, at);
  return { at, authority: nameOf(cms.signer), ...chain };
}

function digestOf(hash: string, parts: readonly Uint8Array[]): Buffer {
  const digest = createHash(hash);
  for (const part of parts) digest.update(part);
  return digest.digest();
}
