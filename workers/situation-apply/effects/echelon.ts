import { dateColumn, parisDay } from '../../../domain/calendar/civil-date.ts';
import { applyEchelon, echelonOn } from '../../../prisma/repositories/people/career.ts';
import { postingOn } from '../../../prisma/repositories/people/people.ts';
import { StepFailure } from '../../step-failure.ts';
import { type ApplyEffect, answerWrong } from './effect.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const isDay = (value: unknown): value is string => typeof value === 'string' && DAY.test(value);
const isPositive = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0;

/** An échelon of the grade the agent has when it takes effect, or today for an effect before their first post here: `echelon`, `index`, `effectDate`. */
export const echelon: ApplyEffect = async (tx, { id: requestId, agentId: personId, data }, { at }) => {
  const { effectDate } = data;
  const [reached, index] = [Number(data.echelon), Number(data.index)];
  if (!isDay(effectDate)) throw answerWrong('effectDate');
  if (!isPositive(reached)) throw answerWrong('echelon');
  if (!isPositive(index)) throw answerWrong('index');
  const former = await echelonOn(tx, personId, effectDate);
  const posting = (await postingOn(tx, personId, effectDate)) ?? (await postingOn(tx, personId, parisDay(at)));
  if (posting === null) throw new StepFailure({ cause: 'agent-without-post', params: {} });
  const { grade } = posting;
  await applyEchelon(tx, { personId, requestId, grade, echelon: reached, index, from: dateColumn(effectDate) });
  const after = { grade, echelon: reached, index, from: effectDate };
  return { before: former === null ? {} : { ...former }, after, facts: after };
};
