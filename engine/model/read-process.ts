import { expression } from '../expressions/compile-expression.ts';
import { because, type Reason, reasonOf, refuse } from './defects.ts';
import { readStartForm } from './definitions.ts';
import type { ExecutableProcess, SequenceFlow } from './executable.ts';
import { inclusiveJoinsOf } from './inclusive-joins.ts';
import { type ElementDefect, InvalidModel } from './invalid-model.ts';
import { type ElementDraft, readElement } from './read-element.ts';
import { refusedInProcesses } from './refused-expressions.ts';
import { DRAWN_ONLY, elementType, unsupported } from './supported.ts';
import { CHOOSING, checkProcess } from './validate.ts';
import { extension, type ModdleElement, readBpmn } from './xml/moddle.ts';

/** More elements and flows than any person draws: some of what is asked of them takes the square of their number. */
const MAX_ELEMENTS = 10_000;

/**
 * Reads every executable process of a BPMN file. Throws `InvalidModel` with all that is wrong.
 * @param isNew whether it is deployed now: more is refused then than what was taken once
 */
export async function readProcesses(resourceName: string, xml: string, isNew = false): Promise<ExecutableProcess[]> {
  const definitions = await readBpmn(resourceName, xml);
  const defects: ElementDefect[] = [];
  const drawn = ((definitions.rootElements as ModdleElement[] | undefined) ?? []).filter(
    (root) => root.$type === 'bpmn:Process' && root.isExecutable === true,
  );
  if (drawn.length === 0) {
    throw new InvalidModel(resourceName, [
      {
        elementId: definitions.id ?? '(definitions)',
        elementType: 'definitions',
        ...because('no-process'),
      },
    ]);
  }
  const elements = drawn.reduce((sum, root) => sum + countElements(root), 0);
  if (elements > MAX_ELEMENTS) {
    const reason = because('too-many-elements', { max: MAX_ELEMENTS, count: elements });
    throw new InvalidModel(resourceName, [
      { elementId: definitions.id ?? '(definitions)', elementType: 'definitions', ...reason },
    ]);
  }
  const processes = drawn.flatMap((root) => new ProcessReader(defects).read(root) ?? []);
  if (isNew) defects.push(...refusedInProcesses(definitions));
  if (defects.length > 0) throw new InvalidModel(resourceName, defects);
  return processes;
}

function countElements(container: ModdleElement): number {
  const nodes = (container.flowElements as ModdleElement[] | undefined) ?? [];
  return nodes.reduce((sum, node) => sum + countElements(node), nodes.length);
}

class ProcessReader {
  readonly #defects: ElementDefect[];
  readonly #elements = new Map<string, ElementDraft>();
  readonly #flowIds = new Set<string>();

  constructor(defects: ElementDefect[]) {
    this.#defects = defects;
  }

  /** Undefined when the process itself cannot be read: the defect says why. */
  read(root: ModdleElement): ExecutableProcess | undefined {
    const rootElement = this.#element(root, undefined);
    if (rootElement === undefined) return undefined;
    this.#children(root, rootElement);
    const versionTag = extension(root, 'zeebe:VersionTag');
    if (versionTag !== undefined && !versionTag.value) this.#defect(root, because('version-tag-empty'));
    const process: ExecutableProcess = {
      bpmnProcessId: root.id ?? '',
      name: root.name ?? '',
      versionTag: String(versionTag?.value ?? ''),
      properties: ((extension(root, 'zeebe:Properties')?.properties as ModdleElement[] | undefined) ?? []).map(
        (property) => ({
          name: String(property.name ?? ''),
          value: String(property.value ?? ''),
        }),
      ),
      startForm: readStartForm(root),
      root: rootElement,
      elements: this.#elements,
      eventStarts: [...this.#elements.values()].filter(
        (element) => element.type === 'START_EVENT' && element.parent === rootElement && element.trigger !== 'NONE',
      ),
    };
    this.#defects.push(...checkProcess(process));
    return process;
  }

