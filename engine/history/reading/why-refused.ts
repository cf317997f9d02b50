import { faultOf } from '../../store/sqlite-fault.ts';
import type { Refused } from '../messages.ts';
import { BadQuery, UnreadableQuery } from '../search/bad-query.ts';
import { TooLong } from '../search/time-limit.ts';

/** What kind of refusal an error is: an error itself does not cross from one thread to another as what it was. */
export function whyRefused(error: unknown): Refused {
  if (error instanceof UnreadableQuery) return 'unreadable query';
  if (error instanceof BadQuery) return 'bad query';
  return error instanceof TooLong ? 'too long' : faultOf(error);
}
