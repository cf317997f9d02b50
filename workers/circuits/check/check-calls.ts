import {
  type Block,
  blockFile,
  inputRead,
  isInBlock,
  pathOf,
  TAKEN_FROM_BLOCKS,
  textIn,
} from '#domain/circuit/blocks/block.ts';
import { DECLARATION } from '#domain/circuit/blocks/part.ts';
import { type CircuitFault, type CircuitFaultCode, inBoth } from '#domain/circuit/faults/fault.ts';
import { type DrawnElement, extensionsOf, mappingsOf } from '#domain/circuit/flows.ts';
import { IDENTITIES } from '#domain/circuit/words/identity.ts';
import type { ErrorParams } from '#domain/errors.ts';
import { blockDeclaration, blocksOf } from '../read/blocks.ts';
import type { Bundle } from '../read/bundle.ts';
import { type CircuitModel, whereIs } from '../read/model.ts';

/**
 * Checks the calls of blocks: each is of a block that is there, never of one that it stands in, gives all that the block asks
 * for and nothing else, takes back what it gives; and no step of a block reads what the block does not ask for.
 */
export function checkCalls(bundle: Bundle, model: CircuitModel): CircuitFault[] {
  const { calls, drawn, reads, faults: unopened } = model.opened;
  const faults: CircuitFault[] = [];
  const report = (place: string, code: CircuitFaultCode, params: ErrorParams) =>
    faults.push({ file: `${bundle.kind}.bpmn`, ...whereIs(model, place), code, params, severity: 'error' });

  for (const { at, code, params } of unopened) report(at, code, params);
  const declared = new Map<string, Block>();
  for (const block of blocksOf(bundle)) {
    const declaration = blockDeclaration(bundle, block);
    const file = blockFile(block, DECLARATION);
    if (declaration !== null) declared.set(block, declaration);
    else
      faults.push({
        file,
        elementId: '(file)',
        code: 'block-unreadable',
        params: { block, path: file },
        severity: 'error',
      });
  }
  for (const [place, element] of drawn) {
    const block = calls.get(place)?.block ?? '';
    const declaration = declared.get(block);
    if (declaration !== undefined)
      checkCall(element, { block, ...declaration }, (code, params) => report(place, code, params));
  }
  for (const { at, name } of reads) {
    const block = calls.get(pathOf(at))?.block ?? '';
    if (declared.get(block)?.inputs.some((input) => input.name === name && !input.variable) === false)
      report(at, 'block-reads-undeclared', { name, block });
  }
  return faults;
}

type Say = (code: CircuitFaultCode, params: ErrorParams) => void;

function checkCall(
  call: DrawnElement,
  { block, title, inputs, outputs }: Block & { readonly block: string },
  say: Say,
): void {
  const [called] = extensionsOf(call, 'zeebe:CalledElement');
  if (called?.propagateAllParentVariables !== false || called.propagateAllChildVariables !== false)
    say('block-shares-all', {});
  const given = mappingsOf(call, 'input');
  for (const name of IDENTITIES)
    if (!given.some(({ source, target }) => target === name && inputRead(source) === name))
      say('block-input-missing', { ...inBoth('block', title), label: name });
  for (const { name, label, optional } of inputs)
    if (!optional && !given.some(({ target }) => target === name))
      say('block-input-missing', { ...inBoth('block', title), ...inBoth('label', label), of: block, input: name });
  for (const { source, target } of given) {
    if (IDENTITIES.some((name) => name === target)) continue;
    // Within a block, what it was given itself is a text too.
    const isText = textIn(source) !== null || (isInBlock(call.id) && inputRead(source) !== null);
    const input = inputs.find(({ name }) => name === target);
    if (input === undefined) say('block-input-unknown', { ...inBoth('block', title), name: target });
    else if (!isText && !input.variable) say('block-input-computed', inBoth('name', input.label));
  }
  const returned = [...outputs.map(({ name }) => name), ...TAKEN_FROM_BLOCKS];
  for (const { source } of mappingsOf(call, 'output')) {
    const name = inputRead(source) ?? source;
    if (!returned.some((one) => one === name))
      say('block-output-unknown', { ...inBoth('block', title), name, outputs: returned.join(', ') });
  }
}
