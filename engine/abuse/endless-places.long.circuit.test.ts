import { expect, test } from '@jest/globals';
import { extensions, inside, loop, mapping, message, messageNamed, node, service, timer } from '../testing/draw.ts';
import type { AbuseClient } from './abuse-client.ts';
import { around, ENDLESS, script } from './models.ts';
import { onGateway } from './on-gateway.ts';

let client: AbuseClient;
onGateway((fresh) => ({ client } = fresh));

// a condition, a cell and a decision: endless-models.circuit.test.ts, day by day
test.each<[string, string[], RegExp]>([
  [
    'an input',
    [around('endless', node('task', 'x', extensions(mapping({ inputs: [`=${ENDLESS} -> y`] }))))],
    /ran longer/,
  ],
  [
    'a timer',
    [around('endless', node('intermediateCatchEvent', 'x', timer('duration', `=if ${ENDLESS} then "P1D" else "P2D"`)))],
    /ran longer/,
  ],
  [
    'a correlation key',
    [around('endless', node('intermediateCatchEvent', 'x', message('m')), [messageNamed('m', `=string(${ENDLESS})`)])],
    /ran longer/,
  ],
  ['a job type', [around('endless', service('x', `=string(${ENDLESS})`))], /ran longer/],
  ['a script', [around('endless', script(`=${ENDLESS}`))], /ran longer/],
  [
    'a collection',
    [around('endless', inside(service('x'), loop({ inputCollection: '=for i in 1..1000000000 return i' })))],
    /turn more than/,
  ],
])('%s that never ends is an incident', async (_, files, reason) => {
  await client.deploy(...files);
  const [incident] = await client.incidents(await client.create('endless'));
  expect(incident).toMatch(reason);
});
