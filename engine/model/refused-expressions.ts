import { FaultyExpression } from '../feel/faulty-expression.ts';
import type { Top } from '../feel/parse.ts';
import { strangerIn } from '../feel/strangers.ts';
import { because, type Reason } from './defects.ts';
import type { ElementDefect } from './invalid-model.ts';
import type { ModdleElement } from './xml/moddle.ts';

/** What stands in a field: FEEL after a `=`, or plain text too. */
type Takes = 'feel' | 'either';

/** Where a process holds expressions, and where Zeebe takes no plain text: it would never be true, nor a variable. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, Takes>>>> = {
  'bpmn:Message': { name: 'either' },
  'bpmn:Signal': { name: 'either' },
  'bpmn:Error': { errorCode: 'either' },
  'bpmn:Escalation': { escalationCode: 'either' },
  'bpmn:SequenceFlow': { conditionExpression: 'feel' },
  'bpmn:TimerEventDefinition': { timeDate: 'either', timeDuration: 'either', timeCycle: 'either' },
  'bpmn:ConditionalEventDefinition': { condition: 'feel' },
  'bpmn:MultiInstanceLoopCharacteristics': { completionCondition: 'either' },
  'bpmn:AdHocSubProcess': { completionCondition: 'feel' },
  'zeebe:Input': { source: 'either' },
  'zeebe:Output': { source: 'feel' },
  'zeebe:Subscription': { correlationKey: 'feel' },
  'zeebe:LoopCharacteristics': { inputCollection: 'feel', outputElement: 'feel' },
  'zeebe:AdHoc': { activeElementsCollection: 'feel', outputElement: 'feel' },
  'zeebe:TaskDefinition': { type: 'either', retries: 'either' },
  'zeebe:TaskListener': { type: 'either', retries: 'either' },
  'zeebe:ExecutionListener': { type: 'either', retries: 'either' },
  'zeebe:CalledElement': { processId: 'either' },
  'zeebe:CalledDecision': { decisionId: 'either' },
  'zeebe:Script': { expression: 'feel' },
  'zeebe:FormDefinition': { formId: 'either', externalReference: 'either', formKey: 'either' },
  'zeebe:AssignmentDefinition': { assignee: 'either', candidateGroups: 'either', candidateUsers: 'either' },
  'zeebe:TaskSchedule': { dueDate: 'either', followUpDate: 'either' },
  'zeebe:PriorityDefinition': { priority: 'either' },
};

const ROOTS = new Set(['bpmn:Message', 'bpmn:Signal', 'bpmn:Error', 'bpmn:Escalation']);

/**
 * The expressions of a BPMN file that our reader takes and a cluster refuses. They are asked of what is deployed now: what
 * was deployed before goes on as it did.
 */
export function refusedInProcesses({ rootElements }: ModdleElement): ElementDefect[] {
  const roots = ((rootElements as ModdleElement[] | undefined) ?? []).filter(
    ({ $type, isExecutable }) => ROOTS.has($type) || ($type === 'bpmn:Process' && isExecutable === true),
  );
  return roots.flatMap((root) =>
    [...nodesIn(root)].flatMap(({ node, owner }) =>
      Object.entries(FIELDS[node.$type] ?? {}).flatMap(([field, takes]) => {
        const text = textOf(node[field]);
        const reason = text === undefined ? null : reasonAgainst(text, takes);
        return reason === null ? [] : [defectAt(owner, reason)];
      }),
    ),
  );
}

/** The same of a DMN file, where no `=` announces FEEL; names of several words are those of its requirements. */
export function refusedInDecisions({ drgElement }: ModdleElement): ElementDefect[] {
  return ((drgElement as ModdleElement[] | undefined) ?? []).flatMap((drawn) =>
    [...nodesIn(drawn)].flatMap(({ node }) => {
      const top = TOPS[node.$type];
      const text = textOf(node.text);
      const reason = top === undefined || text === undefined ? null : strangerAgainst(text, top, ['name-of-words']);
      return reason === null ? [] : [defectAt(drawn, reason)];
    }),
  );
}

const TOPS: Readonly<Record<string, Top>> = { 'dmn:LiteralExpression': 'Expression', 'dmn:UnaryTests': 'UnaryTests' };

function reasonAgainst(text: string, takes: Takes): Reason | null {
  if (text.startsWith('=')) return strangerAgainst(text.slice(1).trim(), 'Expression');
  return takes === 'feel' ? because('static-value', { text }) : null;
}

/** What cannot be read at all was refused by whoever reads the element. */
function strangerAgainst(text: string, top: Top, allowed: readonly string[] = []): Reason | null {
  try {
    const stranger = strangerIn(text, top);
    if (stranger === null || allowed.includes(stranger.is)) return null;
    const code = top === 'Expression' ? 'expression-unreadable-at' : 'unary-test-unreadable-at';
    return because(code, { text, position: stranger.from + 1 });
  } catch (error) {
    if (error instanceof FaultyExpression) return null;
    throw error;
  }
}

/** A text, or that of the expression that a field holds; undefined where there is none. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim();
  const body = (value as ModdleElement | undefined)?.body;
  return typeof body === 'string' && body.trim() !== '' ? body.trim() : undefined;
}

const defectAt = ({ id, $type }: ModdleElement, reason: Reason): ElementDefect => ({
  elementId: id ?? '(no id)',
  elementType: $type.replace(/^\w+:/, ''),
  ...reason,
});

/** A node with all that it holds, and the drawn element that each belongs to: not what it only refers to. */
function* nodesIn(node: ModdleElement, owner = node): Generator<{ node: ModdleElement; owner: ModdleElement }> {
  yield { node, owner };
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (isHeldBy(node, child)) yield* nodesIn(child, isDrawn(child) ? child : owner);
}

const isHeldBy = (node: ModdleElement, child: unknown): child is ModdleElement =>
  typeof child === 'object' && child !== null && (child as ModdleElement).$parent === node;

const isDrawn = ({ $type, id }: ModdleElement): boolean =>
  id !== undefined && $type.startsWith('bpmn:') && !/(?:Expression|Definition|Characteristics)$/.test($type);
