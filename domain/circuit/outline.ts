import { blockOfProcess, diagramOfBlock, placeOf } from './blocks/block.ts';
import { readNames } from './interventions/start-fact.ts';

/** A step where a person decides, by its way through the blocks: « instruction/avis-superieur ». */
export interface OutlinedStep {
  readonly elementId: string;
  readonly name: string;
  readonly decision: string;
  readonly role: string;
  /** What the drawing offers there by its own words; absent where it says none. */
  readonly offers?: readonly string[];
}

/** What the acts of a circuit are tried with, and may cite, before its diagram is executable. */
export interface Outline {
  /** Id of the form that it begins with; null while it names none. */
  readonly startForm: string | null;
  /** Names of the themes that its steps change. */
  readonly changes: readonly string[];
  readonly steps: readonly OutlinedStep[];
  readonly refusalInterview: boolean;
}

/** More than any circuit has: what blocks that call each other hold, again and again, ends there. */
const MAX_STEPS = 1_000;
/** Where what is said of a step begins, and what was said of the one before ends; `zeebe:userTask` only marks one. */
const IS_STEP = /(?:[tT]ask|Event|Gateway|callActivity|subProcess)$/;
const TAG = /<(?:(\w+):)?(\w+)\b([^<>]*)>/g;

const attributesOf = (tag: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from(tag.matchAll(/([\w:]+)="([^"]*)"/g), ([, name = '', value = '']) => [name, plain(value)]),
  );

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const plain = (text: string): string =>
  text.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d{1,6}));/g, (_whole, name?: string, code?: string) =>
    name === undefined ? String.fromCodePoint(Math.min(Number(code), 0x10ffff)) : (ENTITIES[name] ?? ''),
  );

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * Reads the outline of a kind from the text of its diagram and of its blocks, in linear time,
 * whether or not they could be played.
 * @param textOf the text of a file of the bundle; undefined or null: there is none
 */
export function outlineOf(kind: string, textOf: (path: string) => string | null | undefined): Outline {
  const diagram = textOf(`${kind}.bpmn`) ?? '';
  const own = stepsDrawn(diagram);
  const start = own.find(({ first, formId }) => first.name === 'startEvent' && formId !== undefined);
  const all = withBlocks(own, blocksOf(kind, textOf));
  return {
    startForm: start?.formId ?? null,
    changes: all.flatMap(({ headers }) => headers.what ?? []).filter((theme) => !theme.startsWith('=')),
    steps: all.flatMap(({ place, first, headers: { decision, outcomes }, role }) =>
      first.name === 'userTask' && decision !== undefined
        ? [
            {
              ...{ elementId: place, name: first.attributes.name ?? place, decision, role },
              ...(outcomes !== undefined && { offers: readNames(outcomes) }),
            },
          ]
        : [],
    ),
    refusalInterview: /\sname="refusalInterview"\s+value="true"/.test(diagram),
  };
}

interface DrawnStep {
  readonly first: Tag;
  readonly headers: Readonly<Record<string, string>>;
  readonly formId: string | undefined;
  readonly calls: string | undefined;
  readonly role: string;
}

/** What stands in the block that a process is; nothing, where it is none of the kind's. */
type StepsOfBlock = (processId: string) => readonly DrawnStep[];

/** A block is read once, however many call it. */
function blocksOf(kind: string, textOf: (path: string) => string | null | undefined): StepsOfBlock {
  const read = new Map<string, readonly DrawnStep[]>();
  return (processId) => {
    const block = blockOfProcess(kind, processId);
    if (block === null) return [];
    const steps = read.get(block) ?? stepsDrawn(textOf(diagramOfBlock(block)) ?? '');
    read.set(block, steps);
    return steps;
  };
}

function withBlocks(own: readonly DrawnStep[], stepsOf: StepsOfBlock): (DrawnStep & { readonly place: string })[] {
  const found: (DrawnStep & { readonly place: string })[] = [];
  /** @param around the processes that are being gone through: one that calls itself is not begun again */
  const go = (steps: readonly DrawnStep[], path: string, around: readonly string[]): void => {
    for (const step of steps) {
      if (found.length === MAX_STEPS) return;
      const place = placeOf(path, step.first.attributes.id ?? '');
      found.push({ ...step, place });
      if (step.calls !== undefined && !around.includes(step.calls))
        go(stepsOf(step.calls), place, [...around, step.calls]);
    }
  };
  go(own, '', []);
  return found;
}

/** Each step with what stands in it, up to the next one. */
function stepsDrawn(xml: string): DrawnStep[] {
  const groups: [Tag, ...Tag[]][] = [];
  for (const [, prefix, name = '', attributes = ''] of xml.matchAll(TAG)) {
    const tag = { name, attributes: attributesOf(attributes) };
    if (prefix !== 'zeebe' && IS_STEP.test(name)) groups.push([tag]);
    else groups.at(-1)?.push(tag);
  }
  return groups.map(([first, ...within]) => {
    const one = (name: string, attribute: string) =>
      within.find((tag) => tag.name === name && attribute in tag.attributes)?.attributes[attribute];
    return {
      first,
      headers: Object.fromEntries(
        within.filter(({ name }) => name === 'header').map(({ attributes: { key = '', value = '' } }) => [key, value]),
      ),
      formId: one('formDefinition', 'formId'),
      calls: one('calledElement', 'processId'),
      role: one('assignmentDefinition', 'candidateGroups') ?? '',
    };
  });
}
