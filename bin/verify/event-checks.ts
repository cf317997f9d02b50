import { z } from 'zod';
import { isBlank, verifyChain } from '#domain/evidence/audit.ts';
import { type Evidence, type EvidenceStep, type ExtractedEvent, isInFull } from '#domain/evidence/evidence.ts';
import { rootOfLeaf } from '#domain/signing/batch.ts';
import type { Report } from '#workers/pades/verification/report.ts';

/** An event of the act's own request, with what it was about. */
export type OwnEvent = Extract<ExtractedEvent, { verb: string }>;

/** How far from one another two instants may be that the same clock gave, one after the other, to the same work. */
const CLOCK_MOVES_MS = 5 * 60_000;

const digest = z.string();
const Recorded = z.looseObject({ kind: z.string(), outcome: z.string() });
const Sealed = z.looseObject({ previewSha256: digest, sealedSha256: digest });
const OfBytes = z.looseObject({ sha256: digest });
const OfBatch = z.looseObject({ sha256: digest, root: digest });
const Exported = z.looseObject({ ownEvents: z.array(z.number()) });

/** Checks the events: their chain, and that they say what the evidence says, none of the request's own left out. */
export function checkEvents(report: Report, evidence: Evidence): void {
  const { audit } = evidence;
  const last = audit.at(-1);
  report.check(
    last !== undefined && isInFull(last),
    'the last event is in full: no hash is taken on trust',
    'the last event is known by its hash alone, and nothing vouches for it',
  );
  const foreign = audit.filter((event) => !isInFull(event)).length;
  if (foreign > 0) report.note(`${foreign} event(s) belong to other requests of the file: known by their hash alone`);
  checkEnds(report, evidence);
  checkOwn(report, evidence);
  checkOnce(report, evidence);
  checkDecisions(report, evidence);
  checkSigning(report, evidence);
  checkSealing(report, evidence);
  checkChain(report, evidence);
}

/** The events that say what they were about, in order. */
export const ownEvents = ({ audit }: Evidence): OwnEvent[] => audit.filter(isInFull);

/** Whether what an event was about is as it must be; what was erased by an event can no longer be compared. */
function isAbout<T>({ payload }: OwnEvent, schema: z.ZodType<T>, as: (content: T) => boolean): boolean {
  const said = schema.safeParse(payload.content);
  return said.success ? as(said.data) : isBlank(payload);
}

function checkEnds(report: Report, { act, audit }: Evidence): void {
  const [first, last] = [audit[0], audit.at(-1)];
  report.check(
    first !== undefined && isInFull(first) && first.verb === 'request.file',
    'the events begin with the filing of the request',
    'the events do not begin with the filing of the request',
  );
  report.check(
    last !== undefined && isInFull(last) && last.verb === 'evidence.export' && last.subject === act.id,
    'the events end with their own export: none was left out after the sealing',
    'the events do not end with their own export',
  );
}

/** No event of the request is hidden as if it were another's: the seal names those before it, the export all of them. */
function checkOwn(report: Report, { audit, ownEvents: sealed = [] }: Evidence): void {
  const inFull = new Set(audit.filter(isInFull).map(({ sequence }) => sequence));
  const last = audit.at(-1);
  const said = last && isInFull(last) ? Exported.safeParse(last.payload.content) : undefined;
  const named = [...sealed, ...(said?.success ? said.data.ownEvents : [])];
  if (named.length === 0) return;
  const hidden = named.find((sequence) => !inFull.has(sequence));
  report.check(
    hidden === undefined,
    `the ${new Set(named).size} event(s) of the request are all in full`,
    `event ${hidden} is of this request, and what it says was left out`,
  );
}

/** What happens once to what it is about. */
const ONCE = new Set([
  ...['request.file', 'decision.intend', 'decision.record', 'decision.confirm', 'act.seal', 'dossier.file'],
]);

function checkOnce(report: Report, { audit }: Evidence): void {
  const known = new Set<string>();
  const again = audit.filter(isInFull).find(({ verb, subject }) => {
    if (!ONCE.has(verb)) return false;
    const isKnown = known.has(`${verb} ${subject}`);
    known.add(`${verb} ${subject}`);
    return isKnown;
  });
  report.check(again === undefined, 'nothing is recorded twice', `event ${again?.sequence} records again what was`);
}

