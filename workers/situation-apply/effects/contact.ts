import { readContact, writeContact } from '../../../prisma/repositories/people/situation.ts';
import { type ApplyEffect, answerWrong } from './effect.ts';

/** How the agent is reached: `phone`, `personalEmail`. What was left empty stays as it is. */
export const contact: ApplyEffect = async (tx, { agentId, data }) => {
  const given = Object.fromEntries(
    (['phone', 'personalEmail'] as const).flatMap((field) => {
      const value = data[field];
      return typeof value === 'string' && value !== '' ? [[field, value]] : [];
    }),
  );
  if (Object.keys(given).length === 0) throw answerWrong('phone, personalEmail');
  const before = await readContact(tx, agentId);
  await writeContact(tx, agentId, given);
  return { before, after: { ...before, ...given } };
};
