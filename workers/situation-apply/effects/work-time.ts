import { readPartTime } from '../../../domain/effect/part-time.ts';
import { applyWorkTime } from '../../../prisma/repositories/people/career.ts';
import { type ApplyEffect, answerWrong } from './effect.ts';

/** A period of part-time work: `startDate`, `endDate`, `quota`. */
export const workTime: ApplyEffect = async (tx, { id: requestId, agentId: personId, data }) => {
  const asked = readPartTime(data);
  if ('wrong' in asked) throw answerWrong(asked.wrong);
  const { quota, from, until } = asked;
  await applyWorkTime(tx, { personId, requestId, quota, from, until });
  const period = { quota, from, until };
  return { before: {}, after: period, facts: period };
};