/** Checks that an event records each decision, and that it was entered when the step says. */
function checkDecisions(report: Report, { steps, audit }: Evidence): void {
  const events = audit.filter(isInFull);
  const entered = new Map(events.filter(({ verb }) => verb === 'decision.intend').map((one) => [one.subject, one]));
  const recorded = events.filter(({ verb }) => verb === 'decision.record');
  const take = (fits: (event: OwnEvent) => boolean): boolean => {
    const place = recorded.findIndex(fits);
    if (place >= 0) recorded.splice(place, 1);
    return place >= 0;
  };
  const says = (event: OwnEvent, { by, kind, outcome }: EvidenceStep): boolean =>
    event.actorId === by.id && isAbout(event, Recorded, (said) => said.kind === kind && said.outcome === outcome);
  /** An event of before decisions were entered apart has none: it was recorded after. */
  const isDated = (event: OwnEvent, { at }: EvidenceStep): boolean => {
    const intent = entered.get(event.subject.replace('decision:', ''));
    return intent ? Date.parse(intent.at) === Date.parse(at) : Date.parse(event.at) >= Date.parse(at) - CLOCK_MOVES_MS;
  };
  const untold = steps.find((step) => !take((event) => says(event, step) && isDated(event, step)));
  const name = `${untold?.by.firstName} ${untold?.by.lastName}`;
  const isMisdated = untold !== undefined && recorded.some((event) => says(event, untold));
  report.check(
    untold === undefined,
    'an event records each decision, at its time',
    isMisdated
      ? `the events date the decision of ${name} otherwise than ${untold?.at}`
      : `no event records the decision of ${name}: ${untold?.outcome}`,
  );
}

/** Checks that the signer was shown these bytes and proved to be there for them. */
function checkSigning(report: Report, evidence: Evidence): void {
  const { act, signer, audit, version } = evidence;
  if (version < 5) return;
  const ofThese = (verb: string): boolean =>
    audit
      .filter(isInFull)
      .some(
        (event) =>
          event.verb === verb &&
          event.actorId === signer.id &&
          isAbout(event, OfBytes, ({ sha256 }) => sha256 === act.previewSha256),
      );
  report.check(
    ofThese('act.preview'),
    'an event records that the signer was shown these bytes',
    'no event records that the signer was shown these bytes',
  );
  report.check(
    ofThese('step-up.prove'),
    'an event records that the signer proved to be there for these bytes',
    'no event records that the signer proved to be there for these bytes',
  );
  checkBatch(report, evidence);
}

/** Checks that the act is one of those that were signed together, and that the signer's proof was for them all. */
function checkBatch(report: Report, { act, signer, audit, batch }: Evidence): void {
  if (batch === undefined) return;
  const { root, taskKey, index, size, shown } = batch;
  report.check(
    rootOfLeaf({ taskKey, sha256: act.previewSha256 }, batch) === root,
    `signed together with others: act ${index + 1} of ${size}, and its path leads to the root of the batch`,
    'it is none of those that were signed together: its path does not lead to the root of their batch',
  );
  report.check(
    audit.some(
      (event) =>
        isInFull(event) &&
        event.verb === 'step-up.prove' &&
        event.actorId === signer.id &&
        event.subject === taskKey &&
        isAbout(event, OfBatch, (said) => said.sha256 === act.previewSha256 && said.root === root),
    ),
    'the proof that the signer was there is bound to that root',
    'no event records a proof that is bound to the root of the batch',
  );
  report.note(
    shown === 'opened'
      ? 'the act itself was opened before it was signed'
      : 'the act was shown in a fold before it was signed',
  );
}

function checkSealing(report: Report, { act, audit, version }: Evidence): void {
  const about = (verb: string): OwnEvent[] =>
    audit.filter(isInFull).filter((event) => event.verb === verb && event.subject === `act:${act.id}`);
  const isSealed = about('act.seal').some((event) =>
    isAbout(event, Sealed, (said) => said.sealedSha256 === act.sha256 && said.previewSha256 === act.previewSha256),
  );
  report.check(isSealed, 'an event records the sealing of this act', 'no event records the sealing of this act');
  if (version < 5) return;
  report.check(
    about('dossier.file').some((event) => isAbout(event, OfBytes, ({ sha256 }) => sha256 === act.sha256)),
    'an event records that the act was filed',
    'no event records that the act was filed',
  );
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
