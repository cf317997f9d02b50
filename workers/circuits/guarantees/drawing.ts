import { pathOf } from '#domain/circuit/blocks/block.ts';
import { elementsIn, type Mapping, mappingsOf } from '#domain/circuit/flows.ts';
import type { CircuitModel, Moddle, ModelElement } from '../read/model.ts';
import { type Condition, readCondition } from './conditions.ts';

/** A sequence flow, with its condition. */
export interface Flow {
  readonly id: string;
  readonly target: string;
  readonly condition: Condition | null;
}

/** One element of the drawing, as a token meets it. */
export interface Place {
  readonly id: string;
  /** `bpmn:UserTask`… */
  readonly type: string;
  /** Its name, or its id where it has none. */
  readonly label: string;
  /** Id of the process or sub-process it stands in. */
  readonly scope: string;
  readonly flows: readonly Flow[];
  readonly defaultFlow: string | null;
  readonly incoming: number;
  /** Done for each item of a list, which may be empty. */
  readonly repeated: boolean;
  /** `Message`, `Timer`, `Error`, `Terminate`, `Link`…; null where it is no event, or one of nothing. */
  readonly event: string | null;
  /** Name of the message, code of the error, name of the link, date of the timer. */
  readonly about: string;
  /** The message that is waited for. */
  readonly message: Moddle | null;
  readonly attachedTo: string | null;
  /** Of an event at a border or of the start of an event sub-process. */
  readonly interrupts: boolean;
  /** Whether it is an event sub-process. */
  readonly triggered: boolean;
  /** Reached by no token: it undoes another step. */
  readonly compensates: boolean;
  /** The calls of blocks that lead to it; empty in the kind's own diagram. */
  readonly path: string;
  /** What a call of a block hands in, and takes back; null for anything else. */
  readonly call: Handed | null;
  readonly element: ModelElement;
  /** The element as bpmn-moddle reads it. */
  readonly drawn: Moddle;
}

/** What passes between a circuit and a block that it calls: nothing else is seen on the other side. */
export interface Handed {
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
}

/** A process as tokens go through it, sub-processes and blocks included. */
export interface Drawing {
  readonly processId: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly places: ReadonlyMap<string, Place>;
  /** Places by the scope they stand in. */
  readonly within: ReadonlyMap<string, readonly Place[]>;
  readonly messages: readonly Moddle[];
}

const list = (value: unknown): Moddle[] => (Array.isArray(value) ? (value as Moddle[]) : []);
const nameOf = (value: unknown): string => (value as Moddle | undefined)?.name ?? '';

/** Several checks go through the same circuit. */
const drawings = new WeakMap<CircuitModel, Drawing>();

/** Reads a circuit as tokens go through it. */
export function readDrawing(model: CircuitModel): Drawing {
  const drawing = drawings.get(model) ?? readAnew(model);
  drawings.set(model, drawing);
  return drawing;
}

function readAnew(model: CircuitModel): Drawing {
  const { process, messages, opened } = model.drawn;
  const known = new Map(model.elements.map((element) => [element.id, element]));
  const all = elementsIn(process);
  const flows = all.filter(({ element }) => element.$type === 'bpmn:SequenceFlow');
  const places = new Map<string, Place>();
  for (const { scope, element } of all) {
    const read = known.get(element.id);
    if (read === undefined || element.$type === 'bpmn:SequenceFlow') continue;
    places.set(
      element.id,
      placeOf(
        element as Moddle,
        scope.id,
        read,
        flows.map(({ element: flow }) => flow as Moddle),
        opened.calls.has(element.id),
      ),
    );
  }
  const within = new Map<string, Place[]>();
  for (const place of places.values()) within.set(place.scope, [...(within.get(place.scope) ?? []), place]);
  return { processId: process.id, properties: model.properties, places, within, messages };
}

function placeOf(
  drawn: Moddle,
  scope: string,
  element: ModelElement,
  flows: readonly Moddle[],
  isCall: boolean,
): Place {
  const [definition] = list(drawn.eventDefinitions);
  return {
    id: drawn.id,
    type: drawn.$type,
    label: drawn.name || drawn.id,
    scope,
    flows: flows
      .filter(({ sourceRef }) => sourceRef === drawn)
      .map(({ id, targetRef, conditionExpression }) => ({
        id,
        target: (targetRef as Moddle).id,
        condition: conditionOf(conditionExpression),
      })),
    defaultFlow: (drawn.default as Moddle | undefined)?.id ?? null,
    incoming: flows.filter(({ targetRef }) => targetRef === drawn).length,
    repeated: drawn.loopCharacteristics !== undefined,
    event:
      definition === undefined ? messageTask(drawn) : (/^bpmn:(\w+)EventDefinition$/.exec(definition.$type)?.[1] ?? ''),
    about: aboutOf(drawn, definition),
    message: ((definition ?? drawn).messageRef as Moddle | undefined) ?? null,
    attachedTo: (drawn.attachedToRef as Moddle | undefined)?.id ?? null,
    interrupts: drawn.cancelActivity !== false && drawn.isInterrupting !== false,
    triggered: drawn.triggeredByEvent === true,
    compensates: drawn.isForCompensation === true,
    path: pathOf(drawn.id),
    call: isCall ? { inputs: mappingsOf(drawn, 'input'), outputs: mappingsOf(drawn, 'output') } : null,
    element,
    drawn,
  };
}

const messageTask = ({ $type }: Moddle): string | null => ($type === 'bpmn:ReceiveTask' ? 'Message' : null);

const bodyOf = (expression: unknown): string | null => {
  const { body } = (expression ?? {}) as { readonly body?: unknown };
  return typeof body === 'string' ? body : null;
};

function conditionOf(expression: unknown): Condition | null {
  const body = bodyOf(expression);
  return body === null ? null : readCondition(body);
}

function aboutOf(drawn: Moddle, definition: Moddle | undefined): string {
  if (definition === undefined) return nameOf(drawn.messageRef);
  const { messageRef, errorRef, timeDate, name } = definition;
  if (messageRef !== undefined) return nameOf(messageRef);
  if (errorRef !== undefined) return String((errorRef as Moddle).errorCode ?? '');
  return bodyOf(timeDate) ?? name ?? '';
}

/** Whether a token goes on from there by a link, where no flow is drawn. */
export const throwsLink = ({ type, event }: Place): boolean =>
  event === 'Link' && type === 'bpmn:IntermediateThrowEvent';

/** Where a link arrives: at the events of its name in its scope. */
export const arrivalsOf = ({ within }: Drawing, { scope, about }: Place): Place[] =>
  (within.get(scope) ?? []).filter(
    (place) => place.type === 'bpmn:IntermediateCatchEvent' && place.event === 'Link' && place.about === about,
  );

/** The scopes around a place, itself first when it is one, the process last. */
export function scopesAround({ places, processId }: Drawing, place: Place): string[] {
  const scopes: string[] = [];
  for (let scope = place.scope; ; scope = places.get(scope)?.scope ?? processId) {
    scopes.push(scope);
    if (scope === processId) return scopes;
  }
}
