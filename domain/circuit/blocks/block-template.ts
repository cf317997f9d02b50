import {
  type Block,
  type BlockInput,
  GIVEN_TO_BLOCKS,
  kindOfInput,
  processOfBlock,
  TAKEN_FROM_BLOCKS,
} from './block.ts';

/** The element template of a block: what Camunda's modeler offers as fields at its call, in one language. */
export interface BlockTemplate {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly elementType: { readonly value: string };
  readonly [property: string]: unknown;
}

/** Element templates of blocks are named after them: `fr.harmonie.block.cloture`. */
export const BLOCK_TEMPLATE = 'fr.harmonie.block.';

/**
 * What a modeler offers at the call of a block in a diagram of a kind, or of another block (null), which names it as it is: a field for each thing that the block asks for and for
 * each that it gives back. What every call is written with, nobody has to know.
 */
export function templateOfBlock(
  kind: string | null,
  block: string,
  { title, summary, inputs, outputs }: Block,
  language: 'fr' | 'en',
): BlockTemplate {
  const hidden = (value: string | boolean, binding: object) => ({ type: 'Hidden', value, binding });
  const called = (property: string, value: string | boolean) =>
    hidden(value, { type: 'zeebe:calledElement', property });
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
    properties: [
      called('processId', kind === null ? block : processOfBlock(kind, block)),
      called('bindingType', 'deployment'),
      called('propagateAllParentVariables', false),
      called('propagateAllChildVariables', false),
      ...GIVEN_TO_BLOCKS.map((name) => hidden(`=${name}`, { type: 'zeebe:input', name })),
      ...inputs.map((input) => fieldOfInput(input, language)),
      ...TAKEN_FROM_BLOCKS.map((name) => hidden(name, { type: 'zeebe:output', source: `=${name}` })),
      ...outputs.map(({ name, label }) => ({
        label: label[language],
        type: 'String',
        kind: 'result',
        value: name,
        binding: { type: 'zeebe:output', source: `=${name}` },
      })),
    ],
  };
}

/** The field of an input: `kind` is ours, and says what it is chosen from. */
function fieldOfInput(input: BlockInput, language: 'fr' | 'en') {
  const { name, label, optional, variable, choices } = input;
  return {
    label: label[language],
    binding: { type: 'zeebe:input', name },
    kind: kindOfInput(input),
    ...(variable && { feel: 'required' }),
    ...(optional ? { optional: true } : { constraints: { notEmpty: true } }),
    ...(choices === undefined
      ? { type: 'String' }
      : {
          type: 'Dropdown',
          choices: choices.map((choice) => ({ name: choice.label[language], value: choice.value })),
        }),
  };
}
