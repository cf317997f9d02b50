import { expect, test } from '@jest/globals';
import { call, draw, flows, inside, loop, node, start } from '../testing/draw.ts';
import type { AbuseClient } from './abuse-client.ts';
import { around, script } from './models.ts';
import { onGateway } from './on-gateway.ts';

// What takes the engine a while to find endless, beside endless-models.circuit.test.ts.

let client: AbuseClient;
onGateway((fresh) => ({ client } = fresh));

test('a process that calls itself twice stops before it fills the memory', async () => {
  await client.deploy(
    draw('hydra', [
      start(),
      node('parallelGateway', 'fork'),
      call('a', { processId: 'hydra' }),
      call('b', { processId: 'hydra' }),
      flows('start -> fork -> a', 'fork -> b'),
    ]),
  );
  const key = await client.create('hydra');
  await client.call('CancelProcessInstance', { processInstanceKey: key });
  expect(await client.search('process-instances', { processDefinitionId: 'hydra', state: 'ACTIVE' })).toEqual([]);
});

test('five thousand results gathered at once are an incident, not the end of the memory', async () => {
  const gathering = loop({
    inputCollection: '=for i in 1..5000 return i',
    outputCollection: 'all',
    outputElement: '=y',
  });
  await client.deploy(around('gathering', inside(script('=loopCounter'), gathering)));
  const key = await client.create('gathering');
  expect((await client.incidents(key)).length).toBeGreaterThan(0);
  await client.call('CancelProcessInstance', { processInstanceKey: key });
});
