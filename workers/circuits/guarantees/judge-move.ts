import { idAt } from '#domain/circuit/blocks/block.ts';
import { wordsOfFault } from '#domain/circuit/faults/fault.ts';
import type { MoveBar } from '#domain/circuit/interventions/token-move.ts';
import { IDENTITIES } from '#domain/circuit/words/identity.ts';
import type { DecisionKind } from '#domain/decision/decision.ts';
import type { Bundle } from '../read/bundle.ts';
import { readModel } from '../read/model.ts';
import { type Found, faultsOnWays, type ReadWays, readWays } from './check-guarantees.ts';
import { mark, stepOf } from './doings.ts';
import type { Place } from './drawing.ts';
import type { Giver, Variables } from './variables.ts';
import { type Beginning, hearsWithdrawal, type Marks, type Token, TooManyWays, walkAll } from './walk.ts';

/** What was done on a request, from rows: no variable of its circuit. */
export interface DoneFacts {
  /** Decisions that are confirmed and stand. */
  readonly decisions: readonly { readonly place: string; readonly kind: DecisionKind; readonly outcome: string }[];
  /** Where what was signed is sealed. */
  readonly sealedAt: readonly string[];
  /** Whether its agent was notified before anything was decided. */
  readonly alerted: boolean;
  /** The time to stop, by two people who agreed: none, set, over. */
  readonly stop: 'none' | 'set' | 'over';
  /** The themes that it changed. */
  readonly applied: readonly string[];
  /** What a silence that was recorded means. */
  readonly silence: string | null;
  /** Whether its withdrawal was accepted. */
  readonly withdrawn: boolean;
}

/** A token that would be moved, with what its request did and knows. */
export interface AskedMove {
  readonly to: string;
  readonly done: DoneFacts;
  /** What its instances hold of the variables that ways are followed by, by name; null for nothing. */
  readonly values: Readonly<Record<string, string | null>>;
}

/**
 * Why a token may not be moved there by hand: people's decisions that every way there goes through are this request's, and from
 * there no way comes to an effect without its guarantee, or to a closing as withdrawn that nobody asked for, that the drawing itself
 * does not take there. By the function that goes through the drawing before it is published; what is done is judged by rows all the
 * same.
 */
export async function judgeMove(bundle: Bundle, move: AskedMove): Promise<MoveBar | null> {
  const read = await waysOf(bundle);
  if (!read.drawing.places.has(move.to)) return { cause: 'not-a-target', params: {} };
  try {
    return skippedStep(read, move) ?? unaskedWithdrawal(read, move) ?? missingGuarantee(read, move);
  } catch (error) {
    if (!(error instanceof TooManyWays)) throw error;
    return { cause: 'ways-too-many', params: {} };
  }
}

/** The variables of a circuit, by what is known of them. */
export interface KnownVariables {
  /** Those that ways are followed by, by the names that the whole circuit gives them. */
  readonly followed: readonly string[];
  /** The names of those that hold what somebody decided, or that a request is withdrawn, wherever they do. */
  readonly decided: readonly string[];
}

export async function knownVariables(bundle: Bundle): Promise<KnownVariables> {
  const { variables } = await waysOf(bundle);
  const decided = new Set<string>();
  for (let before = -1; before !== decided.size; ) {
    before = decided.size;
    for (const [name, givers] of variables.givers)
      if (givers.some(({ gives }) => isDecision(gives, decided))) decided.add(name);
  }
  return { followed: [...variables.tracked], decided: [...new Set([...OF_DECISIONS, ...[...decided].map(idAt)])] };
}

/** What travels with every decision, by any author. */
const OF_DECISIONS = [...IDENTITIES, 'outcome'];

const isDecision = (gives: Giver['gives'], decided: ReadonlySet<string>): boolean =>
  gives === 'outcome' ||
  gives === 'withdrawal' ||
  (typeof gives === 'object' && 'copies' in gives && decided.has(gives.copies));

async function waysOf(bundle: Bundle): Promise<ReadWays> {
  const path = `${bundle.kind}.bpmn`;
  const file = bundle.files.find((one) => one.path === path);
  if (file === undefined) throw new Error(`the bundle of ${bundle.kind} has no diagram`);
  const model = await readModel(new TextDecoder().decode(file.content), bundle);
  return readWays(bundle, model);
}

