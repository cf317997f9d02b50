import { Bench, Run } from 'harmonie-engine/testing';
import { DateTime, Duration } from 'luxon';
import { headersAt, idAt, pathOf, placeOf } from '#domain/circuit/blocks/block.ts';
import { decisionContext } from '#domain/circuit/decision-context.ts';
import { stepOf } from '#domain/circuit/manifest.ts';
import { outcomesOf } from '#domain/decision/decision.ts';
import { DEFINITIONS, type JobType } from '#workers/jobs/definitions.ts';
import { fillForm } from './answers.ts';
import { structuresAbove } from './people.ts';
import type { ShippedKind } from './shipped-kind.ts';
import type { Move, Story } from './story.ts';
import { answerOf } from './tables.ts';

type Job = Awaited<ReturnType<Bench['job']>>;
type Variables = Job['variables'];

/** What a story came to on the bench. */
export interface Rehearsed {
  readonly story: Story;
  /** Flows taken at the filing, then by each move. */
  readonly taken: readonly (readonly string[])[];
  /** Where it stands: stories that stand alike go on alike. */
  readonly standing: string;
  /** What may happen next; none once it is over. */
  readonly nexts: readonly Move[];
  /** What was done by workers, in order. */
  readonly done: readonly Done[];
  /** Errors that the circuit would have caught after the last move, had a step of workers met one. */
  readonly catches: readonly string[];
}

/** A step that a worker did. */
export interface Done {
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Messages that the portal can say to a circuit, and what is said with them. */
const MESSAGES: Readonly<Record<string, Variables>> = {
  'request-withdrawn': { withdrawalId: 'w1' },
  'campaign-placed': {},
  'campaign-unplaced': {},
};
const COOLING_OFF = 'P20D';
/** A circuit that works on and on without anyone is a fault of its own. */
const LONGEST = 200;

const later = (now: number, after = 'P1D'): string =>
  DateTime.fromMillis(now, { zone: 'utc' }).plus(Duration.fromISO(after)).toISO() ?? '';

/** What each job type gives back to the circuit; the build fails until a new one says it. */
const RESULTS: {
  readonly [Type in JobType]: (
    headers: Readonly<Record<string, string>>,
    now: number,
    told: { readonly kind: ShippedKind; readonly story: Story },
  ) => Variables | Promise<Variables>;
} = {
  'request-register': (_headers, now) => ({ filedOn: later(now, 'PT0S').slice(0, 10) }),
  'deadline-compute': ({ reminder, reply, silence }, now) => ({
    reminderAt: later(now, reminder),
    dueAt: later(now, reply),
    silenceAt: later(now, silence),
  }),
  'delay-compute': ({ delay }, now) => ({ delayUntil: later(now, delay) }),
  'cooling-off': (_headers, now) => ({ stopUntil: later(now, COOLING_OFF) }),
  'act-draft': () => ({ actId: 'a1' }),
  'act-seal': () => ({}),
  notify: () => ({}),
  'situation-apply': () => ({}),
  'effects-undo': () => ({}),
  'pay-piece': () => ({}),
  'request-close': () => ({}),
  'silence-record': () => ({}),
  'table-evaluate': async ({ table = '' }, now, { kind, story }) => ({
    result: await answerOf(kind, story, { table, now }),
  }),
};

/** Plays the stories of one kind on a bench, where workers do their part at once and a year takes no time. */
export class Rehearsal {
  readonly #kind: ShippedKind;
  readonly #bench: Bench;
  /** Variables that what comes next may hang on. */
  readonly #watched: ReadonlySet<string>;
  #number = 0;

  private constructor(kind: ShippedKind, bench: Bench, watched: ReadonlySet<string>) {
    this.#kind = kind;
    this.#bench = bench;
    this.#watched = watched;
  }

  static async open(kind: ShippedKind, watched: ReadonlySet<string>): Promise<Rehearsal> {
    const bench = await Bench.open();
    await bench.deploy({ ...kind.files });
    return new Rehearsal(kind, bench, watched);
  }

