import { CIRCUIT_KIND, type DrawnCircuit } from '#domain/circuit/drafts/draft.ts';
import { DomainError } from '#domain/errors.ts';
import { bpmnModdle } from '../../bpmn-moddle.ts';

// moddle objects are dynamic by nature; this is the only shape that we read of them.
interface Moddle {
  readonly $type: string;
  readonly id?: string;
  readonly name?: string;
  readonly [property: string]: unknown;
}

const list = (value: unknown): readonly Moddle[] => (Array.isArray(value) ? (value as Moddle[]) : []);

/**
 * Reads what a diagram drawn elsewhere declares. It only has to be BPMN with one executable process
 * whose id can name a kind; other faults are reported by the checks.
 * @throws {DomainError} circuit-diagram-hostile, circuit-diagram-unreadable,
 * circuit-not-one-process, circuit-process-name
 */
export async function readDiagram(xml: string): Promise<DrawnCircuit> {
  const refuse = (reason: string): never => {
    throw new DomainError('circuit-diagram-unreadable', { reason: reason.slice(0, 300) });
  };
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw new DomainError('circuit-diagram-hostile');
  const { rootElement, warnings } = await bpmnModdle.fromXML(xml).catch((error: Error) => refuse(error.message));
  const processes = list((rootElement as unknown as Moddle).rootElements).filter(
    (root) => root.$type === 'bpmn:Process' && root.isExecutable === true,
  );
  const [process] = processes;
  // With an id that XML forbids, the reader leaves the whole process out.
  const illegal = warnings.map(({ message }) => /illegal ID <([^>]*)>/.exec(message)?.[1]).find(Boolean);
  if (process === undefined && illegal) throw new DomainError('circuit-process-name', { id: illegal.slice(0, 80) });
  if (process === undefined || processes.length > 1)
    throw new DomainError('circuit-not-one-process', { count: processes.length });
  const kind = process.id ?? '';
  if (!CIRCUIT_KIND.test(kind)) throw new DomainError('circuit-process-name', { id: kind.slice(0, 80) });
  const named = new Map<string, string>();
  let startId: string | null = null;
  let formId: string | null = null;
  const scopes = [process];
  for (const scope of scopes) {
    for (const child of list(scope.flowElements)) {
      if (child.id && child.name) named.set(child.id, child.name);
      if (child.flowElements !== undefined) scopes.push(child);
      if (scope !== process || child.$type !== 'bpmn:StartEvent') continue;
      startId ??= child.id ?? null;
      formId ??= formOf(child);
    }
  }
  return { kind, title: process.name?.trim() || kind, named, startId, formId };
}

function formOf(start: Moddle): string | null {
  const extensions = list((start.extensionElements as Moddle | undefined)?.values);
  const definition = extensions.find(({ $type }) => $type === 'zeebe:FormDefinition');
  return typeof definition?.formId === 'string' && definition.formId !== '' ? definition.formId : null;
}
