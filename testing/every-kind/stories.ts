import { alternatives } from './answers.ts';
import { AGENTS, type Member } from './people.ts';
import { Rehearsal, type Rehearsed } from './rehearsal.ts';
import type { Flow, ShippedKind } from './shipped-kind.ts';
import type { Move, Story } from './story.ts';

/** The stories that take every way through a kind, and the ways that none was found to take. */
export interface Stories {
  readonly stories: readonly Rehearsed[];
  readonly untaken: readonly Flow[];
}

/** Rehearsals at most in search of a way; the kinds shipped first need some two hundred. */
const SEARCHED = 1_200;
/** Moves that lead to the end what was left on the way. */
const LONGEST = 20;

/**
 * Finds how each flow of a kind comes to be taken, by trying on a bench all that may happen next: whatever a step offers,
 * time that passes, a withdrawal, a worker that meets an error which the circuit catches, an answer of the form that says
 * otherwise, an agent from elsewhere. Keeps as few stories as take them all, each told to its end.
 */
export async function findStories(kind: ShippedKind): Promise<Stories> {
  const conditions = namesIn(kind.flows.map(({ condition }) => condition));
  const tables = namesIn(Object.entries(kind.files).flatMap(([name, text]) => (name.endsWith('.dmn') ? [text] : [])));
  // What a table reads is seldom what a later choice hangs on, and makes many more places alike but for it.
  for (const watched of [conditions, new Set([...conditions, ...tables])]) {
    const found = await search(kind, watched);
    if (found.untaken.length === 0 || watched !== conditions) return found;
  }
  throw new Error('Not reached: the second search is the last');
}

/** The story of a kind in which everybody agrees, for this agent, who gives the first answer to everything. */
export async function agreedStory(kind: ShippedKind, agent: Member): Promise<Rehearsed> {
  const rehearsal = await Rehearsal.open(kind, new Set());
  try {
    return await toItsEnd(rehearsal, await rehearsal.play({ agent, answers: {}, moves: [] }));
  } finally {
    await rehearsal.close();
  }
}

/** What whoever ships a kind must add, flow by flow, for each to be played. */
export const toSay = ({ kind }: ShippedKind, untaken: readonly Flow[]): string[] =>
  untaken.map(
    ({ id, from, to, condition }) =>
      `${kind}: no story takes « ${id} » (${from} -> ${to}${condition === '' ? '' : `, when ${condition.slice(1)}`}). Give the answers that lead there in processes/${kind}/branches.ts`,
  );

async function search(kind: ShippedKind, watched: ReadonlySet<string>): Promise<Stories> {
  const rehearsal = await Rehearsal.open(kind, watched);
  try {
    const ways = await waysOf(kind, rehearsal);
    const whole: Rehearsed[] = [];
    for (const way of ways) whole.push(await toItsEnd(rehearsal, way));
    const stories = fewest(whole);
    const taken = new Set(stories.flatMap(flowsOf));
    return { stories, untaken: kind.flows.filter(({ id }) => !taken.has(id)) };
  } finally {
    await rehearsal.close();
  }
}

/** The shortest way to each flow. */
async function waysOf(kind: ShippedKind, rehearsal: Rehearsal): Promise<Rehearsed[]> {
  const untaken = new Set(kind.flows.map(({ id }) => id));
  const stood = new Set<string>();
  const ways: Rehearsed[] = [];
  const queue = beginnings(kind);
  // The array grows while it is walked: that is the breadth-first queue.
  for (const [rank, story] of queue.entries()) {
    if (untaken.size === 0 || rank > SEARCHED) break;
    const rehearsed = await rehearsal.play(story);
    const flows = flowsOf(rehearsed);
    if (flows.some((id) => untaken.has(id))) ways.push(rehearsed);
    for (const id of flows) untaken.delete(id);
    queue.push(...faultyTwins(rehearsed));
    if (stood.has(rehearsed.standing)) continue;
    stood.add(rehearsed.standing);
    queue.push(...rehearsed.nexts.map((move) => ({ ...story, moves: [...story.moves, move] })));
  }
  return ways;
}

/** One who files with the first answer to everything, then all that may be different at that moment. */
function beginnings({ form, given, manifest }: ShippedKind): Story[] {
  const [first, ...elsewhere] = (manifest.startFacts ?? []).length > 0 ? AGENTS : AGENTS.slice(0, 1);
  if (first === undefined) throw new Error('The demonstration ministry has no agent');
  return [
    { agent: first, answers: {}, moves: [] },
    ...[...given, ...alternatives(form)].map((answers) => ({ agent: first, answers, moves: [] })),
    ...elsewhere.map((agent) => ({ agent, answers: {}, moves: [] })),
  ];
}

/** The same story, where the last move meets an error that the circuit catches. */
function faultyTwins({ story, catches }: Rehearsed): Story[] {
  const last = story.moves.at(-1);
  if (last?.do !== 'decide' || last.fault !== undefined) return [];
  return catches.map((fault) => ({ ...story, moves: [...story.moves.slice(0, -1), { ...last, fault }] }));
}

/** Goes on as is most favourable, until it is over. */
async function toItsEnd(rehearsal: Rehearsal, way: Rehearsed): Promise<Rehearsed> {
  let whole = way;
  while (whole.nexts.length > 0 && whole.story.moves.length < LONGEST) {
    const next = whole.nexts.find(isDecision) ?? whole.nexts[0];
    if (next === undefined) break;
    whole = await rehearsal.play({ ...whole.story, moves: [...whole.story.moves, next] });
  }
  return whole;
}

const isDecision = (move: Move): boolean => move.do === 'decide';

/** As few stories as take all that any takes: each time the one that takes most of what is left. */
function fewest(whole: readonly Rehearsed[]): Rehearsed[] {
  const left = new Set(whole.flatMap(flowsOf));
  const kept: Rehearsed[] = [];
  while (left.size > 0) {
    const gain = (one: Rehearsed) => new Set(flowsOf(one).filter((id) => left.has(id))).size;
    const [best] = [...whole].sort((a, b) => gain(b) - gain(a));
    if (best === undefined) break;
    kept.push(best);
    for (const id of flowsOf(best)) left.delete(id);
  }
  return kept;
}

const flowsOf = ({ taken }: Rehearsed): string[] => taken.flat();

/** The names that expressions speak of, and more: a word too many only makes the search longer. */
const namesIn = (texts: readonly string[]): ReadonlySet<string> =>
  new Set(texts.flatMap((text) => text.match(/[A-Za-z_]\w*/g) ?? []));