/** A step that every way to a place goes through, where somebody decides and nobody did. */
function skippedStep({ drawing, variables, doings }: ReadWays, { to, done }: AskedMove): MoveBar | null {
  const decided = new Set(done.decisions.map(({ place }) => place));
  const arrivals: Marks[] = [];
  const people = {
    ...doings,
    done: (place: Place, outcome: string | null, marks: Marks) =>
      outcome === null ? marks : new Set([...marks, place.id]),
    shown: (_place: string, _outcome: string, marks: Marks) => marks,
  };
  const arrive = (known: Variables) =>
    walkAll(drawing, known, people, ({ marks }, place) => {
      if (place?.id === to) arrivals.push(marks);
    });
  arrive(variables);
  // A condition that never holds may be what is broken: then each is taken for one that may, those on what is given once last.
  if (arrivals.length === 0) arrive({ ...variables, tracked: new Set() });
  if (arrivals.length === 0) arrive({ ...variables, tracked: new Set(), constants: new Map() });
  const [first, ...others] = arrivals;
  if (first === undefined) return { cause: 'not-a-target', params: {} };
  const step = [...first].find((id) => {
    const place = drawing.places.get(id);
    const isPassed = others.every((marks) => marks.has(id));
    return isPassed && place !== undefined && stepOf(place) !== null && !decided.has(id);
  });
  return step === undefined ? null : { cause: 'step-skipped', params: { step } };
}

const WITHDRAWN: Marks = new Set(['withdrawn']);

/** A closing as withdrawn, where nobody withdrew the request: it would stop there. */
function unaskedWithdrawal(read: ReadWays, move: AskedMove): MoveBar | null {
  if (move.done.withdrawn) return null;
  const own = new Set(closedUnasked(read));
  const step = closedUnasked(read, beginningOf(read, move, new Set())).find((id) => !own.has(id));
  return step === undefined ? null : { cause: 'not-withdrawn', params: { step } };
}

/** The closings as withdrawn that a way comes to without a withdrawal. */
function closedUnasked({ drawing, variables, doings }: ReadWays, from?: Beginning): string[] {
  const found: string[] = [];
  const withdrawals = {
    ...doings,
    done: (place: Place, _outcome: string | null, marks: Marks) => (hearsWithdrawal(place) ? WITHDRAWN : marks),
    shown: (_place: string, _outcome: string, marks: Marks) => marks,
  };
  const meet = ({ marks }: Token, place: Place | null) => {
    const { jobType, headers } = place?.element ?? {};
    if (jobType === 'request-close' && headers?.outcome === 'withdrawn' && !marks.has('withdrawn'))
      found.push(place?.id ?? '');
  };
  walkAll(drawing, variables, withdrawals, meet, from);
  return found;
}

/** A token that is put by hand where it is to go, with what its request knows by now. */
const beginningOf = ({ variables }: ReadWays, { to, values }: AskedMove, marks: Marks): Beginning => ({
  place: to,
  values: new Map([...variables.tracked].map((name) => [name, values[name] ?? null])),
  marks,
});

function missingGuarantee(read: ReadWays, move: AskedMove): MoveBar | null {
  const own = new Set(faultsOnWays(read).map(nameOf));
  const fault = faultsOnWays(read, beginningOf(read, move, marksOf(move.done))).find(
    (found) => !own.has(nameOf(found)),
  );
  if (fault === undefined) return null;
  const words = wordsOfFault({ code: fault.code, params: fault.params ?? {} });
  return { cause: 'guarantee', params: { step: fault.elementId, ...words } };
}

const nameOf = ({ elementId, code }: Found): string => `${elementId} ${code}`;

function marksOf({ decisions, sealedAt, alerted, stop, applied, silence }: DoneFacts): Marks {
  const marks = new Set<string>();
  if (decisions.length > 0) marks.add('decided');
  for (const { place, outcome } of decisions) marks.add(mark.decision(place, outcome));
  for (const place of sealedAt) marks.add(mark.sealed(place));
  if (alerted) marks.add('alerted');
  if (stop !== 'none') marks.add('cooling');
  if (stop === 'over') marks.add('waited');
  // Of a kind whose acts undo, what is written is what was undone.
  if (applied.length > 0) marks.add('applied').add('undone');
  for (const theme of applied) marks.add(mark.applied(theme));
  if (silence !== null) marks.add(mark.silence(silence));
  return marks;
}
