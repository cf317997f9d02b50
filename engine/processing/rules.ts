import type { Rules } from './behavior.ts';
import { evaluateCondition } from './behaviors/events/evaluate-condition.ts';
import { correlateBuffered } from './behaviors/events/messages.ts';
import { checkJoins } from './behaviors/instances/joins.ts';
import { BEHAVIORS } from './elements/index.ts';

/** What every turn is given: lifecycle.ts reads its elements here, and imports none of them. */
export const RULES: Rules = { behaviors: BEHAVIORS, evaluateCondition, correlateBuffered, checkJoins };
