import type { Bilingual } from '../../bilingual.ts';
import type { DrawnElement } from '../flows.ts';
import { elementsIn, extensionsOf, mappingsOf } from '../flows.ts';
import type { CircuitManifest } from '../manifest.ts';
import type { InputKind, ValueKind } from '../value-kind.ts';

/**
 * What a block asks of its caller: a text, the same for every request of the kind (a role, a delay,
 * a message).
 */
export interface BlockInput {
  readonly name: string;
  readonly label: Bilingual;
  /** Whether a call may leave it out: what reads it is then as if it had not been written. */
  readonly optional?: boolean | undefined;
  /** Whether it is a variable of the circuit, which may be computed: expressions of the block read it, its steps do not. */
  readonly variable?: boolean | undefined;
  /** The texts that it may be; any text without them. */
  readonly choices?: readonly { readonly value: string; readonly label: Bilingual }[] | undefined;
  /** What it names, where it is neither: the analyst who calls the block chooses it. */
  readonly kind?: InputKind | undefined;
  /** What stands over it at a call, and over those after it up to the next heading: inputs are read in groups. */
  readonly heading?: Bilingual | undefined;
  /** What then happens where a call leaves it out. */
  readonly whenAbsent?: Bilingual | undefined;
}

/** Returns what an input names, for the field of its call. */
export const kindOfInput = ({ variable, choices, kind }: BlockInput): ValueKind =>
  variable ? 'variable' : choices !== undefined ? 'choice' : (kind ?? 'text');

/** What a block gives back to its caller. */
export interface BlockOutput {
  readonly name: string;
  readonly label: Bilingual;
  /**
   * The texts that it may be, for the person who chooses a condition; without them it is no
   * outcome.
   */
  readonly choices?: readonly { readonly value: string; readonly label: Bilingual }[] | undefined;
}

/** A called process that kinds share: what `block.json` says beside its diagram and its texts. */
export interface Block {
  readonly title: Bilingual;
  /** What it does, in a sentence. */
  readonly summary: Bilingual;
  readonly inputs: readonly BlockInput[];
  readonly outputs: readonly BlockOutput[];
}

/** A call of a block, as a version was published with it. */
export interface BlockCall {
  readonly block: string;
  /** What its steps read, by name. */
  readonly inputs: Readonly<Record<string, string>>;
}

/** What every call takes back: what led out of the block. */
export const TAKEN_FROM_BLOCKS = ['decisionId', 'withdrawalId'] as const;

/** Between a call and what stands in the block: no id of BPMN holds it. */
const STEP = '/';
/** Between a kind and a block in the id of the copied process: `telephone-courriel--cloture`. */
const OF = '--';

/**
 * Names an element of a block within the whole circuit, by the calls that lead there: «
 * instruction/visa ».
 */
export const placeOf = (path: string, elementId: string): string =>
  path === '' ? elementId : `${path}${STEP}${elementId}`;
/** Returns the calls that lead to an element; empty for one of the kind's own diagram. */
export const pathOf = (place: string): string => place.slice(0, Math.max(place.lastIndexOf(STEP), 0));
/** Returns the id of an element in its own diagram. */
export const idAt = (place: string): string => place.slice(place.lastIndexOf(STEP) + 1);
/**
 * Returns where an element stands in the kind's own diagram: itself, or the call that leads to it.
 */
export const callAt = (place: string): string => place.split(STEP)[0] ?? place;
/** Lists the calls around an element, the outermost first. */
export const callsAround = (place: string): string[] =>
  pathOf(place) === '' ? [] : [...callsAround(pathOf(place)), pathOf(place)];
/** Returns a place relative to the first of its calls: « visa » of « instruction/visa ». */
export const placeWithin = (place: string): string => place.slice(callAt(place).length + STEP.length);
export const isInBlock = (place: string): boolean => place.includes(STEP);

/** Returns the id of a block's process as a kind deploys it. */
export const processOfBlock = (kind: string, block: string): string => `${kind}${OF}${block}`;
/** Returns the block that a kind deploys under this id; null: the process is none of its blocks. */
export const blockOfProcess = (kind: string, processId: string): string | null =>
  processId.startsWith(`${kind}${OF}`) ? processId.slice(kind.length + OF.length) : null;
/**
 * Returns the block of a process, whichever kind deploys it; a block names its own process as
 * itself.
 */
export const blockOfAny = (processId: string): string =>
  processId.includes(OF) ? processId.slice(processId.indexOf(OF) + OF.length) : processId;

/**
 * Folder of the copies of the blocks that a circuit calls, in its bundle, one folder a block; no
 * draft of a kind changes them.
 */
