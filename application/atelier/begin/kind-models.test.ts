import { expect, test } from '@jest/globals';
import { kindModels } from './kind-models.ts';

test('the models that the portal is shipped with are offered, the simplest first, each with its diagram', async () => {
  const models = await kindModels();
  expect(models.length).toBeGreaterThan(3);
  expect(models.map(({ order }) => order)).toEqual(models.map(({ order }) => order).toSorted((a, b) => a - b));
  for (const { files } of models) expect([...files.keys()].some((name) => name.endsWith('.bpmn'))).toBe(true);
});
