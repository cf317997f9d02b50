import type { z } from 'zod';
import type { SeenRequest } from '#application/requests/seen-request.ts';
import type { Versions } from '#application/versions.ts';
import { dayAt } from '#domain/calendar/civil-date.ts';
import { callsAround } from '#domain/circuit/blocks/block.ts';
import type { CircuitManifest, ManifestStep } from '#domain/circuit/manifest.ts';
import { DomainError } from '#domain/errors.ts';
import type { Passage } from '#domain/request/progress.ts';
import { eventParams } from '#domain/request/request-event.ts';
import { type Ways, wayAhead } from '#domain/request/way-ahead.ts';
import type { Tx } from '#prisma/client.ts';
import { renamedPlaces } from '#prisma/repositories/operations/migration-batches.ts';
import { type EventRow, eventsOf } from '#prisma/repositories/requests/progress.ts';
import type { ProgressEntry, ProgressView } from '#web/contract/requests/requests.ts';
import { circuitStep } from './kind.ts';
import { firstSignatureAt, isSignature, passages } from './passage.ts';
import { standings, stepName } from './standing.ts';

/** The progress tab: dated steps, who holds it, and what to light on the diagram. */
export async function progressView(
  { tx, versions }: { tx: Tx; versions: Versions },
  readerId: string,
  { row }: SeenRequest,
): Promise<ProgressView> {
  const [{ manifest }, flows, found, events] = await Promise.all([
    versions.get(row.versionId),
    versions.flows(row.versionId),
    standings(tx, versions, [row], readerId),
    eventsOf(tx, row.id),
  ]);
  const standing = found.get(row.id);
  if (!standing) throw new DomainError('not-found');
  const { redacted } = standing;
  // A step may bear another name in the version that the request follows now than when it was passed.
  const isMigrated = events.some(({ kind }) => kind === 'migrated');
  const nameNow = isMigrated ? await renamedPlaces(tx, row.id) : undefined;
  const all = nameNow
    ? events.map((event) => ({ ...event, elementId: event.elementId && nameNow(event.elementId) }))
    : events;
  const went = await passages({ tx, versions }, row, all, nameNow);
  const shown = redacted ? redact({ manifest, flows }, went, all) : { passages: went, events: all };
  const lit = lights(
    manifest,
    shown.passages,
    standing.hands.map(({ elementId }) => elementId),
  );
  // A block that is gone through is current where its circuit draws it, though it was passed once before.
  const current = new Set([...lit.active].flatMap((elementId) => [elementId, ...callsAround(elementId)]));
  const normal = new Map(manifest.steps.flatMap((step) => (step.normal ? [[step.elementId, step.normal]] : [])));
  const isOver = row.closedAt !== null;
  const ahead = isOver ? [] : [...wayAhead(flows, standsAt(lit.active, shown.passages), new Set(normal.keys()))];
  const stateOf = ({ elementId, type }: ManifestStep): StepState => {
    if (current.has(elementId)) return 'current';
    if (lit.passed.has(elementId)) return 'done';
    if (isOver) return 'skipped';
    const inside =
      type === 'block' ? (id: string) => callsAround(id).includes(elementId) : (id: string) => id === elementId;
    const steps = ahead.filter(inside);
    if (steps.length === 0) return 'otherwise';
    return steps.some((id) => normal.get(id) === 'always') ? 'ahead' : 'depends';
  };
  const entries = shown.events.map((event) => entryOf(manifest, event, redacted));
  return {
    state: standing.state,
    hands: standing.hands,
    entries,
    steps: inOrder(flows, peoplesSteps(manifest, shown.passages, isOver)).map((step) => {
      const state = stateOf(step);
      const since =
        shown.passages.find((each) => each.elementId === step.elementId && each.state === 'active')?.at.toISOString() ??
        null;
      return { ...circuitStep(step), state, ...whenAndWho(step, state, entries, standing.hands, since) };
    }),
    dueOn: isAnswerDue(row, standing) && row.dueAt ? dayAt(row.clock, row.dueAt) : null,
    activeElements: [...current],
    doneElements: [...lit.passed].filter((elementId) => !current.has(elementId)),
    waitingForEngine: row.instanceKey === null && row.closedAt === null,
  };
}

/**
 * Whether the day of the answer holds: while the agent is asked for a complement it does not, since the delay starts over with what
 * they give, or lasts longer for it, in most circuits.
 */
const isAnswerDue = ({ closedAt }: SeenRequest['row'], { state }: Pick<ProgressView, 'state'>): boolean =>
  closedAt === null && state !== 'complement-asked';

/** Where a request stands: what is under way, or what was passed last. */
function standsAt(active: ReadonlySet<string>, went: readonly Passage[]): readonly string[] {
  const last = went.findLast(({ state }) => state === 'done');
  return active.size > 0 || last === undefined ? [...active] : [last.elementId];
}

