import { expect, test } from '@jest/globals';
import { freePorts } from './ports.ts';

test('free ports are all different, and none that the system hands out to whoever connects', async () => {
  const ports = await freePorts(20);
  expect(new Set(ports).size).toBe(20);
  expect(Math.max(...ports)).toBeLessThan(32_768);
});
