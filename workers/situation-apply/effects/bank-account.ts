import { parisDay } from '../../../domain/calendar/civil-date.ts';
import { maskIban, readIban } from '../../../domain/formats/iban.ts';
import { payMonthAfter } from '../../../domain/pay/cooling-off.ts';
import { currentAccount, insertAccount } from '../../../prisma/repositories/people/situation.ts';
import { isSealed } from '../../../prisma/secret-values.ts';
import { type ApplyEffect, answerWrong } from './effect.ts';

/** The account that pay goes to: `iban` (sealed), `holder`. It is read again: pay would go to whatever is written here. */
export const bankAccount: ApplyEffect = async (tx, request, { secrets, at }) => {
  const { id: requestId, agentId: personId, data, stopUntil } = request;
  const { iban: kept, holder } = data;
  if (!isSealed(kept)) throw answerWrong('iban');
  if (typeof holder !== 'string') throw answerWrong('holder');
  const read = readIban(secrets.open(kept.sealed, personId));
  if ('fault' in read) throw answerWrong('iban');
  const before = await currentAccount(tx, personId);
  const account = {
    // The very value that was filed: the database compares them.
    sealed: kept.sealed,
    shown: maskIban(read.iban),
    holder,
    payMonth: stopUntil === null ? parisDay(at).slice(0, 7) : payMonthAfter(stopUntil),
  };
  await insertAccount(tx, { ...account, personId, requestId, appliedAt: at });
  return {
    before: before === null ? {} : { sealed: before.sealed, shown: before.shown, holder: before.holder },
    after: { sealed: account.sealed, shown: account.shown, holder },
    facts: { shown: account.shown, payMonth: account.payMonth },
  };
};
