import { describe, expect, test } from '@jest/globals';
import { deadline } from '../calendar/deadline.ts';
import { silenceOf } from '../calendar/silence-rule.ts';
import { receptionOf } from './on-paper.ts';

describe('the delays of a request on paper', () => {
  const at = new Date('2026-03-31T09:30:00Z');

  test('run from now, when it was received today, as of places that are on tomorrow already', () => {
    expect(receptionOf('2026-03-31', at)).toEqual(at);
    expect(receptionOf('2026-04-01', new Date('2026-03-31T12:30:00Z'))).toEqual(new Date('2026-03-31T12:30:00Z'));
  });
  test('run from the day on which it was received, the same in every place', () => {
    const received = receptionOf('2026-03-20', at);
    const days = ['Europe/Paris', 'Pacific/Tahiti', 'Pacific/Wallis'].map((timeZone) =>
      new Intl.DateTimeFormat('fr-FR', { timeZone }).format(received as Date),
    );
    expect(days).toEqual(['20/03/2026', '20/03/2026', '20/03/2026']);
  });
  test('run from no day to come, nor from one of more than twenty-seven days ago', () => {
    expect(receptionOf('2026-04-01', at)).toBeNull();
    expect(receptionOf('2026-03-04', at)).toEqual(new Date('2026-03-04T11:00:00Z'));
    expect(receptionOf('2026-03-03', at)).toBeNull();
  });
  test.each(['activite-accessoire', 'detachement'])('are never over as « %s » is entered, in any place', (kind) => {
    // In Wallis the day ends before it does in Paris: the last one of February of a year without a
    // 29th.
    const entered = new Date('2027-02-28T22:30:00Z');
    const received = receptionOf('2027-02-01', entered);
    const due = received && deadline(received, silenceOf(kind), [], 'Pacific/Wallis');
    expect([due !== null && due > entered, receptionOf('2027-01-31', entered)]).toEqual([true, null]);
  });
});