  close(): Promise<void> {
    return this.#bench.close();
  }

  async play(story: Story): Promise<Rehearsed> {
    const bench = this.#bench;
    await bench.engine.execute('RESET_CLOCK', {});
    this.#number += 1;
    const began = bench.events.length;
    const run = await bench.start(this.#kind.kind, this.#facts(story));
    const played = new Played(this.#kind, story, bench, run, began);
    await played.work(undefined);
    for (const move of story.moves) await played.make(move);
    const rehearsed = { story, taken: played.taken, standing: played.standing(this.#watched), nexts: played.nexts() };
    if (run.alive) await run.cancel();
    return { ...rehearsed, done: played.done, catches: [...played.catches] };
  }

  /** What the engine is given of a request when it is filed. */
  #facts({ agent, answers }: Story): Variables {
    const { manifest, form } = this.#kind;
    const { kept } = fillForm(form, agent.person, answers);
    const codes = structuresAbove(agent.person.structure);
    const known: Record<string, unknown> = { ...kept, structureCode: codes[0], structureCodes: codes };
    const names = [...manifest.facts, ...(manifest.startFacts ?? [])];
    const facts = Object.fromEntries(names.map((name) => [name, known[name] ?? null])) as Variables;
    return { ...facts, requestId: `r${this.#number}` };
  }
}

/** One story under way. */
class Played {
  readonly taken: string[][] = [];
  readonly done: Done[] = [];
  readonly catches = new Set<string>();
  readonly #kind: ShippedKind;
  readonly #story: Story;
  readonly #bench: Bench;
  readonly #run: Run;
  #seen: number;
  /** What was found of its instances, as far as events were looked at. */
  readonly #known = new Map<string, string>();
  readonly #calls = new Map<string, string>();
  #looked: number;

  constructor(kind: ShippedKind, story: Story, bench: Bench, run: Run, began: number) {
    this.#kind = kind;
    this.#story = story;
    this.#bench = bench;
    this.#run = run;
    this.#seen = began;
    this.#looked = began;
    this.#known.set(run.key, '');
  }

  async make(move: Move): Promise<void> {
    const bench = this.#bench;
    this.catches.clear();
    switch (move.do) {
      case 'decide': {
        const run = this.#runs().get(pathOf(move.step));
        if (run === undefined) throw new Error(`Nothing is called at « ${move.step} »`);
        await run.completeTask(idAt(move.step), { decisionId: 'd1', outcome: move.outcome });
        return this.work(move.fault);
      }
      case 'wait':
        await bench.setClock(later(Math.min(...this.#timers().map(({ dueAt }) => dueAt)), 'PT0S'));
        return this.work(undefined);
      case 'say':
        await bench.publish(move.message, String(this.#run.variables().requestId), MESSAGES[move.message]);
        return this.work(undefined);
    }
  }

  /** Does all that waits for a worker, the first that can with the fault. */
  async work(fault: string | undefined): Promise<void> {
    const { engine } = this.#bench;
    let left = fault;
    for (let round = 0; ; round += 1) {
      if (round > LONGEST) throw new Error(`${this.#kind.kind}: workers are never done`);
      const jobs = (await Promise.all(Object.keys(DEFINITIONS).map((type) => this.#bench.jobs(type)))).flat();
      if (jobs.length === 0) break;
      for (const job of jobs) {
        const caught = this.#caughtAt(job);
        for (const code of caught) this.catches.add(code);
        if (left !== undefined && caught.includes(left)) {
          await engine.execute('THROW_JOB_ERROR', { jobKey: job.key, errorCode: left });
          left = undefined;
          continue;
        }
        const type = job.type as JobType;
        const headers = this.#headersOf(job);
        this.done.push({ type, headers });
        const variables = await RESULTS[type](headers, engine.now(), { kind: this.#kind, story: this.#story });
        await engine.execute('COMPLETE_JOB', { jobKey: job.key, variables });
      }
    }
    this.#note();
  }

  standing(watched: ReadonlySet<string>): string {
    const alive = [...this.#runs()].filter(([, run]) => run.alive);
    return JSON.stringify([
      alive.map(([path, run]) => [
        path,
        run.at(),
        Object.entries(run.variables())
          .filter(([name]) => watched.has(name))
          .sort(),
      ]),
      this.#timers()
        .map(({ elementId }) => elementId)
        .sort(),
    ]);
  }

  nexts(): Move[] {
    if (!this.#run.alive) return [];
    const { manifest } = this.#kind;
    const tasks = [...this.#runs()].flatMap(([path, run]) =>
      run.tasks().map(({ elementId: id }) => ({ elementId: placeOf(path, id) })),
    );
    const decisions = tasks.flatMap(({ elementId }): Move[] => {
      const decision = stepOf(manifest, elementId)?.decision;
      if (!decision) return [];
      return outcomesOf(decisionContext(manifest, { elementId, decision }, false)).map(({ outcome }) => ({
        do: 'decide',
        step: elementId,
        outcome,
      }));
    });
    const waits: Move[] = this.#timers().length > 0 ? [{ do: 'wait' }] : [];
    const said = [...this.#bench.engine.state.messageSubscriptions.values()]
      .filter(({ processInstanceKey }) => this.#paths().has(processInstanceKey))
      .map(({ messageName }): Move => ({ do: 'say', message: messageName }));
    return [...decisions, ...waits, ...said];
  }

  /** The instances of the story by key, with the calls of blocks that lead to each. */
  #paths(): ReadonlyMap<string, string> {
    const { key } = this.#run;
    for (const event of this.#bench.events.slice(this.#looked)) {
      if (event.type !== 'ELEMENT_ACTIVATING') continue;
      const { parentProcessInstanceKey: caller, parentElementInstanceKey: call } = event.value;
      const path = caller === undefined || call === undefined ? undefined : this.#known.get(caller);
      if (path !== undefined) this.#known.set(event.key, placeOf(path, this.#calls.get(call ?? '') ?? ''));
      if (event.value.elementType === 'CALL_ACTIVITY') this.#calls.set(event.key, event.value.elementId);
    }
    this.#looked = this.#bench.events.length;
    return this.#known.set(key, '');
  }

  /** The same, by the calls that lead there; of two that came one after the other, the last. */
  #runs(): ReadonlyMap<string, Run> {
    return new Map(
      [...this.#paths()].map(([key, path]) => [path, key === this.#run.key ? this.#run : new Run(this.#bench, key)]),
    );
  }

  /** What a worker reads of a step, as its definition has it (workers/steps/do-step.ts). */
  #headersOf({ processInstanceKey, customHeaders }: Job): Readonly<Record<string, string>> {
    return headersAt(this.#kind.manifest.calls, this.#paths().get(processInstanceKey) ?? '', customHeaders);
  }

  #caughtAt({ elementId, processInstanceKey }: Job): readonly string[] {
    const place = placeOf(this.#paths().get(processInstanceKey) ?? '', elementId);
    return this.#kind.model.elements.find(({ id }) => id === place)?.caughtErrors ?? [];
  }

  #timers() {
    const paths = this.#paths();
    return [...this.#bench.engine.state.timers.values()].flatMap(({ processInstanceKey, elementId, dueAt }) => {
      const path = paths.get(processInstanceKey);
      return path === undefined ? [] : [{ elementId: placeOf(path, elementId), dueAt }];
    });
  }

  /** Writes down the flows taken since. */
  #note(): void {
    const events = this.#bench.events.slice(this.#seen);
    this.#seen = this.#bench.events.length;
    const paths = this.#paths();
    this.taken.push(
      events.flatMap((event) => {
        const path = event.type === 'SEQUENCE_FLOW_TAKEN' ? paths.get(event.value.processInstanceKey) : undefined;
        return event.type !== 'SEQUENCE_FLOW_TAKEN' || path === undefined ? [] : [placeOf(path, event.value.flowId)];
      }),
    );
  }
}
