import { expect, test } from '@jest/globals';
import { appealPeriod } from './appeal-period.ts';

test.each([
  ['nobody opened it nor received it', null, null, null],
  ['opened in the portal', '2026-03-02', null, { begunOn: '2026-03-02', by: 'portal', endsOn: '2026-05-04' }],
  ['received by post first', '2026-03-09', '2026-03-02', { begunOn: '2026-03-02', by: 'post', endsOn: '2026-05-04' }],
  [
    'opened before the letter came',
    '2026-03-02',
    '2026-03-09',
    { begunOn: '2026-03-02', by: 'portal', endsOn: '2026-05-04' },
  ],
  // 1 and 2 January; then a week-end.
  ['never ends on a day off', '2026-10-31', null, { begunOn: '2026-10-31', by: 'portal', endsOn: '2027-01-04' }],
])('the time for going to court: %s', (_, openedOn, receivedOn, period) => {
  expect(appealPeriod({ openedOn, receivedOn })).toEqual(period);
});
