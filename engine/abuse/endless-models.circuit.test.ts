import { expect, test } from '@jest/globals';
import { call, draw, end, extensions, flows, inside, loop, node, service, start, timer } from '../testing/draw.ts';
import { decision, dmn, literal, table } from '../testing/draw-decision.ts';
import { amount } from '../testing/long-form.ts';
import type { AbuseClient } from './abuse-client.ts';
import { around, ENDLESS, script } from './models.ts';
import { onGateway } from './on-gateway.ts';

let client: AbuseClient;
onGateway((fresh) => ({ client } = fresh));

const incidentOf = async (id: string, variables: object = {}) => {
  const [incident] = await client.incidents(await client.create(id, variables));
  return incident;
};

test.each<[string, string[], RegExp]>([
  [
    'a condition',
    [
      draw('endless', [
        start(),
        node('exclusiveGateway', 'x', '', { default: 'x_end' }),
        service('t'),
        end(),
        flows('start -> x -> end', `x -> t : =${ENDLESS}`),
      ]),
    ],
    /ran longer/,
  ],
  [
    'a collection of a million',
    [around('endless', inside(service('x'), loop({ inputCollection: '=for i in 1..1000000 return i' })))],
    /turn more than/,
  ],
  [
    'a cell of a decision',
    [
      dmn('d', decision('cell', table({ hitPolicy: 'FIRST', inputs: ['1'], outputs: ['b'], rules: [[ENDLESS, '1']] }))),
      around(
        'endless',
        node('businessRuleTask', 'x', extensions('<zeebe:calledDecision decisionId="cell" resultVariable="r" />')),
      ),
    ],
    /ran longer/,
  ],
  [
    'a decision',
    [
      dmn(
        'd',
        decision(
          'formula',
          literal(`for i in 1..40 return if i = 1 then [1] else concatenate(partial[i - 1], partial[i - 1])`),
        ),
      ),
      around(
        'endless',
        node('businessRuleTask', 'x', extensions('<zeebe:calledDecision decisionId="formula" resultVariable="r" />')),
      ),
    ],
    /list of more than/,
  ],
])('%s that never ends is an incident', async (_, files, reason) => {
  await client.deploy(...files);
  expect(await incidentOf('endless')).toMatch(reason);
});

test('a process that calls itself stops at a thousand calls, and can be cancelled', async () => {
  await client.deploy(around('ouroboros', call('x', { processId: 'ouroboros' })));
  const key = await client.create('ouroboros');
  const found = await client.search('incidents', {
    errorType: 'CALLED_ELEMENT_ERROR',
    processDefinitionId: 'ouroboros',
    state: 'ACTIVE',
  });
  expect(found).toMatchObject([{ errorMessage: expect.stringContaining('maximum depth of 1000') }]);
  await client.call('CancelProcessInstance', { processInstanceKey: key });
  expect(await client.search('process-instances', { processDefinitionId: 'ouroboros', state: 'ACTIVE' })).toEqual([]);
});

test('a loop without a wait is an incident', async () => {
  await client.deploy(draw('loop', [start(), node('task', 'x'), flows('start -> x -> x')]));
  expect(await incidentOf('loop')).toMatch(/entered without a wait/);
});

const GROWING = [
  ['doubles its variable', '=a + a', /more than 4000000/],
  ['wraps its variable', '=[a]', /nested deeper/],
  ['rewrites a large variable', '="b" + substring(a, 2)', /ore than 64000000|ran longer/],
] as const;
test.each(GROWING.slice(0, amount({ daily: 2, full: 3 })))(
  'a loop that %s at each turn is an incident',
  async (_, text, reason) => {
    await client.deploy(draw('growing', [start(), script(text, 'a'), flows('start -> x -> x')]));
    expect(await incidentOf('growing', { a: text.startsWith('="b"') ? 'x'.repeat(3_000_000) : 'xx' })).toMatch(reason);
  },
);

test('a cycle without a length is an incident, and one that never rests leaves room for others', async () => {
  const restless = (id: string, cycle: string) =>
    draw(id, [
      start(),
      service('t', id),
      node('boundaryEvent', 'tick', timer('cycle', cycle), { attachedToRef: 't', cancelActivity: 'false' }),
      end('ticked'),
      end(),
      flows('start -> t -> end', 'tick -> ticked'),
    ]);
  await client.deploy(restless('still', '=c'), restless('restless', 'R/PT0.001S'));
  expect(await incidentOf('still', { c: 'R/PT0S' })).toMatch(/has no length/);
  const key = await client.create('restless');
  await client.eventually(
    async () =>
      (await client.search('element-instances', { processInstanceKey: key, elementId: 'ticked' })).length > 20,
  );
  await client.call('CancelProcessInstance', { processInstanceKey: key });
});

test('a wait of no time in a loop leaves room for others', async () => {
  await client.deploy(
    draw('spinning', [
      start(),
      node('intermediateCatchEvent', 'x', timer('duration', 'PT0S')),
      flows('start -> x -> x'),
    ]),
  );
  const key = await client.create('spinning');
  await client.eventually(
    async () => (await client.search('element-instances', { processInstanceKey: key, elementId: 'x' })).length > 20,
  );
  await client.call('CancelProcessInstance', { processInstanceKey: key });
});
