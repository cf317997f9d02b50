import { dateColumn } from '../../../domain/calendar/civil-date.ts';
import { applyWorkTime } from '../../../prisma/repositories/people/career.ts';
import { type ApplyEffect, answerWrong } from './effect.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const isDay = (value: unknown): value is string => typeof value === 'string' && DAY.test(value);

/** A period of part-time work: `startDate`, `endDate`, `quota`. */
export const workTime: ApplyEffect = async (tx, { id: requestId, agentId: personId, data }) => {
  const { startDate, endDate, quota } = data;
  if (!isDay(startDate)) throw answerWrong('startDate');
  if (!isDay(endDate)) throw answerWrong('endDate');
  if (!Number.isInteger(Number(quota))) throw answerWrong('quota');
  const period = { quota: Number(quota), from: startDate, until: endDate };
  const columns = { from: dateColumn(startDate), until: dateColumn(endDate) };
  await applyWorkTime(tx, { personId, requestId, quota: period.quota, ...columns });
  return { before: {}, after: period, facts: period };
};