export const BLOCKS_FOLDER = '_blocks/';
export const blockFile = (block: string, name: string): string => `${BLOCKS_FOLDER}${block}/${name}`;
export const diagramOfBlock = (block: string): string => blockFile(block, `${block}.bpmn`);
/**
 * True if a file of a bundle is deployed to the engine: diagrams, tables and forms, of the kind and
 * of its blocks.
 */
export const isExecuted = (path: string): boolean =>
  /\.(bpmn|dmn|form)$/.test(path) && (!path.includes('/') || path.startsWith(BLOCKS_FOLDER));

/** Lists the blocks that a diagram of a kind calls directly. */
export function blocksCalledIn(xml: string, kind: string): string[] {
  const called = [...xml.matchAll(/<(?:\w+:)?calledElement\b[^>]*?\sprocessId="([^"]*)"/g)];
  return [...new Set(called.flatMap(([, processId = '']) => blockOfProcess(kind, processId) ?? []))];
}

/**
 * Rewrites the diagram of a block as a kind deploys it: its process, and the blocks that it calls,
 * under the kind's ids.
 */
export const copiedFor = (kind: string, block: string, xml: string): string =>
  xml
    .replace(/(<(?:\w+:)?process\b[^>]*?\sid=")([^"]*)"/g, (tag, before: string, id: string) =>
      id === block ? `${before}${processOfBlock(kind, block)}"` : tag,
    )
    .replace(/(\sbpmnElement=")([^"]*)"/g, (attribute, before: string, id: string) =>
      id === block ? `${before}${processOfBlock(kind, block)}"` : attribute,
    )
    .replace(
      /(<(?:\w+:)?calledElement\b[^>]*?\sprocessId=")([^"=][^"]*)"/g,
      (_tag, before: string, called: string) => `${before}${processOfBlock(kind, called)}"`,
    );

/**
 * Restores the diagram of a block as its analysts draw it, from a kind's copy: undoes {@link
 * copiedFor}.
 */
export const originalOf = (kind: string, xml: string): string =>
  xml
    .replace(/(<(?:\w+:)?process\b[^>]*?\sid=")([^"]*)"/g, uncopied(kind))
    .replace(/(\sbpmnElement=")([^"]*)"/g, uncopied(kind))
    .replace(/(<(?:\w+:)?calledElement\b[^>]*?\sprocessId=")([^"]*)"/g, uncopied(kind));

const uncopied = (kind: string) => (tag: string, before: string, id: string) => {
  const block = blockOfProcess(kind, id);
  return block === null ? tag : `${before}${block}"`;
};

/**
 * Returns the process that a call activity calls, or the expression that gives it; null: it is no
 * call.
 */
export function calledBy(element: DrawnElement): string | null {
  if (element.$type !== 'bpmn:CallActivity') return null;
  const [called] = extensionsOf(element, 'zeebe:CalledElement');
  const processId = called?.processId;
  return typeof processId === 'string' ? processId : null;
}

/** Why a call could not be opened. */
export type CallFault =
  | {
      readonly at: string;
      readonly code: 'block-unknown' | 'block-process-name';
      readonly params: { readonly block: string };
    }
  | { readonly at: string; readonly code: 'block-recursion'; readonly params: { readonly blocks: string } }
  | { readonly at: string; readonly code: 'call-not-block'; readonly params: { readonly process: string } };

/** What a step of a block reads of the inputs. */
export interface InputRead {
  readonly at: string;
  readonly name: string;
  /** Which of its own it is: a header, by its key, `candidateGroups`, `formId`. */
  readonly as: string;
  /** Whether the call gives it. */
  readonly given: boolean;
}

export interface OpenedCalls {
  /** The calls, by the path that leads into each. */
  readonly calls: ReadonlyMap<string, BlockCall>;
  /** The same, as they are drawn. */
  readonly drawn: ReadonlyMap<string, DrawnElement>;
  /** What steps of blocks read of the inputs. */
  readonly reads: readonly InputRead[];
  readonly faults: readonly CallFault[];
}

/** Headers that name other steps: within a block, those of the block. */
const NAMES_STEPS = ['distinctFrom'];

/**
 * Expands the calls of a circuit in place, as sub-processes: each element takes the name that the
 * whole circuit gives it ({@link placeOf}), and its headers and role take the call's inputs. Code
 * that reads a process then reads blocks without knowing of them. Mutates the process.
 * @param blockOf the process of a block, read anew for each call; null if it is missing
 */
export async function openCalls(
  process: DrawnElement,
  kind: string,
  blockOf: (block: string) => Promise<DrawnElement | null>,
): Promise<OpenedCalls> {
  const calls = new Map<string, BlockCall>();
  const drawn = new Map<string, DrawnElement>();
  const reads: InputRead[] = [];
  const faults: CallFault[] = [];

  const open = async (scope: DrawnElement, around: readonly string[], given: BlockCall['inputs']) => {
    for (const { element } of elementsIn(scope)) {
      if (element.$type !== 'bpmn:CallActivity') continue;
      const processId = calledBy(element) ?? '';
      const block = blockOfProcess(kind, processId);
      if (block === null) {
        faults.push({ at: element.id, code: 'call-not-block', params: { process: processId } });
        continue;
      }
      const within = [...around, block];
      if (around.includes(block)) {
        faults.push({ at: element.id, code: 'block-recursion', params: { blocks: within.join(' → ') } });
        continue;
      }
      const called = await blockOf(block);
      if (called === null) {
        faults.push({ at: element.id, code: 'block-unknown', params: { block } });
        continue;
      }
      // An engine knows a process by its own name: under another one, it would be deployed in the place of something else.
      if (called.id !== processOfBlock(kind, block))
        faults.push({ at: element.id, code: 'block-process-name', params: { block } });
      const inputs = inputsAt(element, given);
      calls.set(element.id, { block, inputs });
      drawn.set(element.id, element);
      for (const { element: inner } of elementsIn(called)) reads.push(...settle(inner, element.id, inputs));
      await open(called, within, inputs);
      // Last: what this walk finds in the block was opened already.
      (element as { flowElements?: unknown }).flowElements = called.flowElements ?? [];
    }
  };
  await open(process, [], {});
  return { calls, drawn, reads, faults };
}

/** The texts that a call gives, by name; what it gives of its own inputs is what it was given. */
function inputsAt(element: DrawnElement, given: BlockCall['inputs']): Record<string, string> {
  const inputs: Record<string, string> = {};
  for (const { source, target } of mappingsOf(element, 'input')) {
    const text = textIn(source) ?? given[inputRead(source) ?? ''];
    // An editor keeps a field that was emptied.
    if (text) inputs[target] = text;
  }
  return inputs;
}

/**
 * Returns the text that a mapping gives, written plainly or as `="P15D"`; null if it is computed.
 */
export function textIn(expression: string): string | null {
  if (!expression.startsWith('=')) return expression;
  const literal = /^=\s*"((?:[^"\\]|\\["\\])*)"\s*$/.exec(expression)?.[1];
  return literal === undefined ? null : literal.replace(/\\(["\\])/g, '$1');
}

/** Returns the block input that a header or a role reads: `=role`; null for a literal text. */
export const inputRead = (text: string): string | null => /^=\s*(\w+)\s*$/.exec(text)?.[1] ?? null;

/** Resolves a header in a step of a block; undefined if the call leaves the input out. */
export function headerIn(text: string, inputs: BlockCall['inputs']): string | undefined {
  const name = inputRead(text);
  return name === null ? text : inputs[name];
}

/** Resolves the headers of a step at the end of some calls, without those the calls leave out. */
export function headersAt(
  calls: CircuitManifest['calls'],
  path: string,
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  if (path === '') return headers;
  const inputs = calls?.[path]?.inputs ?? {};
  const read = Object.entries(headers).map(([name, text]) => [name, headerIn(text, inputs)] as const);
  return Object.fromEntries(read.flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const])));
}

/** Names an element as the whole circuit does, and writes in it what the call gives; answers the inputs that it reads. */
function settle(element: DrawnElement, path: string, inputs: BlockCall['inputs']): InputRead[] {
  const changed = element as { id: string };
  changed.id = placeOf(path, element.id);
  const reads: InputRead[] = [];
  const read = (as: string, text: string) => {
    const name = inputRead(text);
    if (name !== null) reads.push({ at: element.id, name, as, given: inputs[name] !== undefined });
    return headerIn(text, inputs);
  };
  for (const headers of extensionsOf(element, 'zeebe:TaskHeaders')) {
    const all = (headers.values ?? []) as { key?: string; value?: string }[];
    (headers as { values?: unknown }).values = all.flatMap((header) => {
      const text = header.value ?? '';
      const value = read(header.key ?? '', text);
      if (value === undefined) return [];
      const own = inputRead(text) === null && NAMES_STEPS.includes(header.key ?? '');
      header.value = own ? value.replace(/[^\s,]+/g, (id) => placeOf(path, id)) : value;
      return [header];
    });
  }
  for (const [extension, property] of [
    ['zeebe:AssignmentDefinition', 'candidateGroups'],
    ['zeebe:FormDefinition', 'formId'],
  ] as const)
    for (const held of extensionsOf(element, extension)) {
      (held as Record<string, unknown>)[property] = read(property, String(held[property] ?? ''));
    }
  return reads;
}
