import { createHash } from 'node:crypto';
import { parse } from 'lossless-json';
import { z } from 'zod';
import { isBlank, verifyChain } from '../../domain/evidence/audit.ts';
import { type Evidence, evidenceDigest, isInFull } from '../../domain/evidence/evidence.ts';
import { Invalid } from '../../workers/act-seal/pades/verification/invalid.ts';
import type { Report } from '../../workers/act-seal/pades/verification/report.ts';
import type { SealField } from '../../workers/act-seal/pades/verification/sealed-file.ts';
import { evidenceSchema } from './evidence-schema.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Reads an evidence file: two readers must not read two stories, so that no key stands twice. @throws {Invalid} saying what is wrong */
export function readEvidence(text: string): Evidence {
  let value: unknown;
  try {
    value = parse(text, null, { parseNumber: Number, onDuplicateKey: ({ key }) => refuseTwice(key) });
  } catch (error) {
    if (error instanceof Invalid) throw error;
    throw new Invalid('it is not JSON');
  }
  const parsed = evidenceSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Invalid(`${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'not understood'}`);
}

function refuseTwice(key: string): never {
  throw new Invalid(`« ${key} » stands twice in one object`);
}

/** Checks that the evidence is about this very file. */
export function checkFile(report: Report, evidence: Evidence, file: Uint8Array, seal: SealField | null): void {
  const { act } = evidence;
  report.check(
    sha256(file) === act.sha256,
    'the evidence is about this very file (SHA-256)',
    'the evidence is about another file (SHA-256 differs)',
  );
  const isPrefix = act.previewLength < file.length && sha256(file.subarray(0, act.previewLength)) === act.previewSha256;
  report.check(
    isPrefix,
    `the ${act.previewLength} bytes shown to the signer begin the sealed file`,
    'the sealed file does not begin with the bytes shown to the signer',
  );
  if (!seal) return;
  if (seal.dictionaryOffset < act.previewLength) report.fail('the seal is inside what the signer was shown');
  if (seal.evidenceDigest === null) {
    report.fail('the seal carries no digest of the evidence: it is not a seal of this portal');
    return;
  }
  report.check(
    seal.evidenceDigest === evidenceDigest(evidence),
    'the seal covers the evidence: steps, author, delegation, numbers, pieces and circuit are those of the sealing',
    'the evidence was altered after the act was sealed',
  );
}

/** Checks that the evidence agrees with itself. */
export function checkStory(report: Report, evidence: Evidence): void {
  const { act, author, delegation, holder, signer, steps, pieces, audit } = evidence;
  const sameName = author.firstName === signer.firstName && author.lastName === signer.lastName;
  report.check(
    sameName,
    `the author is the person who signed: ${signer.firstName} ${signer.lastName}`,
    'the author is not the person who signed',
  );
  const byRight = delegation === null;
  report.check(
    byRight === (holder.id === signer.id),
    byRight ? 'signed by right' : `signed under a delegation of ${holder.firstName} ${holder.lastName}`,
    byRight
      ? 'the signer is not the holder of the power, and there is no delegation'
      : 'a delegation from the signer to themselves',
  );
  report.check(
    steps.some(({ by, shownSha256 }) => by.id === signer.id && shownSha256 === act.previewSha256),
    'a step records that the signer was shown these very bytes',
    'no step records that the signer was shown these bytes',
  );
  const twice = pieces.find(
    (piece, index) => pieces.findIndex(({ id, number }) => id === piece.id || number === piece.number) !== index,
  );
  const list = pieces.map(({ number, title }) => `n° ${number} ${title}`).join(' ; ');
  report.check(
    twice === undefined,
    pieces.length === 0 ? 'no supporting document' : `${pieces.length} supporting document(s): ${list}`,
    `the supporting document n° ${twice?.number} is listed twice`,
  );
  const last = audit.at(-1);
  report.check(
    last !== undefined && isInFull(last),
    'the last event is in full: no hash is taken on trust',
    'the last event is known by its hash alone, and nothing vouches for it',
  );
  const foreign = audit.filter((event) => !isInFull(event)).length;
  if (foreign > 0) report.note(`${foreign} event(s) belong to other requests of the file: known by their hash alone`);
  checkEvents(report, evidence);
  checkChain(report, evidence);
}

/** Checks that nothing was altered in the chain, nor in what its events were about, and that it is the chain of the sealing. */
function checkChain(report: Report, { audit, chains }: Evidence): void {
  const payloads = audit.flatMap((event) => (isInFull(event) ? [{ sequence: event.sequence, ...event.payload }] : []));
  const broken = verifyChain(audit, payloads);
  report.check(
    broken === null,
    `the chain of events holds, from ${audit[0]?.sequence} to ${audit.at(-1)?.sequence}, and what they were about`,
    `the chain of events is broken: ${broken?.reason}`,
  );
  const erased = payloads.filter(isBlank).length;
  if (erased > 0) report.note(`what ${erased} event(s) were about was erased since: an event says so of each`);
  const { events, head } = chains.dossier;
  report.check(
    audit.some(({ sequence, hash }) => sequence === events && hash === head),
    `the ${events} event(s) before the sealing are those that the seal covers`,
    'the events before the sealing are not those that the seal covers: the chain was made anew',
  );
}

const Recorded = z.looseObject({ kind: z.string(), outcome: z.string() });
const Sealed = z.looseObject({ previewSha256: z.string(), sealedSha256: z.string() });

/** Checks that the events are all there, and say what the evidence says: from the filing to their own export, with each decision and the sealing. */
function checkEvents(report: Report, { act, steps, audit }: Evidence): void {
  const events = audit.filter(isInFull);
  const first = audit[0];
  report.check(
    first !== undefined && isInFull(first) && first.verb === 'request.file',
    'the events begin with the filing of the request',
    'the events do not begin with the filing of the request',
  );
  const recorded = events.filter(({ verb }) => verb === 'decision.record');
  const untold = steps.find(({ by, kind, outcome }) => {
    const place = recorded.findIndex(({ actorId, payload }) => {
      const said = Recorded.safeParse(payload.content);
      return (
        actorId === by.id &&
        (said.success ? said.data.kind === kind && said.data.outcome === outcome : isBlank(payload))
      );
    });
    if (place >= 0) recorded.splice(place, 1);
    return place < 0;
  });
  report.check(
    untold === undefined,
    'an event records each decision',
    `no event records the decision of ${untold?.by.firstName} ${untold?.by.lastName}: ${untold?.outcome}`,
  );
  const isOfThisFile = (content: unknown) => {
    const said = Sealed.safeParse(content);
    return said.success && said.data.sealedSha256 === act.sha256 && said.data.previewSha256 === act.previewSha256;
  };
  report.check(
    events.some(
      ({ verb, subject, payload }) =>
        verb === 'act.seal' && subject === `act:${act.id}` && (isBlank(payload) || isOfThisFile(payload.content)),
    ),
    'an event records the sealing of this act',
    'no event records the sealing of this act',
  );
  const last = events.at(-1);
  report.check(
    last?.verb === 'evidence.export' && last.subject === act.id,
    'the events end with their own export: none was left out after the sealing',
    'the events do not end with their own export',
  );
}
