import { IDENTITIES } from '../words/identity.ts';
import { type Block, type BlockInput, kindOfInput, processOfBlock, TAKEN_FROM_BLOCKS } from './block.ts';

/** The element template of a block: what Camunda's modeler offers as fields at its call, in one language. */
export interface BlockTemplate {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly elementType: { readonly value: string };
  /** Headings of its fields, in their order. */
  readonly groups: readonly { readonly id: string; readonly label: string; readonly openByDefault: boolean }[];
  readonly properties: readonly TemplateField[];
  readonly [property: string]: unknown;
}

interface Binding {
  readonly type: string;
  readonly name?: string;
  readonly property?: string;
  readonly source?: string;
}
interface TemplateField {
  readonly type: string;
  readonly label?: string;
  readonly group?: string;
  readonly binding: Binding;
  readonly [property: string]: unknown;
}

/** Element templates of blocks are named after them: `fr.harmonie.block.cloture`. */
export const BLOCK_TEMPLATE = 'fr.harmonie.block.';

/**
 * Builds the element template of a block: the fields that a modeler offers at a call of it, in a
 * diagram of a kind or of another block (null). One field for each input, open under the block's
 * own headings, and one for each output, folded below for specialists. What every call is written
 * with is hidden.
 */
export function templateOfBlock(
  kind: string | null,
  block: string,
  { title, summary, inputs, outputs }: Block,
  language: 'fr' | 'en',
): BlockTemplate {
  const hidden = (value: string | boolean, binding: Binding) => ({ type: 'Hidden', value, binding });
  const called = (property: string, value: string | boolean) =>
    hidden(value, { type: 'zeebe:calledElement', property });
  const words = WORDS[language];
  const asked = inGroups(inputs);
  const idOf = (group: number) => `${block}-asked-${group}`;
  const given = { id: `${block}-given`, label: words.given, openByDefault: false };
  return {
    $schema: 'https://unpkg.com/@camunda/zeebe-element-templates-json-schema/resources/schema.json',
    id: `${BLOCK_TEMPLATE}${block}`,
    version: 1,
    name: title[language],
    description: summary[language],
    category: { id: 'harmonie-blocks', name: language === 'fr' ? 'Harmonie : blocs' : 'Harmonie: blocks' },
    engines: { camunda: '^8.9' },
    appliesTo: ['bpmn:Task', 'bpmn:CallActivity'],
    elementType: { value: 'bpmn:CallActivity' },
    groups: [
      ...asked.map(([{ heading }], at) => ({
        id: idOf(at),
        label: heading?.[language] ?? words.asked,
        openByDefault: true,
      })),
      given,
    ],
    properties: [
      called('processId', kind === null ? block : processOfBlock(kind, block)),
      called('bindingType', 'deployment'),
      called('propagateAllParentVariables', false),
      called('propagateAllChildVariables', false),
      ...IDENTITIES.map((name) => hidden(`=${name}`, { type: 'zeebe:input', name })),
      ...asked.flatMap((group, at) => group.map((input) => ({ ...fieldOfInput(input, language), group: idOf(at) }))),
      ...TAKEN_FROM_BLOCKS.map((name) => hidden(name, { type: 'zeebe:output', source: `=${name}` })),
      ...outputs.map(({ name, label }) => ({
        label: label[language],
        description: words.variable,
        group: given.id,
        type: 'String',
        kind: 'result',
        value: name,
        binding: { type: 'zeebe:output', source: `=${name}` },
      })),
    ],
  };
}

const WORDS = {
  fr: {
    asked: 'Ce que le bloc demande',
    given: 'Ce que le bloc rend',
    variable: 'Nom de la variable du circuit qui le reçoit.',
  },
  en: {
    asked: 'What the block asks for',
    given: 'What the block gives back',
    variable: 'Name of the circuit’s variable that receives it.',
  },
} as const;

type Group = [BlockInput, ...BlockInput[]];

/** Inputs as they are read: each heading begins a group. */
function inGroups(inputs: readonly BlockInput[]): readonly Group[] {
  const groups: Group[] = [];
  for (const input of inputs) {
    const last = groups.at(-1);
    if (last === undefined || input.heading) groups.push([input]);
    else last.push(input);
  }
  return groups;
}

/** The field of an input. `kind` and `whenAbsent` are ours: what it is chosen from, and what is said where nothing is. */
function fieldOfInput(input: BlockInput, language: 'fr' | 'en') {
  const { name, label, optional, variable, choices, whenAbsent } = input;
  return {
    label: label[language],
    binding: { type: 'zeebe:input', name },
    kind: kindOfInput(input),
    ...(variable && { feel: 'required' }),
    ...(optional ? { optional: true } : { constraints: { notEmpty: true } }),
    ...(optional && whenAbsent && { whenAbsent: whenAbsent[language] }),
    ...(choices === undefined
      ? { type: 'String' }
      : {
          type: 'Dropdown',
          choices: choices.map((choice) => ({ name: choice.label[language], value: choice.value })),
        }),
  };
}
