import { dateColumn } from '../../../domain/civil-date.ts';
import { applyWorkTime } from '../../../prisma/repositories/progress.ts';
import { JobFailure } from '../../../zeebe/client.ts';
import type { ApplyEffect } from './effect.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const isDay = (value: unknown): value is string => typeof value === 'string' && DAY.test(value);

/** A period of part-time work: `startDate`, `endDate`, `quota`. */
export const workTime: ApplyEffect = async (tx, { id: requestId, agentId: personId, data }) => {
  const { startDate, endDate, quota } = data;
  if (!isDay(startDate) || !isDay(endDate) || !Number.isInteger(Number(quota))) {
    throw new JobFailure('the request holds no period or no quota to apply', { retries: 0 });
  }
  const period = { quota: Number(quota), from: startDate, until: endDate };
  const columns = { from: dateColumn(startDate), until: dateColumn(endDate) };
  await applyWorkTime(tx, { personId, requestId, quota: period.quota, ...columns });
  return { before: {}, after: period, facts: period };
};
