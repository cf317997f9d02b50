/** A figure that a bench gives and what it should be: a row of docs/performance.md. */
export interface Aim {
  /** What is measured, in the words of the page. */
  readonly what: string;
  readonly bench: string;
  /** Names that lead to the figure in the bench's result, joined by dots; the figures of several keys are added. */
  readonly keys: readonly string[];
  readonly unit: string;
  /** The bound that the figure should not pass; none where it is only watched. */
  readonly max?: number;
  readonly min?: number;
}

interface Terms {
  /** The key of the result that says how large the run was, and the least that counts: a smaller run is easier. */
  readonly size: { readonly key: string; readonly min: number };
  /** Options that make other figures than those of the aims. */
  readonly without?: readonly string[];
}

/** On which terms a bench's figures are kept, by bench; those of the others always are. */
export const TERMS: Readonly<Record<string, Terms>> = {
  history: { size: { key: 'instances', min: 1_000_000 } },
  portal: { size: { key: 'dataset.scale', min: 1 }, without: ['--match', '--statements'] },
  batch: { size: { key: 'acts', min: 1_000 } },
  sign: { size: { key: 'desk_acts', min: 900 } },
};

type Of = Omit<Aim, 'bench' | 'keys'>;
const of =
  (bench: string) =>
  (keys: string | readonly string[], aim: Of): Aim => ({ bench, keys: [keys].flat(), ...aim });
const [engine, survival, history, portal] = [of('engine'), of('survival'), of('history'), of('portal')];
const [growth, drawing, batch, sign] = [of('growth'), of('drawing'), of('batch'), of('sign')];
const [suites, long] = [of('suites'), of('suites-full')];

/** Every aim, in the order of the page. */
export const AIMS: readonly Aim[] = [
  engine('inprocess.five_task_per_s', { what: 'Engine in process, five service tasks', unit: '/s', min: 10_000 }),
  engine('inprocess.hr_circuit_per_s', { what: 'Engine in process, an HR circuit', unit: '/s', min: 5_000 }),
  engine('sdk.one_task_per_s', { what: 'Engine through the SDK, one task', unit: '/s', min: 1_000 }),
  engine('sdk.five_task_per_s', { what: 'Engine through the SDK, five tasks', unit: '/s', min: 450 }),
  engine('sdk.one_task_at_300.p99_ms', { what: 'One task through the SDK at 300/s, p99', unit: 'ms', max: 25 }),
  engine('sdk.one_task_at_600.p99_ms', { what: 'One task through the SDK at 600/s, p99', unit: 'ms', max: 60 }),
  engine('start_ms', { what: 'Engine, start to ready', unit: 'ms', max: 1_000 }),
  engine('rss_mb.idle', { what: 'Engine, memory when idle', unit: 'MB', max: 150 }),
  engine('rss_mb.waiting_100k', { what: 'Engine, memory with 100,000 waiting instances', unit: 'MB', max: 400 }),
  engine('recovery_100k_s', { what: 'Engine, recovery of 100,000 waiting instances', unit: 's', max: 4 }),
  survival(['lost.length', 'repeated.length', 'completedTwice.length'], {
    what: 'Acknowledged work that kills of the engine lost or repeated',
    unit: '',
    max: 0,
  }),
  history('worst_p95_ms.indexed', {
    what: 'A search of a million finished instances by an index, worst p95',
    unit: 'ms',
    max: 50,
  }),
  history('worst_p95_ms.other', { what: 'The same without an index, worst p95', unit: 'ms', max: 500 }),
  portal('users.p95_ms', {
    what: 'Ministry’s size: fifty users, 100 live screens, p95 of a page',
    unit: 'ms',
    max: 50,
  }),
  portal('users.failed', { what: 'Pages of the fifty that failed', unit: '', max: 0 }),
  portal('pages_above_10_ms', { what: 'Pages that cost above 10 ms of processor', unit: '', max: 0 }),
  portal('hostile.meanwhile.failed', { what: 'Pages that failed beside twenty hostile callers', unit: '', max: 0 }),
  portal(['live_20.filings_missed', 'live.filings_missed'], {
    what: 'Filings not done beside 20, then 100 live screens',
    unit: '',
    max: 0,
  }),
  portal('flow.task_visible_p95_ms', {
    what: 'A task on its holder’s list, ten submissions a second, p95',
    unit: 'ms',
    max: 300,
  }),
  portal('flow.filings_per_s', { what: 'Filings', unit: '/s', min: 30 }),
  portal('flow.whole_per_s', { what: 'Requests played whole, to the sealed act', unit: '/s', min: 5 }),
  portal('flow.whole_cpu_ms', { what: 'Processor of a request played whole', unit: 'ms', max: 400 }),
  portal('memory_mb', { what: 'Memory of the portal’s own processes', unit: 'MB', max: 1_000 }),
  growth('grown.length', { what: 'Pages that read more once the history doubles', unit: '', max: 0 }),
  batch('filed.seconds', { what: 'An act for 1,000 agents, filed', unit: 's', max: 60 }),
  batch('tried.seconds', { what: 'An act for 1,000 agents, tried', unit: 's' }),
  sign(['cpu_ms.draw', 'cpu_ms.b_t', 'cpu_ms.check'], {
    what: 'Processor of an act drawn, sealed with its time stamp, checked',
    unit: 'ms',
    max: 12,
  }),
  sign('cpu_ms.b_lta', { what: 'Processor of an archive edition', unit: 'ms', max: 60 }),
  sign('desk_ms.p50', { what: 'Signing desk, 935 acts waiting, p50', unit: 'ms', max: 300 }),
  sign('fold_ms.p50', { what: 'A fold of 935 acts, p50', unit: 'ms', max: 100 }),
  sign('previews_1000_s', { what: 'Its pages all drawn', unit: 's', max: 30 }),
  sign('bulk_1000_s', { what: 'From the code to the last act sealed and filed', unit: 's', max: 20 }),
  sign('others_p95_ms', { what: 'Pages of others meanwhile, p95', unit: 'ms', max: 200 }),
  sign('archive_1000_s', { what: 'From the code to the last archive edition and mail', unit: 's', max: 120 }),
  sign('zip_1000_s', { what: 'The archive (ZIP) of as many acts', unit: 's' }),
  sign('verification_ms.p50', { what: 'The page behind the code of an act, p50', unit: 'ms', max: 200 }),
  drawing('200.openMs', { what: 'The modeler opened on 200 elements', unit: 'ms', max: 2_000 }),
  drawing('200.dragFrameMs.p95', { what: 'A step dragged in it, p95 between frames', unit: 'ms' }),
  suites('processor_s', { what: '`npm test`, processor', unit: 's', max: 800 }),
  suites('seconds', { what: '`npm test`', unit: 's', max: 480 }),
  long('seconds', { what: '`npm run test:full`', unit: 's', max: 2_400 }),
];
