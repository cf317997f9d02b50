/** Recorded states of a step that the circuit does by itself. */
export const STEP_STATES = ['active', 'done', 'left'] as const;

/** An element that a request passed, or has reached. */
export interface Passage {
  readonly elementId: string;
  /** When it was reached. */
  readonly at: Date;
  readonly state: 'done' | 'active';
}

/** The record of an element, each time it was reached; « left »: interrupted before it was done. */
export interface Recorded extends Omit<Passage, 'state'> {
  readonly state: (typeof STEP_STATES)[number];
}

/** Where a token goes in a diagram (domain/circuit/flows.ts); « >id » is the entry of a sub-process, its id the exit. */
export interface Flows {
  /** Id of the process: its exit. */
  readonly process: string;
  /** After an element is done: along flows, into sub-processes, out of them. */
  readonly onward: ReadonlyMap<string, readonly string[]>;
  /**
   * While an element goes on: its boundary events, or those of its scopes, that interrupt nothing.
   */
  readonly beside: ReadonlyMap<string, readonly string[]>;
  /** The same for those that interrupt. */
  readonly interrupted: ReadonlyMap<string, readonly string[]>;
  /** Steps whose passage is recorded: those of people and of workers. */
  readonly recorded: ReadonlySet<string>;
  /** Events where a token waits, for a date or a message. */
  readonly waits: ReadonlySet<string>;
  /** Gateways that a token leaves by one flow only. */
  readonly choices: ReadonlySet<string>;
}

/**
 * Lists the recorded passages, with those inferred from them: the gateways, tables and events
 * between two reached steps were passed; if nothing was reached after a step, the events that
 * follow it are waiting, and if the request is closed the circuit reached its end.
 */
export function passagesOf(flows: Flows, known: readonly Recorded[], closed: boolean): Passage[] {
  const inferred = new Map<string, Passage>();
  const infer = (elementId: string, at: Date, state: Passage['state']) => {
    if (!flows.recorded.has(elementId) && !elementId.startsWith('>')) inferred.set(elementId, { elementId, at, state });
  };
  const walk = (from: Recorded, starts: readonly string[] = [], beside = false) =>
    walkOn(flows, from, starts, { known, beside });
  const pass = ({ ways }: Walk, to: string, at: Date) => {
    for (let id = ways.get(to); id !== undefined; id = ways.get(id)) infer(id, at, 'done');
  };
  const passAll = (walked: Walk): boolean => {
    for (const { elementId, at } of taken(flows, walked)) pass(walked, elementId, at);
    return walked.reached.length > 0;
  };

  for (const from of known) {
    passAll(walk(from, flows.beside.get(from.elementId), true));
    if (from.state === 'left') passAll(walk(from, flows.interrupted.get(from.elementId)));
    if (from.state !== 'done') continue;
    const next = walk(from, flows.onward.get(from.elementId));
    if (passAll(next)) continue;
    for (const wait of [...next.ways.keys()].filter((id) => flows.waits.has(id))) {
      pass(next, wait, from.at);
      if (!passAll(walk(from, flows.interrupted.get(wait))) && !closed) infer(wait, from.at, 'active');
    }
    if (closed && next.ways.has(flows.process)) pass(next, flows.process, from.at);
  }
  const written = known.flatMap((each) => (each.state === 'left' ? [] : [{ ...each, state: each.state }]));
  const others = [...inferred.values()].filter(({ elementId }) =>
    written.every((each) => each.elementId !== elementId),
  );
  return [...written, ...others].sort((a, b) => a.at.getTime() - b.at.getTime());
}

interface Walk {
  /** The element from which each element was reached; undefined: a start of the walk. */
  readonly ways: ReadonlyMap<string, string | undefined>;
  readonly reached: readonly Recorded[];
}

/**
 * Walks through all unrecorded elements, up to the recorded steps: those reached since, and how. A
 * branch that runs beside the main way ends at the exit of its scope: what follows is on the main
 * way.
 */
function walkOn(
  { process, onward, recorded }: Flows,
  from: Recorded,
  starts: readonly string[],
  { known, beside }: { readonly known: readonly Recorded[]; readonly beside: boolean },
): Walk {
  const ways = new Map<string, string | undefined>(starts.map((id) => [id, undefined]));
  const reached: Recorded[] = [];
  const queue = [...starts];
  // The array grows while it is iterated: it is the breadth-first queue.
  for (const id of queue) {
    const since = known.find((each) => each.elementId === id && each !== from && each.at >= from.at);
    if (since) reached.push(since);
    const isExit = onward.has(`>${id}`);
    if (recorded.has(id) || id === process || (beside && isExit && !ways.has(`>${id}`))) continue;
    for (const next of onward.get(id) ?? []) {
      if (ways.has(next)) continue;
      ways.set(next, id);
      queue.push(next);
    }
  }
  return { ways, reached };
}

/**
 * Keeps the steps of a walk that one token and its forks reached: behind an exclusive gateway, the
 * first one reached shows the way taken, and one reached later by another way was reached from
 * elsewhere.
 */
function taken({ choices }: Flows, { ways, reached }: Walk): Recorded[] {
  const wayTo = (id: string): string[] => {
    const way = [id];
    for (let from = ways.get(id); from !== undefined; from = ways.get(from)) way.push(from);
    return way;
  };
  const kept: { readonly step: Recorded; readonly way: ReadonlySet<string> }[] = [];
  for (const step of [...reached].sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const way = wayTo(step.elementId);
    const chosenAgainst = kept.some((other) => choices.has(way.find((id) => other.way.has(id)) ?? ''));
    if (!chosenAgainst) kept.push({ step, way: new Set(way) });
  }
  return kept.map(({ step }) => step);
}
