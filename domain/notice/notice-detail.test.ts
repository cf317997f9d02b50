import { expect, test } from '@jest/globals';
import { noticeParams } from './notice-detail.ts';

test('a message says what it holds, of the portal’s own or of a circuit', () => {
  const changed = { number: '2026-000001', changedOn: '2026-12-01T10:00:00.000Z' };
  expect(noticeParams('situation-changed', changed)).toEqual(changed);
  const filed = { number: '2026-000001', filedOn: '2026-12-01', dueOn: '2026-12-10' };
  expect(noticeParams('avis-favorable-rendu', filed)).toEqual(filed);
});

test.each(['cancelled', 'incident', 'campaign-placed', 'campaign-unplaced'])(
  'a circuit may word a message by a name of the portal’s own, and keeps its days: %s',
  (message) => {
    const said = {
      ...{ number: '2026-000001', filedOn: '2026-12-01', dueOn: '2026-12-10' },
      ...{ stopUntil: '2026-12-05T22:59:59.000Z', silenceOn: '2027-02-01' },
    };
    expect(noticeParams(message, said)).toEqual(said);
  },
);

test.each(['incident', 'campaign-placed'])('the portal’s own %s says the number alone', (message) => {
  expect(noticeParams(message, { number: '2026-000001' })).toEqual({ number: '2026-000001' });
});

test('several powers, of which former messages said the number alone, are understood', () => {
  expect(noticeParams('rights-proposed', { count: 3 })).toEqual({
    ...{ count: 3, 'title.fr': '3 propositions', 'title.en': '3 proposals' },
  });
});

test.each([
  ['of another shape', 'deposits-late', { number: 2 }],
  ['of a message that a later release wrote', 'hearing-called', { on: '2026-12-24' }],
  ['no object', 'incident', ['2026-000001']],
  ['null', 'incident', null],
])('a detail that is %s is none, and breaks nothing', (_what, message, stored) => {
  expect(noticeParams(message, stored)).toBeNull();
});
