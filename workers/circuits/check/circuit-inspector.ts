import { openApart, SOME_MINUTES } from '#application/apart/apart.ts';
import { refusedAs } from '#application/apart/refusal.ts';
import type { Drafted, PartType } from '#domain/circuit/blocks/part.ts';
import type { MoveBar } from '#domain/circuit/interventions/token-move.ts';
import type { ActRenderer } from '../../typst/render.ts';
import type { AskedMigration, LackedFact } from '../guarantees/judge-migration.ts';
import type { AskedMove, KnownVariables } from '../guarantees/judge-move.ts';
import type { Bundle } from '../read/bundle.ts';
import { type FilesInspection, type Inspection, inspectCircuit } from './inspect.ts';

/**
 * Inspects circuits and parts that nobody vouches for: their files in a thread apart, their templates in a process of their own.
 */
export interface CircuitInspector {
  /** @throws {DomainError} circuit-too-complex, too-many-requests */
  inspect(bundle: Bundle): Promise<Inspection>;
  /**
   * All that is wrong in a part by itself; a block stands in a circuit that calls it.
   * @throws {DomainError} circuit-too-complex, too-many-requests
   */
  inspectPart(of: PartType, bundle: Bundle): Promise<Pick<Inspection, 'faults' | 'names' | 'told'>>;
  /**
   * Why a token of a request on a version may not be moved by hand; null: it may.
   * @throws {DomainError} circuit-too-complex, too-many-requests
   */
  judgeMove(bundle: Bundle, move: AskedMove): Promise<MoveBar | null>;
  /**
   * What a version reads that a request on another one was never given, from where it stands; null: nothing.
   * @throws {DomainError} circuit-too-complex, too-many-requests
   */
  lackedFact(former: Bundle, latter: Bundle, migration: AskedMigration): Promise<LackedFact | null>;
  /**
   * What is known of the variables of a version.
   * @throws {DomainError} circuit-too-complex, too-many-requests
   */
  variables(bundle: Bundle): Promise<KnownVariables>;
  close(): Promise<void>;
}

/** What the thread is asked: all that is wrong in what is drafted, or what a move by hand, or to a version, would do. */
export type InspectorJob =
  | { readonly of: Drafted; readonly bundle: Bundle }
  | { readonly of: 'move'; readonly bundle: Bundle; readonly move: AskedMove }
  | { readonly of: 'migration'; readonly former: Bundle; readonly bundle: Bundle; readonly migration: AskedMigration }
  | { readonly of: 'variables'; readonly bundle: Bundle };
export type InspectorAnswer = FilesInspection | MoveBar | LackedFact | null | KnownVariables;

/** The longest shipped circuit takes 0.7 s in a thread that just started, and 0.2 s after, within 140 MB. */
const PROCESSOR_MS = 6_000;
const MEGABYTES = 512;

/**
 * Opens an inspector of circuits.
 * @param renderer draws the templates; the caller closes it
 */
export function openCircuitInspector(renderer: ActRenderer, processorMs = PROCESSOR_MS): CircuitInspector {
  const apart = openApart<InspectorJob, InspectorAnswer>(new URL('./inspect.thread.ts', import.meta.url), {
    threads: 1,
    processorMs,
    megabytes: MEGABYTES,
    waiting: 5,
    idleMs: SOME_MINUTES,
  });
  const run = (job: InspectorJob) =>
    apart.run([`circuit:${job.bundle.kind}`], job).catch(refusedAs('circuit-too-complex'));
  const read = async (of: Drafted, bundle: Bundle) => (await run({ of, bundle })) as FilesInspection;
  return {
    inspect: (bundle) => inspectCircuit(bundle, renderer, (files) => read('kind', files)),
    inspectPart: read,
    judgeMove: async (bundle, move) => (await run({ of: 'move', bundle, move })) as MoveBar | null,
    lackedFact: async (former, bundle, migration) =>
      (await run({ of: 'migration', former, bundle, migration })) as LackedFact | null,
    variables: async (bundle) => (await run({ of: 'variables', bundle })) as KnownVariables,
    close: () => apart.close(),
  };
}
