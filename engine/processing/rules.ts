import type { Rules } from './behavior.ts';
import { evaluateCondition } from './behaviors/evaluate-condition.ts';
import { checkJoins } from './behaviors/joins.ts';
import { correlateBuffered } from './behaviors/messages.ts';
import { BEHAVIORS } from './elements/index.ts';

/** What every turn is given: lifecycle.ts reads its elements here, and imports none of them. */
export const RULES: Rules = { behaviors: BEHAVIORS, evaluateCondition, correlateBuffered, checkJoins };
