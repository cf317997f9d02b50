import { pathOf, placeOf } from '#domain/circuit/blocks/block.ts';
import type { CircuitFaultCode } from '#domain/circuit/faults/fault.ts';
import type { ErrorParams } from '#domain/errors.ts';
import { expressionsBelow } from '../read/expressions.ts';
import { readExpression } from '../read/feel.ts';
import { neverHolds } from '../read/known.ts';
import type { CircuitModel } from '../read/model.ts';
import type { KnownAs } from './known-values.ts';

/**
 * What a step ends in is one of the outcomes that it declares, an answer one of those that the form offers: what compares it
 * with anything else never holds, and the way behind it is never taken. So is it of what a table answers in the portal, and of
 * what a block gives back; the block itself has ways for all its calls.
 */
export function checkValues(
  { drawn: { process, opened } }: CircuitModel,
  knownAs: KnownAs,
  report: (elementId: string, code: CircuitFaultCode, params: ErrorParams) => void,
): void {
  for (const { owner, holder, property, text } of expressionsBelow([process])) {
    const read = readExpression(text);
    if ('reason' in read) continue;
    // What a call takes back has its name in the block.
    const isTaken = holder.$type === 'zeebe:Output' && property === 'source' && opened.calls.has(owner);
    const path = isTaken ? owner : pathOf(owner);
    const known = (name: string) => knownAs(placeOf(path, name));
    for (const fault of neverHolds(read.comparisons, known)) report(owner, ...fault);
    for (const [name = '', part] of read.paths)
      if (part !== undefined && known(name) !== null) report(owner, 'part-of-nothing', { name, part });
  }
}
