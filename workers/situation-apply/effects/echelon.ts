import { dateColumn } from '../../../domain/calendar/civil-date.ts';
import { readFacts } from '../../../domain/effect/act-effects.ts';
import { applyEchelon, echelonOn, gradeOn } from '../../../prisma/repositories/people/career.ts';
import { StepFailure } from '../../step-failure.ts';
import { type ApplyEffect, answerWrong } from './effect.ts';

/** An échelon of the grade the agent has when it takes effect, or today for an effect before their first post here: `echelon`, `index`, `effectDate`. */
export const echelon: ApplyEffect = async (tx, { id: requestId, agentId: personId, data }, { at }) => {
  const after = await readFacts('echelon', { data, gradeOn: (day) => gradeOn(tx, personId, day, at) });
  if ('wrong' in after)
    throw after.wrong === 'grade'
      ? new StepFailure({ cause: 'agent-without-post', params: {} })
      : answerWrong(after.wrong);
  const former = await echelonOn(tx, personId, after.from);
  await applyEchelon(tx, { ...after, personId, requestId, from: dateColumn(after.from) });
  return { before: former === null ? {} : { ...former }, after: { ...after }, facts: { ...after } };
};
