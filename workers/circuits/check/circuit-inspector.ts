import { openApart } from '../../../application/apart/apart.ts';
import { refusedAs } from '../../../application/apart/refusal.ts';
import type { CircuitFault } from '../../../domain/circuit/fault.ts';
import type { Drafted, PartType } from '../../../domain/circuit/part.ts';
import type { ActRenderer } from '../../act-draft/typst/render.ts';
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
  inspectPart(of: PartType, bundle: Bundle): Promise<readonly CircuitFault[]>;
  close(): Promise<void>;
}

/** The longest shipped circuit takes 0.7 s in a thread that just started, and 0.2 s after, within 140 MB. */
const PROCESSOR_MS = 6_000;
const MEGABYTES = 512;

/** @param renderer draws the templates; whoever gave it closes it */
export function openCircuitInspector(renderer: ActRenderer, processorMs = PROCESSOR_MS): CircuitInspector {
  const apart = openApart<{ of: Drafted; bundle: Bundle }, FilesInspection>(
    new URL('./inspect.thread.ts', import.meta.url),
    {
      threads: 1,
      processorMs,
      megabytes: MEGABYTES,
      waiting: 5,
    },
  );
  const read = (of: Drafted, bundle: Bundle) =>
    apart.run([`circuit:${bundle.kind}`], { of, bundle }).catch(refusedAs('circuit-too-complex'));
  return {
    inspect: (bundle) => inspectCircuit(bundle, renderer, (files) => read('kind', files)),
    inspectPart: async (of, bundle) => (await read(of, bundle)).faults,
    close: () => apart.close(),
  };
}
