import type { X509Certificate } from 'node:crypto';
import { Additions, type Material } from './additions.ts';
import { Invalid, Untrusted } from './invalid.ts';
import type { Proof, Report } from './report.ts';
import { standingOf } from './revocation.ts';
import { type DocumentStamp, type Editions, withoutSignatures } from './sealed-file.ts';
import { checkTimeStamp, type Stamp } from './time-stamp.ts';
import { nameOf } from './trust.ts';
import { CLOCKS_APART_MS, type Trust } from './verify-seal.ts';

/** What a valid act is valid short of, until its archive recorded it. */
export const NOT_RECORDED = 'revocation not recorded yet';

/**
 * Checks what an archive added to a sealed file since: that each edition adds an invisible time
 * stamp over the whole and proofs for its verifiers, and nothing else; then what these proofs say
 * of every certificate that the file rests on. Run once the seal was checked (verifySeal), so that
 * its own certificates are known.
 */
export async function checkEditions(
  report: Report,
  file: Uint8Array,
  { sealed, stamps, holes }: Editions,
  trust: Trust,
): Promise<void> {
  const rests = [...report.proofs];
  const [newest] = rests.slice(-1);
  if (stamps.length === 0) {
    if (report.provenAt === null) return;
    noteEnd(report, newest, trust.now);
    report.note('revocation not recorded yet: no archive edition says that the certificates were not revoked');
    report.caution(NOT_RECORDED);
    return;
  }
  const additions = await additionsOver(report, withoutSignatures(file, holes), sealed.length, stamps);
  const stamped: Proof[] = [];
  for (const [index, stamp] of stamps.entries()) {
    const proof = checkDocumentStamp(report, stamp, index + 2, trust);
    if (!proof) continue;
    const former = stamped.at(-1) ?? newest;
    if (former && proof.at.getTime() + CLOCKS_APART_MS < former.at.getTime())
      report.fail(`edition ${index + 2}: its time stamp is before what it covers`);
    else if (former) noteEnd(report, former, proof.at);
    stamped.push(proof);
  }
  noteEnd(report, stamped.at(-1), trust.now);
  if (additions === null) return;
  const instants = stamped.map(({ at }) => at);
  checkStandings(report, [...rests, ...stamped.slice(0, -1)], additions.material, instants);
}

/** Checks that what seals a document adds an invisible signature to it and nothing else: what was shown is what is read. */
export async function checkSealAddsNothing(report: Report, shown: Uint8Array, sealed: Uint8Array): Promise<void> {
  const additions = await Additions.over(shown).catch((error: unknown) => error as Error);
  report.attempt('seal', () => {
    if (additions instanceof Error) throw additions;
    additions.take(sealed, { from: shown.length, to: sealed.length, kind: 'Sig' });
    report.ok('the seal adds nothing that shows to what the signer was shown');
  });
}

async function additionsOver(
  report: Report,
  file: Uint8Array,
  sealed: number,
  stamps: readonly DocumentStamp[],
): Promise<Additions | null> {
  const additions = await Additions.over(file.subarray(0, sealed)).catch((error: unknown) => error as Error);
  return report.attempt('editions', () => {
    if (additions instanceof Error) throw additions;
    for (const { from, to } of stamps) additions.take(file, { from, to, kind: 'DocTimeStamp' });
    report.ok(`the ${stamps.length} later edition(s) begin with the sealed act, and add proofs and time stamps alone`);
    return additions;
  });
}

function checkDocumentStamp(
  report: Report,
  { cms, signedBytes }: DocumentStamp,
  number: number,
  trust: Trust,
): Stamp | null {
  const what = `edition ${number}`;
  return report.attempt(what, () => {
    try {
      const stamp = checkTimeStamp(cms, signedBytes, trust.stampAnchors ?? trust.anchors);
      if (stamp.at.getTime() > trust.now.getTime() + CLOCKS_APART_MS)
        throw new Invalid('its time stamp is yet to come');
      report.ok(`${what}: stamped on ${stamp.at.toISOString()}, by « ${stamp.authority} »`);
      return stamp;
    } catch (error) {
      if (!(error instanceof Untrusted)) throw error;
      report.leaveOpen(`${what}: ${error.message}: nobody who is trusted vouches for its time stamp`);
      return null;
    }
  });
}

/** A stamp proves something as long as its certificates last, unless another one came before they ended. */
function noteEnd(report: Report, proof: Proof | undefined, at: Date): void {
  const ended = proof?.path.find(({ validToDate }) => validToDate < at);
  if (ended)
    report.note(
      `the certificate « ${nameOf(ended)} » ended before another time stamp renewed it: it proves less since`,
    );
}

/** What is said of each certificate under an anchor, as of when something rests on it. */
function checkStandings(report: Report, rests: readonly Proof[], material: Material, instants: readonly Date[]): void {
  const unknown = new Set<string>();
  for (const { path, at } of rests) {
    for (const [index, certificate] of path.slice(0, -1).entries()) {
      const issuer = path[index + 1] as X509Certificate;
      const standing = standingOf(certificate, issuer, material, instants);
      const name = nameOf(certificate);
      if (standing === null) unknown.add(name);
      else if (standing.revokedAt === null) report.ok(`« ${name} » was not revoked, says « ${nameOf(issuer)} »`);
      else if (standing.revokedAt <= at)
        report.fail(`certificate: « ${name} » was revoked on ${standing.revokedAt.toISOString()}, before it was used`);
      else
        report.note(`« ${name} » has been revoked since, on ${standing.revokedAt.toISOString()}: it was used before`);
    }
  }
  if (unknown.size === 0) return;
  const names = [...unknown].map((name) => `« ${name} »`).join(', ');
  report.note(`revocation not recorded: no edition says whether ${names} had been revoked`);
  report.caution(NOT_RECORDED);
}
