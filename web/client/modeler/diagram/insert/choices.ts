import { BLOCK_TEMPLATE } from '#domain/circuit/blocks/block-template.ts';
import { words } from '#domain/formats/words.ts';
import type { LanguageCode } from '#web/client/language/language.ts';
import type { ElementTemplate } from '../../bpmn/templates.ts';

/** What may be put in a circuit, in the order that an analyst thinks of it. */
export const CHOICE_GROUPS = ['blocks', 'people', 'services', 'gateways', 'events'] as const;
export type ChoiceGroup = (typeof CHOICE_GROUPS)[number];

/** How a choice is drawn: from an element template, or as BPMN has it. */
export type Drawn = { readonly templateId: string } | { readonly type: string; readonly eventDefinitionType?: string };

/** Something to put in the circuit, as an analyst reads it. */
export interface Choice {
  readonly id: string;
  readonly group: ChoiceGroup;
  readonly name: string;
  readonly description: string;
  readonly drawn: Drawn;
}

/** What is drawn as it is, by the key of its words. */
const PLAIN = {
  exclusive: { group: 'gateways', drawn: { type: 'bpmn:ExclusiveGateway' } },
  parallel: { group: 'gateways', drawn: { type: 'bpmn:ParallelGateway' } },
  timer: {
    group: 'events',
    drawn: { type: 'bpmn:IntermediateCatchEvent', eventDefinitionType: 'bpmn:TimerEventDefinition' },
  },
  message: {
    group: 'events',
    drawn: { type: 'bpmn:IntermediateCatchEvent', eventDefinitionType: 'bpmn:MessageEventDefinition' },
  },
} as const satisfies Record<string, { group: ChoiceGroup; drawn: Drawn }>;
type PlainChoice = keyof typeof PLAIN;

/** Where an element template stands: calls of blocks, steps of people, what the portal does by itself. */
export const groupOfTemplate = ({ id, elementType }: ElementTemplate): ChoiceGroup => {
  if (id.startsWith(BLOCK_TEMPLATE)) return 'blocks';
  return elementType?.value === 'bpmn:UserTask' ? 'people' : 'services';
};

/** Element templates as choices, those of a group by name. */
export function templateChoices(templates: readonly ElementTemplate[], language: LanguageCode): Choice[] {
  const choices = templates.map(
    (template): Choice => ({
      id: template.id,
      group: groupOfTemplate(template),
      name: template.name,
      description: template.description ?? '',
      drawn: { templateId: template.id },
    }),
  );
  return choices.toSorted((a, b) => orderOf(a) - orderOf(b) || a.name.localeCompare(b.name, language));
}

const orderOf = ({ group }: Choice): number => CHOICE_GROUPS.indexOf(group);

/** All that may be put in a flow: blocks, steps, then what is drawn as it is. */
export function choicesIn(
  templates: readonly ElementTemplate[],
  language: LanguageCode,
  say: (choice: PlainChoice) => Pick<Choice, 'name' | 'description'>,
): Choice[] {
  const plain = (Object.keys(PLAIN) as PlainChoice[]).map((id): Choice => ({ id, ...PLAIN[id], ...say(id) }));
  return [...templateChoices(templates, language), ...plain];
}

/** Those that hold every word typed, or its beginning, in their name, what they do or what they are. */
export function choicesFound(
  choices: readonly Choice[],
  typed: string,
  groupName: (group: ChoiceGroup) => string,
): Choice[] {
  const wanted = words(typed);
  return choices.filter(({ name, description, group }) => {
    const held = words(`${name} ${description} ${groupName(group)}`);
    return wanted.every((word) => held.some((each) => each.startsWith(word)));
  });
}
