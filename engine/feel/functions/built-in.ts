import type { FeelFunction } from '../values.ts';
import { CONTEXT_FUNCTIONS } from './contexts.ts';
import { CONVERSION_FUNCTIONS } from './conversions.ts';
import { LIST_FUNCTIONS } from './lists.ts';
import { NUMBER_FUNCTIONS } from './numbers.ts';
import { RANGE_FUNCTIONS } from './ranges.ts';
import { TEMPORAL_FUNCTIONS } from './temporals.ts';
import { TEXT_FUNCTIONS } from './texts.ts';

/** Every function of FEEL that Camunda 8.9 documents, and those of DMN 1.5, by name. */
export const BUILT_IN: ReadonlyMap<string, FeelFunction> = new Map<string, FeelFunction>(
  Object.entries({
    ...CONVERSION_FUNCTIONS,
    ...NUMBER_FUNCTIONS,
    ...TEXT_FUNCTIONS,
    ...LIST_FUNCTIONS,
    ...CONTEXT_FUNCTIONS,
    ...TEMPORAL_FUNCTIONS,
    ...RANGE_FUNCTIONS,
  }),
);
