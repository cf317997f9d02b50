import { createHash, type X509Certificate } from 'node:crypto';
import * as pkijs from 'pkijs';
import { oid } from '../oids.ts';
import { checkContent, checkSignature, checkStampingCertificate, HASHES, readCms } from './cms.ts';
import { Invalid } from './invalid.ts';
import { checkChain, nameOf } from './trust.ts';
import { mayStamp } from './usages.ts';

/** When it was made, the name of its authority, and the anchor that vouches for it. */
export type Stamp = { at: Date; authority: string; anchor: X509Certificate };

/**
 * Proves that a timestamp (RFC 3161) is over this signature and comes from a trusted authority.
 * @throws {Invalid}
 */
export function checkTimeStamp(token: Uint8Array, signature: Uint8Array, anchors: readonly X509Certificate[]): Stamp {
  const cms = readCms(token);
  if (cms.contentType !== oid.tstInfo || !cms.content) throw new Invalid('the timestamp is not one');
  checkContent(cms, [cms.content]);
  checkSignature(cms);
  checkStampingCertificate(cms);
  const info = pkijs.TSTInfo.fromBER(new Uint8Array(cms.content));
  const hash = HASHES[info.messageImprint.hashAlgorithm.algorithmId];
  const imprint = info.messageImprint.hashedMessage.valueBlock.valueHexView;
  if (!hash || !createHash(hash).update(signature).digest().equals(imprint)) {
    throw new Invalid('the timestamp is over another signature');
  }
  if (!mayStamp(cms.signer)) throw new Invalid('the timestamp does not come from a timestamping authority');
  const { anchor } = checkChain(cms.signer, cms.certificates, anchors, info.genTime);
  return { at: info.genTime, authority: nameOf(cms.signer), anchor };
}
