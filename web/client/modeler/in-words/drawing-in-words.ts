import { BLOCK_TEMPLATE } from '#domain/circuit/blocks/block-template.ts';
import { type DrawnElement as Drawn, elementsIn } from '#domain/circuit/flows.ts';
import type { FieldProperty } from '../bpmn/field-property.ts';
import type { BusinessObject } from '../bpmn/services.ts';
import { stepsOf } from '../bpmn/steps.ts';
import type { FactSources } from '../conditions/facts.ts';
import { sayWay } from '../conditions/use-say-way.ts';
import { manifestInWords } from './manifest-in-words.ts';
import type { Said, SaidLine } from './said.ts';
import { type FieldWords, sayDelay, sayField } from './say-field.ts';

/** An element template, with its fields as the panel draws them. */
export interface FieldTemplate {
  readonly id: string;
  readonly name: string;
  readonly properties?: readonly FieldProperty[];
}

export interface DrawingWords extends FieldWords {
  readonly facts: FactSources;
  readonly templates: readonly FieldTemplate[];
  /** What the elements are called in the language on screen, where the texts say it. */
  readonly names: Readonly<Record<string, string>>;
  /** What the modeler calls a kind of element. */
  typeName(type: string): string;
}

/** A drawing as people read it: what it says of the circuit, then its steps in the order one meets them, with what each is told. */
export function drawingInWords(process: BusinessObject, sources: DrawingWords): Said[] {
  const elements = new Map(
    elementsIn(process as unknown as Drawn).map(({ element }) => [element.id, element as unknown as BusinessObject]),
  );
  const steps = stepsOf(process).flatMap((step): Said[] => {
    const element = elements.get(step.id);
    if (!element || isJoin(element)) return [];
    const { id, type, depth, on, next } = step;
    const { words, names } = sources;
    const nameOf = (of: BusinessObject | undefined, drawn: string): string => names[of?.id ?? ''] || drawn;
    const border: SaidLine[] = on
      ? [{ key: ' on', label: words('inWords.onBorder'), value: nameOf(element.attachedToRef, on) }]
      : [];
    const ways = next.map(({ flowId, ...drawn }): SaidLine => {
      const way = elements.get(flowId);
      const [name, to] = [drawn.name && nameOf(way, drawn.name), after(way?.targetRef, drawn.to, nameOf)];
      const said = way
        ? sayWay({ businessObject: way, source: { businessObject: element } }, sources.facts, words)
        : null;
      const when = said === null ? '' : 'words' in said ? said.words : words('conditions.if', { condition: said.feel });
      const label = name ? words('inWords.way', { name }) : words('inWords.next');
      return { key: flowId, label, value: when ? words('inWords.whereWhen', { to, when }) : to };
    });
    // An id is no name: what it is says more.
    const kind = typeOf(element, type, sources);
    return [
      {
        ...{
          key: id,
          depth,
          type: step.name === id ? '' : kind,
          name: step.name === id ? kind : nameOf(element, step.name),
        },
        lines: [...border, ...fieldsOf(element, sources), ...ways],
      },
    ];
  });
  const manifest = manifestInWords(process, sources.words);
  return manifest.lines.length > 0 ? [manifest, ...steps] : steps;
}

/** Where ways come together and go on as one, which nobody named. */
const isJoin = ({ $type, name, outgoing = [] }: BusinessObject): boolean =>
  $type === 'bpmn:ExclusiveGateway' && !name?.trim() && outgoing.length === 1;

/** What a way leads to, past what only joins it with others. */
function after(
  target: BusinessObject | undefined,
  drawn: string,
  nameOf: (of: BusinessObject | undefined, drawn: string) => string,
): string {
  const met = new Set<BusinessObject>();
  let next = target;
  while (next && isJoin(next) && !met.has(next)) {
    met.add(next);
    next = next.outgoing?.[0]?.targetRef;
  }
  return nameOf(next, next === target ? drawn : oneLine(next?.name) || (next?.id ?? drawn));
}

const oneLine = (name: string | undefined): string => (name ?? '').trim().replace(/\s+/g, ' ');

const templateOf = ({ modelerTemplate }: BusinessObject, { templates }: DrawingWords) =>
  modelerTemplate === undefined ? undefined : templates.find(({ id }) => id === modelerTemplate);

function typeOf(element: BusinessObject, type: string, sources: DrawingWords): string {
  const template = templateOf(element, sources);
  if (!template) return sources.typeName(type);
  return template.id.startsWith(BLOCK_TEMPLATE)
    ? sources.words('inWords.block', { name: template.name })
    : template.name;
}

/** What the panel has of its own, for what no template draws: the form of the start, the table of a rule. */
const UNDRAWN: readonly (FieldProperty & { readonly label: 'form' | 'table' | 'role' })[] = [
  { type: 'String', kind: 'form', label: 'form', binding: { type: 'zeebe:formDefinition', property: 'formId' } },
  { type: 'String', kind: 'table', label: 'table', binding: { type: 'zeebe:calledDecision', property: 'decisionId' } },
  {
    ...{ type: 'String', kind: 'role', label: 'role' },
    binding: { type: 'zeebe:assignmentDefinition', property: 'candidateGroups' },
  },
];

/** Kinds of values that are words of the analyst. */
const WRITTEN: readonly string[] = ['table', 'table-outcomes', 'text'];

function fieldsOf(element: BusinessObject, sources: DrawingWords): SaidLine[] {
  const properties = templateOf(element, sources)?.properties ?? [];
  const drawn = properties.filter(({ type, kind, label }) => type !== 'Hidden' && kind !== 'result' && label);
  const drawnTypes = properties.map(({ binding }) => binding.type);
  const undrawn = UNDRAWN.filter(({ binding }) => !drawnTypes.includes(binding.type)).map((property) => ({
    ...property,
    label: sources.words(`inWords.${property.label}`),
  }));
  const said = [...drawn, ...undrawn].flatMap((property): SaidLine[] => {
    const value = sayField(property, element, sources);
    const { label = '', binding } = property;
    const { type, key = '', name = '', property: of = '' } = binding;
    const lang = property.kind !== undefined && WRITTEN.includes(property.kind) ? 'fr' : undefined;
    return value === null ? [] : [{ key: `${type} ${key}${name}${of}`, label, value, lang }];
  });
  return [...said, ...timerOf(element, sources)];
}

/** When a timer goes off. */
function timerOf({ eventDefinitions = [] }: BusinessObject, { words }: DrawingWords): SaidLine[] {
  const [timer] = eventDefinitions as readonly (object & Partial<Record<string, { readonly body?: string }>>)[];
  return TIMERS.flatMap((name) => {
    const body = timer?.[name]?.body;
    return body ? [{ key: name, label: words(`inWords.timer.${name}`), value: sayDelay(body, words) }] : [];
  });
}
const TIMERS = ['timeDate', 'timeDuration', 'timeCycle'] as const;
