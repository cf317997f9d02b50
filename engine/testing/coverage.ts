import { readProcesses } from '../model/read-process.ts';
import type { AnyEvent } from '../processing/protocol.ts';
import type { Bench } from './bench.ts';

/** What no case has played of a process. */
export interface Untaken {
  /** By id. */
  readonly elements: string[];
  /** By id, and from where to where: `Flow_1a2b3c: outcome -> refused`. */
  readonly flows: string[];
}

/**
 * What the cases of a test file have played of its circuits, all benches together. Assert at the end of the file that
 * nothing was forgotten:
 *
 *     test('every step and every flow is taken', async () => {
 *       expect(await coverage.untaken('leave')).toEqual({ elements: [], flows: [] });
 *     });
 */
export class Coverage {
  readonly #played: (readonly AnyEvent[])[] = [];

  /** Counts what is played on this bench too. */
  follow(bench: Bench): void {
    this.#played.push(bench.events);
  }

  /** The elements that no case has entered, and the sequence flows that none has taken, of the last file deployed. */
  async untaken(bpmnProcessId: string): Promise<Untaken> {
    const process = (await readProcesses('circuit', this.#fileOf(bpmnProcessId))).find(
      (one) => one.bpmnProcessId === bpmnProcessId,
    );
    const { elements, flows } = this.#taken(bpmnProcessId);
    const drawn = [...(process?.elements.values() ?? [])];
    return {
      elements: [...new Set(drawn.map(({ id }) => id))].filter((id) => !elements.has(id)),
      flows: drawn.flatMap(({ id: from, outgoing }) =>
        outgoing.filter(({ id }) => !flows.has(id)).map(({ id, target }) => `${id}: ${from} -> ${target.id}`),
      ),
    };
  }

  /** One line for people: how much was played, and what was not. */
  async report(bpmnProcessId: string): Promise<string> {
    const { elements, flows } = await this.untaken(bpmnProcessId);
    const taken = this.#taken(bpmnProcessId);
    const part = (what: string, count: number, left: readonly string[]) =>
      `${count} of ${count + left.length} ${what}${left.length === 0 ? '' : `, never ${left.join(', ')}`}`;
    return `${bpmnProcessId}: ${part('elements', taken.elements.size, elements)}; ${part('flows', taken.flows.size, flows)}`;
  }

  #fileOf(bpmnProcessId: string): string {
    let resourceKey: string | undefined;
    let content: string | undefined;
    for (const events of this.#played) {
      const contents = new Map<string, string>();
      for (const event of events) {
        if (event.type === 'RESOURCE_DEPLOYED') contents.set(event.key, event.value.content);
        if (event.type !== 'PROCESS_DEPLOYED' || event.value.bpmnProcessId !== bpmnProcessId) continue;
        resourceKey = event.value.resourceKey;
        content = contents.get(resourceKey) ?? content;
      }
    }
    if (content === undefined) throw new Error(`No bench has deployed a process '${bpmnProcessId}'`);
    return content;
  }

  #taken(bpmnProcessId: string): { elements: Set<string>; flows: Set<string> } {
    const elements = new Set<string>();
    const flows = new Set<string>();
    for (const events of this.#played) {
      const instances = new Set<string>();
      for (const event of events) {
        if (event.type === 'ELEMENT_ACTIVATING' && event.value.bpmnProcessId === bpmnProcessId) {
          instances.add(event.value.processInstanceKey);
          elements.add(event.value.elementId);
        }
        if (event.type === 'SEQUENCE_FLOW_TAKEN' && instances.has(event.value.processInstanceKey))
          flows.add(event.value.flowId);
      }
    }
    return { elements, flows };
  }
}