  #children(container: ModdleElement, scope: ElementDraft): void {
    const nodes = (container.flowElements as ModdleElement[] | undefined) ?? [];
    const runnable = nodes.filter((node) => !DRAWN_ONLY.has(node.$type));
    const children: ElementDraft[] = [];
    for (const node of runnable) {
      const child = this.#node(node, scope);
      if (child !== undefined) children.push(child);
    }
    for (const node of runnable) this.#border(node);
    for (const node of nodes) if (node.$type === 'bpmn:SequenceFlow') this.#flow(node);
    for (const node of runnable) this.#defaultFlow(node);
    for (const node of (container.artifacts as ModdleElement[] | undefined) ?? []) this.#association(node);
    for (const child of children) this.#link(child, children);
    try {
      scope.inclusiveJoins = inclusiveJoinsOf(children);
    } catch (error) {
      this.#defect(container, reasonOf(error));
    }
  }

  #node(node: ModdleElement, scope: ElementDraft): ElementDraft | undefined {
    const reason = unsupported(node);
    if (reason !== undefined) {
      this.#defect(node, reason);
      return undefined;
    }
    const isEventSubProcess = elementType(node) === 'EVENT_SUB_PROCESS';
    const home = isEventSubProcess ? watched(scope) : scope;
    const element = this.#element(node, home);
    if (element === undefined) return undefined;
    if (node.flowElements !== undefined) this.#children(node, innermost(element));
    if (element.type === 'START_EVENT') {
      if (element.trigger === 'NONE') scope.noneStart ??= element;
    }
    if (isEventSubProcess) {
      const start = [...this.#elements.values()].find((one) => one.type === 'START_EVENT' && one.parent === element);
      if (start !== undefined) home.eventStarts.push(start);
    }
    return element;
  }

  #element(node: ModdleElement, parent: ElementDraft | undefined): ElementDraft | undefined {
    const id = node.id ?? '';
    if (id === '') this.#defect(node, because('id-missing'));
    try {
      const element = readElement(node, parent);
      if (element === undefined) return undefined;
      this.#elements.set(id, element);
      const scope = innermost(element);
      if (scope.id !== id) this.#elements.set(scope.id, scope);
      return element;
    } catch (error) {
      this.#defect(node, reasonOf(error));
      return undefined;
    }
  }

  /** A compensation boundary event is tied to what undoes its activity by an association, drawn either way. */
  #association(node: ModdleElement): void {
    if (node.$type !== 'bpmn:Association') return;
    const ends = [node.sourceRef, node.targetRef].map((end) =>
      this.#elements.get((end as ModdleElement | undefined)?.id ?? ''),
    );
    const event = ends.find((end) => end?.type === 'BOUNDARY_EVENT' && end.trigger === 'COMPENSATION');
    const handler = ends.find((end) => end !== undefined && end !== event);
    if (event !== undefined && handler !== undefined) event.compensationHandler = handler;
  }

  #link(element: ElementDraft, children: readonly ElementDraft[]): void {
    if (element.type !== 'INTERMEDIATE_THROW_EVENT' || element.link === undefined) return;
    element.linkTarget = children.find((one) => one.type === 'INTERMEDIATE_CATCH_EVENT' && one.link === element.link);
  }

  #border(node: ModdleElement): void {
    if (node.$type !== 'bpmn:BoundaryEvent') return;
    const event = this.#elements.get(node.id ?? '');
    const host = this.#elements.get((node.attachedToRef as ModdleElement | undefined)?.id ?? '');
    if (event === undefined) return;
    if (host === undefined) {
      this.#defect(node, because('boundary-not-attached'));
      return;
    }
    event.attachedTo = host;
    host.boundaryEvents.push(event);
  }

  #flow(node: ModdleElement): void {
    const source = this.#elements.get((node.sourceRef as ModdleElement | undefined)?.id ?? '');
    const target = this.#elements.get((node.targetRef as ModdleElement | undefined)?.id ?? '');
    // one end was refused already, with its own reason
    if (source === undefined || target === undefined) return;
    try {
      const body = (node.conditionExpression as ModdleElement | undefined)?.body as string | undefined;
      const flow: SequenceFlow = {
        id: this.#flowId(node, source, target),
        target,
        condition: body === undefined || body.trim() === '' ? undefined : expression(body.trim()),
      };
      if (flow.condition !== undefined && !CHOOSING.has(source.type)) refuse('condition-misplaced');
      source.outgoing.push(flow);
      target.incoming.push(flow.id);
    } catch (error) {
      this.#defect(node, reasonOf(error));
    }
  }

  /** A flow need not have an id, but joins tell flows apart by it. */
  #flowId({ id }: ModdleElement, source: ElementDraft, target: ElementDraft): string {
    let unique = id ?? `${source.id}_to_${target.id}`;
    while (id === undefined && this.#flowIds.has(unique)) unique += '_';
    this.#flowIds.add(unique);
    return unique;
  }

  #defaultFlow(node: ModdleElement): void {
    const flowId = (node.default as ModdleElement | undefined)?.id;
    const element = this.#elements.get(node.id ?? '');
    if (flowId === undefined || element === undefined) return;
    element.defaultFlow = element.outgoing.find((flow) => flow.id === flowId);
  }

  #defect(node: ModdleElement, reason: Reason): void {
    this.#defects.push({ elementId: node.id ?? '(no id)', elementType: node.$type.replace('bpmn:', ''), ...reason });
  }
}

/** What is drawn in a multi-instance or ad-hoc sub-process lives in its inner scope. */
function innermost(element: ElementDraft): ElementDraft {
  return element.inner === undefined ? element : innermost(element.inner as ElementDraft);
}

/** An event sub-process in an ad-hoc sub-process watches the whole of it, not each activation. */
function watched(scope: ElementDraft): ElementDraft {
  const isActivation = scope.type === 'AD_HOC_SUB_PROCESS_INNER_INSTANCE';
  return isActivation ? (scope.parent as ElementDraft) : scope;
}
