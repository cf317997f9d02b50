import { expect, test } from '@jest/globals';
import { openEngine } from 'harmonie-engine/harness';
import { play } from './in-process.ts';
import { FIVE_TASK, HR_CIRCUIT, ONE_TASK, textOf } from './plan.ts';

test.each([ONE_TASK, FIVE_TASK, HR_CIRCUIT])('an instance of $processId makes $records records', async (circuit) => {
  const engine = await openEngine();
  try {
    await engine.execute('DEPLOY_RESOURCES', { resources: [{ name: circuit.file, content: textOf(circuit) }] });
    const before = engine.committedPosition;
    const instances = await play(engine, circuit, 0);
    expect(instances).toBe(1);
    expect(engine.committedPosition - before).toBe(circuit.records);
  } finally {
    await engine.close();
  }
});
