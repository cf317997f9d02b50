import { dateColumn, parisDay } from '../../../domain/calendar/civil-date.ts';
import { readEchelon } from '../../../domain/effect/advancement.ts';
import { applyEchelon, echelonOn } from '../../../prisma/repositories/people/career.ts';
import { postingOn } from '../../../prisma/repositories/people/people.ts';
import { StepFailure } from '../../step-failure.ts';
import { type ApplyEffect, answerWrong } from './effect.ts';

/** An échelon of the grade the agent has when it takes effect, or today for an effect before their first post here: `echelon`, `index`, `effectDate`. */
export const echelon: ApplyEffect = async (tx, { id: requestId, agentId: personId, data }, { at }) => {
  const asked = readEchelon(data);
  if ('wrong' in asked) throw answerWrong(asked.wrong);
  const { echelon: reached, index, from } = asked;
  const former = await echelonOn(tx, personId, from);
  const posting = (await postingOn(tx, personId, from)) ?? (await postingOn(tx, personId, parisDay(at)));
  if (posting === null) throw new StepFailure({ cause: 'agent-without-post', params: {} });
  const { grade } = posting;
  await applyEchelon(tx, { personId, requestId, grade, echelon: reached, index, from: dateColumn(from) });
  const after = { grade, echelon: reached, index, from };
  return { before: former === null ? {} : { ...former }, after, facts: after };
};
