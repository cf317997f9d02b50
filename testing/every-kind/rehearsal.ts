import { Bench, type Run } from 'harmonie-engine/testing';
import { DateTime, Duration } from 'luxon';
import { stepOf } from '../../domain/circuit/manifest.ts';
import { outcomesOf } from '../../domain/decision/decision.ts';
import { decisionContext } from '../../domain/decision/decision-context.ts';
import { DEFINITIONS, type JobType } from '../../workers/definitions.ts';
import { fillForm } from './answers.ts';
import { structuresAbove } from './people.ts';
import type { ShippedKind } from './shipped-kind.ts';
import type { Move, Story } from './story.ts';

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
const MESSAGES: Readonly<Record<string, Variables>> = { 'request-withdrawn': { withdrawalId: 'w1' } };
const COOLING_OFF = 'P20D';
/** A circuit that works on and on without anyone is a fault of its own. */
const LONGEST = 200;

const later = (now: number, after = 'P1D'): string =>
  DateTime.fromMillis(now, { zone: 'utc' }).plus(Duration.fromISO(after)).toISO() ?? '';

/** What each job type gives back to the circuit; the build fails until a new one says it. */
const RESULTS: { readonly [Type in JobType]: (headers: Readonly<Record<string, string>>, now: number) => Variables } = {
  'request-register': (_headers, now) => ({ filedOn: later(now, 'PT0S').slice(0, 10) }),
  'deadline-compute': ({ reminder, reply, silence }, now) => ({
    reminderAt: later(now, reminder),
    dueAt: later(now, reply),
    silenceAt: later(now, silence),
  }),
  'cooling-off': (_headers, now) => ({ stopUntil: later(now, COOLING_OFF) }),
  'act-draft': () => ({ actId: 'a1' }),
  'act-seal': () => ({}),
  notify: () => ({}),
  'situation-apply': () => ({}),
  'pay-piece': () => ({}),
  'request-close': () => ({}),
  'silence-record': () => ({}),
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
    const played = new Played(this.#kind, bench, run, began);
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
  readonly #bench: Bench;
  readonly #run: Run;
  #seen: number;

  constructor(kind: ShippedKind, bench: Bench, run: Run, began: number) {
    this.#kind = kind;
    this.#bench = bench;
    this.#run = run;
    this.#seen = began;
  }

  async make(move: Move): Promise<void> {
    const bench = this.#bench;
    this.catches.clear();
    switch (move.do) {
      case 'decide':
        await this.#run.completeTask(move.step, { decisionId: 'd1', outcome: move.outcome });
        return this.work(move.fault);
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
        this.done.push({ type, headers: job.customHeaders });
        const variables = RESULTS[type](job.customHeaders, engine.now());
        await engine.execute('COMPLETE_JOB', { jobKey: job.key, variables });
      }
    }
    this.#note();
  }

  standing(watched: ReadonlySet<string>): string {
    const variables = Object.entries(this.#run.alive ? this.#run.variables() : {});
    return JSON.stringify([
      this.#run.at(),
      this.#timers()
        .map(({ elementId }) => elementId)
        .sort(),
      variables.filter(([name]) => watched.has(name)).sort(),
    ]);
  }

  nexts(): Move[] {
    if (!this.#run.alive) return [];
    const { manifest } = this.#kind;
    const decisions = this.#run.tasks().flatMap(({ elementId }): Move[] => {
      const decision = stepOf(manifest, elementId)?.decision;
      if (!decision) return [];
      return outcomesOf(decisionContext(manifest, { elementId, decision })).map(({ outcome }) => ({
        do: 'decide',
        step: elementId,
        outcome,
      }));
    });
    const waits: Move[] = this.#timers().length > 0 ? [{ do: 'wait' }] : [];
    const said = [...this.#bench.engine.state.messageSubscriptions.values()]
      .filter(({ processInstanceKey }) => processInstanceKey === this.#run.key)
      .map(({ messageName }): Move => ({ do: 'say', message: messageName }));
    return [...decisions, ...waits, ...said];
  }

  #caughtAt({ elementId }: Job): readonly string[] {
    return this.#kind.model.elements.find(({ id }) => id === elementId)?.caughtErrors ?? [];
  }

  #timers() {
    return [...this.#bench.engine.state.timers.values()].filter(
      ({ processInstanceKey }) => processInstanceKey === this.#run.key,
    );
  }

  /** Writes down the flows taken since. */
  #note(): void {
    const events = this.#bench.events.slice(this.#seen);
    this.#seen = this.#bench.events.length;
    this.taken.push(
      events.flatMap((event) =>
        event.type === 'SEQUENCE_FLOW_TAKEN' && event.value.processInstanceKey === this.#run.key
          ? [event.value.flowId]
          : [],
      ),
    );
  }
}
