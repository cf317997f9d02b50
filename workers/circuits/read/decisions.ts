import { definition as tableEvaluate } from '../../jobs/table-evaluate/definition.ts';
import { readHeaders } from '../../steps/headers.ts';
import { type Bundle, textOf } from './bundle.ts';
import type { ModelElement } from './model.ts';

// moddle objects are dynamic by nature; this is the one shape we read of a table.
export interface DmnElement {
  readonly $type: string;
  readonly id?: string;
  readonly name?: string;
  readonly [property: string]: unknown;
}

export const elementsOf = (value: unknown): readonly DmnElement[] =>
  Array.isArray(value) ? (value as DmnElement[]) : [];
export const textIn = (value: unknown): string => String((value as DmnElement | undefined)?.text ?? '');

/** The table of a decision; undefined for one that is boxed otherwise. */
export const tableIn = ({ decisionLogic }: DmnElement): DmnElement | undefined => {
  const logic = decisionLogic as DmnElement | undefined;
  return logic?.$type === 'dmn:DecisionTable' ? logic : undefined;
};

/** What a decision reads of the circuit: the heads of its inputs, or its own expression. */
export function expressionsOf({ id, decisionLogic }: DmnElement): { elementId: string; text: string }[] {
  const logic = (decisionLogic ?? {}) as DmnElement;
  if (logic.$type === 'dmn:LiteralExpression') return [{ elementId: logic.id ?? id ?? '', text: textIn(logic) }];
  return elementsOf(logic.input).map((input) => ({ elementId: input.id ?? id ?? '', text: headOf(input) }));
}

/** The expression at the head of a column of inputs. */
export const headOf = (input: DmnElement): string => textIn(input.inputExpression).trim();

/** The decisions that one requires, by their ids. */
export const requiredBy = ({ informationRequirement }: DmnElement): string[] =>
  elementsOf(informationRequirement).flatMap(({ requiredDecision }) => {
    const { href } = (requiredDecision ?? {}) as { href?: unknown };
    return typeof href === 'string' ? [href.replace(/^#/, '')] : [];
  });

/** The table that a step has the portal evaluate, and what it may answer; null for any other step, or one that is not sound. */
export function tableAskedAt({ jobType, headers }: Pick<ModelElement, 'jobType' | 'headers'>) {
  const read = jobType === tableEvaluate.type ? readHeaders(tableEvaluate.headers, headers) : null;
  return read !== null && 'values' in read ? read.values : null;
}

/** Whether a decision is in one of the tables of a bundle, whatever prefix its editor writes. */
export const hasDecision = (bundle: Bundle, id: string): boolean =>
  bundle.files.some(({ path }) => path.endsWith('.dmn') && idsIn(textOf(bundle, path) ?? '').includes(id));

const idsIn = (xml: string): string[] =>
  [...xml.matchAll(/<(?:\w+:)?decision\s[^<>]*>/g)].flatMap(([tag]) => /\sid="([^"]*)"/.exec(tag)?.[1] ?? []);
