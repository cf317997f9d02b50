import { openCalls } from '#domain/circuit/blocks/block.ts';
import type { DrawnElement } from '#domain/circuit/flows.ts';
import { flowsOf } from '#domain/request/progress-ways.ts';
import type { Ways } from '#domain/request/way-ahead.ts';
import { bpmnModdle } from './bpmn-moddle.ts';

/**
 * Reads from a published diagram, and from the blocks that it calls, what showing progress needs.
 * @param diagramOf returns the diagram of a block
 */
export async function readFlows(xml: string, diagramOf: (block: string) => Promise<string | null>): Promise<Ways> {
  const process = await readProcess(xml);
  await openCalls(process, process.id, async (block) => {
    const drawn = await diagramOf(block);
    return drawn === null ? null : readProcess(drawn);
  });
  return flowsOf(process);
}

/** Reads the process of one published diagram, without its called blocks. */
export async function readProcess(xml: string): Promise<DrawnElement> {
  const { rootElement } = await bpmnModdle.fromXML(xml);
  const roots = (rootElement as unknown as { rootElements: readonly DrawnElement[] }).rootElements;
  const process = roots.find(({ $type, isExecutable }) => $type === 'bpmn:Process' && isExecutable === true);
  if (process === undefined) throw new Error('a published diagram has no executable process');
  return process;
}