/** In the order of the ways: an analyst may have drawn the first step last. */
function inOrder({ order }: Ways, steps: readonly ManifestStep[]): ManifestStep[] {
  const places = new Map(order.map((id, place) => [id.replace('>', ''), place]));
  const placeOf = ({ elementId }: ManifestStep) => places.get(elementId) ?? order.length;
  return [...steps].sort((a, b) => placeOf(a) - placeOf(b));
}

/**
 * What a person understands as a step: where it begins, where someone acts, the block they act in, what it waits for, where it
 * ended once it is over. The rest is the circuit's own business; what it does for people stands in the dated history.
 */
function peoplesSteps(manifest: CircuitManifest, went: readonly Passage[], over: boolean): ManifestStep[] {
  const first = manifest.steps.find(({ type }) => type === 'start');
  const ends = new Set(manifest.steps.filter(({ type }) => type === 'end').map(({ elementId }) => elementId));
  // The end of a part of the circuit is no end of the request.
  const last = over ? went.filter(({ elementId, state }) => state === 'done' && ends.has(elementId)).at(-1) : undefined;
  const waits = new Set(went.filter(({ state }) => state === 'active').map(({ elementId }) => elementId));
  const withPeople = new Set(
    manifest.steps.filter(({ type }) => type === 'user').flatMap(({ elementId }) => callsAround(elementId)),
  );
  return manifest.steps.filter(
    (step) =>
      step.type === 'user' ||
      withPeople.has(step.elementId) ||
      step === first ||
      step.elementId === last?.elementId ||
      (step.type === 'event' && waits.has(step.elementId)),
  );
}

type Entry = z.infer<typeof ProgressEntry>;
type StepState = ProgressView['steps'][number]['state'];

/** When a step was passed and by whom, or since when it waits: as far as the reader's own history says. */
function whenAndWho(
  { elementId, type }: ManifestStep,
  state: StepState,
  entries: readonly Entry[],
  hands: ProgressView['hands'],
  reached: string | null,
): { at: string | null; by: Entry['actor']; outcome: string | null } {
  const unknown = { at: null, by: null, outcome: null };
  // When a block began and ended is said by what stands in it.
  if (type === 'block') return unknown;
  if (state === 'current')
    return { ...unknown, at: hands.find((hand) => hand.elementId === elementId)?.since ?? reached };
  if (state !== 'done') return unknown;
  const kinds: Readonly<Partial<Record<ManifestStep['type'], string>>> = { start: 'filed', end: 'closed' };
  const entry = kinds[type]
    ? entries.find(({ kind }) => kind === kinds[type])
    : entries.findLast((each) => each.kind === 'decision' && each.elementId === elementId);
  const outcome = type === 'user' ? entry?.params?.outcome : undefined;
  return { at: entry?.at ?? null, by: entry?.actor ?? null, outcome: outcome === undefined ? null : String(outcome) };
}

/** What is lit as current, and what as passed. A step that waits for a person is current even before the engine says so. */
function lights(manifest: CircuitManifest, went: readonly Passage[], hands: readonly string[]) {
  const steps = new Set(manifest.steps.map(({ elementId }) => elementId));
  const inState = (state: Passage['state']) =>
    went.flatMap((passage) => (passage.state === state ? [passage.elementId] : []));
  const waits = inState('active').filter((elementId) => steps.has(elementId));
  return { active: new Set([...hands, ...waits]), passed: new Set(inState('done')) };
}

/**
 * Before the seal, an agent reads that steps were passed; not what was decided at a signature, nor anything that follows
 * it, since an act and its refusal go different ways; nor that a refusal is being prepared.
 */
function redact(
  { manifest, flows }: { readonly manifest: CircuitManifest; readonly flows: Ways },
  went: readonly Passage[],
  events: readonly EventRow[],
) {
  const signatures = new Set(
    manifest.steps.filter(({ decision }) => decision === 'signature').map((step) => step.elementId),
  );
  const until = firstSignatureAt(events);
  const before = (at: Date): boolean => until === null || at < until;
  return {
    passages: went.filter(
      ({ elementId, at }) => before(at) && !signatures.has(elementId) && !flows.onceRefused.has(elementId),
    ),
    events: events
      .filter((event) => event.kind !== 'drafted' && event.kind !== 'act-incomplete' && !isSignature(event))
      .map((event) =>
        before(event.at) && !flows.onceRefused.has(event.elementId ?? '') ? event : { ...event, elementId: null },
      ),
  };
}

function entryOf(manifest: CircuitManifest, event: EventRow, redacted: boolean): z.infer<typeof ProgressEntry> {
  const params = eventParams(event.kind, event.detail);
  const { outcome: _, template: __, ...discreet } = params ?? {};
  const { firstName, lastName, actorId } = event;
  const hidden = redacted && event.kind === 'decision' && discreet.decision !== 'complement';
  const known = actorId !== null && firstName !== null && lastName !== null && !hidden;
  return {
    id: event.id,
    at: event.at.toISOString(),
    kind: event.kind,
    elementId: event.elementId,
    step: event.elementId === null ? null : stepName(manifest, event.elementId),
    actor: known ? { id: actorId, firstName, lastName } : null,
    params: hidden && params ? discreet : params,
  };
}
