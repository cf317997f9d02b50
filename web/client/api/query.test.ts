import { afterEach, expect, test } from '@jest/globals';
import { QueryObserver } from '@tanstack/react-query';
import { queryClient, refresh } from './query.ts';

afterEach(() => queryClient.clear());

/** A screen that shows an address; each reading waits to be answered. */
function shown(address: string) {
  const readings: ((value: string) => void)[] = [];
  const observer = new QueryObserver<string>(queryClient, {
    queryKey: [address],
    queryFn: () => new Promise((resolve) => readings.push(resolve)),
  });
  const leave = observer.subscribe(() => {});
  return { readings, says: () => observer.getCurrentResult().data, leave };
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

test('what changes while a page is first read is read again', async () => {
  const request = shown('/api/requests/1');
  const done = refresh('/api/requests/');
  request.readings[0]?.('before');
  await turn();
  request.readings[1]?.('after');
  await done;
  expect(request.says()).toBe('after');
  expect(request.readings.length).toBe(2);
  request.leave();
});

test('only what begins so is read again; with « ? », the list alone', async () => {
  const [request, list, other] = [shown('/api/requests/1'), shown('/api/requests'), shown('/api/me')];
  const screens = [request, list, other];
  for (const { readings } of screens) readings[0]?.('before');
  await turn();
  const done = refresh('/api/requests?');
  expect(screens.map(({ readings }) => readings.length)).toEqual([1, 2, 1]);
  list.readings[1]?.('after');
  await done;
  expect(screens.map(({ says }) => says())).toEqual(['before', 'after', 'before']);
  for (const { leave } of screens) leave();
});
