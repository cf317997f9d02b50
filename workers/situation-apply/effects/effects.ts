import type { Effect } from '../../../domain/effect/effect.ts';
import { bankAccount } from './bank-account.ts';
import { contact } from './contact.ts';
import { echelon } from './echelon.ts';
import type { ApplyEffect } from './effect.ts';
import { workTime } from './work-time.ts';

/** Who writes what; the compiler proves that every effect has someone. */
export const APPLY: { readonly [Name in Effect]: ApplyEffect } = {
  'work-time': workTime,
  contact,
  'bank-account': bankAccount,
  echelon,
};
