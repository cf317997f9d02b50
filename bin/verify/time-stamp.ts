import { createHash, type X509Certificate } from 'node:crypto';
import * as pkijs from 'pkijs';
import { Invalid } from '../../workers/act-seal/pades/invalid.ts';
import { oid } from '../../workers/act-seal/pades/oids.ts';
import { checkContent, checkSignature, readCms } from './cms.ts';
import { checkChain, nameOf } from './trust.ts';

const HASHES: Record<string, string> = { [oid.sha256]: 'sha256', [oid.sha384]: 'sha384', [oid.sha512]: 'sha512' };

/**
 * Proves that a timestamp (RFC 3161) is over this signature and comes from a trusted authority.
 * @throws {Invalid}
 */
export function checkTimeStamp(
  token: Uint8Array,
  signature: Uint8Array,
  anchors: X509Certificate[],
): { at: Date; authority: string } {
  const cms = readCms(token);
  if (cms.contentType !== oid.tstInfo || !cms.content) throw new Invalid('the timestamp is not one');
  checkContent(cms, [cms.content]);
  checkSignature(cms);
  const info = pkijs.TSTInfo.fromBER(new Uint8Array(cms.content));
  const hash = HASHES[info.messageImprint.hashAlgorithm.algorithmId];
  const imprint = info.messageImprint.hashedMessage.valueBlock.valueHexView;
  if (!hash || !createHash(hash).update(signature).digest().equals(imprint)) {
    throw new Invalid('the timestamp is over another signature');
  }
  if (!cms.signer.keyUsage?.includes(oid.timeStamping))
    throw new Invalid('the timestamp does not come from a timestamping authority');
  checkChain(cms.signer, cms.certificates, anchors, info.genTime);
  return { at: info.genTime, authority: nameOf(cms.signer) };
}
