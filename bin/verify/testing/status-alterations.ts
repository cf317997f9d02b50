import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';
import type { ActStatus } from '#domain/evidence/act-status.ts';
import { signStatement } from '#workers/pades/der/cms.ts';
import type { SealKey } from '#workers/pades/keys/key.ts';
import type { TimeStamper } from '#workers/pades/stamps/time-stamping.ts';
import { named, nodes, replaced, variants } from './alterations.ts';

/** How a status is sealed: by whose key, and who stamps it. */
export interface StatusSealing {
  readonly key: SealKey;
  readonly stamp: TimeStamper | undefined;
}

/** A state file that was altered. */
export interface StatusAlteration {
  readonly name: string;
  readonly status: Uint8Array;
}

/** Whatever it says, sealed: what a key that was stolen could make too. */
export const sealed = (
  said: unknown,
  { key, stamp }: StatusSealing,
  claimedAt = new Date((said as ActStatus)?.at ?? Date.now()),
): Promise<Uint8Array> =>
  signStatement(typeof said === 'string' ? Buffer.from(said) : Buffer.from(JSON.stringify(said)), key, {
    claimedAt: Number.isNaN(claimedAt.getTime()) ? new Date() : claimedAt,
    stamp,
  });

/** What no other field or file says again: a verifier that is given it sealed takes the ministry's word. */
const WORD_OF_THE_MINISTRY: ReadonlySet<string> = new Set(['at: a second later', 'laterActs.0.sha256: another digest']);

/**
 * Every way to alter each field of a status: by who has no key and leaves its signature, then by who has the ministry's and
 * seals it again.
 */
export async function* alterationsOfStatus(
  status: ActStatus,
  file: Uint8Array,
  sealing: StatusSealing,
): AsyncGenerator<StatusAlteration> {
  const fields = [...nodes(status)].flatMap(([path, value]) => [
    ...[...variants(value)].map(([how, changed]) => ({ path, how, said: replaced(status, path, changed) })),
    ...(path.length === 0 ? [] : [{ path, how: 'left out', said: replaced(status, path, undefined) }]),
  ]);
  for (const { path, how, said } of fields) {
    const name = `${named(path)}: ${how}`;
    yield { name, status: withContent(file, Buffer.from(JSON.stringify(said))) };
    if (WORD_OF_THE_MINISTRY.has(name.replace(/^laterActs\.\d+/, 'laterActs.0'))) continue;
    yield { name: `${name}, sealed again`, status: await sealed(said, sealing) };
  }
  const text = JSON.stringify(status);
  yield {
    name: 'a key twice, sealed again',
    status: await sealed(text.replace('{', '{"state":"in-force",'), sealing, new Date(status.at)),
  };
}

/** Every way to alter its bytes: any of them, its end, its stamp. */
export function* alterationsOfStatusFile(file: Uint8Array, every: number): Generator<StatusAlteration> {
  for (let at = 0; at < file.length; at += every)
    yield { name: `byte ${at}: another`, status: file.map((byte, index) => (index === at ? byte ^ 1 : byte)) };
  yield { name: 'a space at its end', status: Buffer.concat([file, Buffer.from(' ')]) };
  yield { name: 'without its last byte', status: file.subarray(0, -1) };
  yield { name: 'twice', status: Buffer.concat([file, file]) };
  yield { name: 'nothing', status: new Uint8Array() };
  yield { name: 'without its stamp', status: changed(file, ({ signerInfos: [info] }) => delete info?.unsignedAttrs) };
}

const withContent = (file: Uint8Array, content: Uint8Array): Uint8Array =>
  changed(file, (signed) => {
    signed.encapContentInfo = new pkijs.EncapsulatedContentInfo({
      eContentType: signed.encapContentInfo.eContentType,
      eContent: new asn1js.OctetString({ valueHex: new Uint8Array(content) }),
    });
  });

/** The same CMS, but for what is changed of it: its signature stays. */
function changed(file: Uint8Array, change: (signed: pkijs.SignedData) => unknown): Uint8Array {
  const signed = new pkijs.SignedData({ schema: pkijs.ContentInfo.fromBER(new Uint8Array(file)).content });
  change(signed);
  const content = new pkijs.ContentInfo({
    contentType: pkijs.ContentInfo.SIGNED_DATA,
    content: signed.toSchema(true),
  });
  return new Uint8Array(content.toSchema().toBER(false));
}
