import { BLOCK_TEMPLATE } from '#domain/circuit/blocks/block-template.ts';
import type { CircuitFault } from '#web/contract/circuits/atelier.ts';
import type { ElementTemplate } from '../../bpmn/templates.ts';

/**
 * The entries of the panel at which a fault of the portal's is said: what a call of a block leaves out, and the block needs.
 * They are named as bpmn-js-element-templates names them, by their group and their place in it.
 */
export const entriesAtFault =
  (templates: readonly ElementTemplate[]) =>
  ({ code, params: { of, input } }: Pick<CircuitFault, 'code' | 'params'>): readonly string[] => {
    if (code !== 'block-input-missing') return [];
    const { id = '', properties = [] } = templates.find((one) => one.id === `${BLOCK_TEMPLATE}${of}`) ?? {};
    const field = properties.find(({ binding }) => binding.type === 'zeebe:input' && binding.name === input);
    if (field?.group === undefined) return [];
    const place = properties.filter(({ group }) => group === field.group).indexOf(field);
    return [`custom-entry-${id}-${field.group}-${place}`];
  };
