import { expect, test } from '@jest/globals';
import { machineSettings, thisMachine } from './machine-settings.ts';

const GB = 1024 ** 3;
const memoryOf = (gigabytes: number) => {
  const { shared_buffers, effective_cache_size, work_mem, maintenance_work_mem } = machineSettings({
    memory: gigabytes * GB,
    cores: 2,
  });
  return [shared_buffers, effective_cache_size, work_mem, maintenance_work_mem];
};

test('the database takes a share of the memory there is, within bounds', () => {
  expect(memoryOf(0.25)).toEqual(['128MB', '256MB', '4MB', '64MB']);
  expect(memoryOf(2)).toEqual(['128MB', '1024MB', '4MB', '64MB']);
  expect(memoryOf(24)).toEqual(['768MB', '12288MB', '24MB', '384MB']);
  expect(memoryOf(512)).toEqual(['1024MB', '32768MB', '32MB', '512MB']);
});

test('a query takes one core where there are few', () => {
  expect(machineSettings({ memory: GB, cores: 2 }).max_parallel_workers_per_gather).toBe('0');
  expect(machineSettings({ memory: GB, cores: 16 }).max_parallel_workers_per_gather).toBe('2');
});

test('this machine has some of both', () => {
  const { memory, cores } = thisMachine();
  expect(memory).toBeGreaterThan(0.2 * GB);
  expect(cores).toBeGreaterThan(0);
});
