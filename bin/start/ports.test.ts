import { expect, test } from '@jest/globals';
import { freePorts } from './ports.ts';

test('free ports are all different, and none that the system hands out to whoever connects', async () => {
  const ports = await freePorts(20);
  expect(new Set(ports).size).toBe(20);
  expect(Math.max(...ports)).toBeLessThan(32_768);
});

test('ports once given are given to nobody else, though nothing listens on them yet', async () => {
  const given = [];
  for (let portal = 0; portal < 60; portal++) given.push(...(await freePorts(6)));
  expect(new Set(given).size).toBe(given.length);
});
