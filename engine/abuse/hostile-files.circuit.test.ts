import * as grpc from '@grpc/grpc-js';
import { expect, test } from '@jest/globals';
import { draw, end, flows, node, start } from '../testing/draw.ts';
import { decision, dmn, table } from '../testing/draw-decision.ts';
import type { GatewayProcess } from '../testing/survival/gateway-process.ts';
import type { AbuseClient } from './abuse-client.ts';
import { around, oneJob, script } from './models.ts';
import { onGateway } from './on-gateway.ts';

let gateway: GatewayProcess;
let client: AbuseClient;
onGateway((fresh) => ({ gateway, client } = fresh));

const refused = async (content: string, reason: string | RegExp) =>
  expect(client.deploy(content)).rejects.toMatchObject({
    code: grpc.status.INVALID_ARGUMENT,
    details: expect.stringMatching(reason),
  });
const laughs = Array.from({ length: 10 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
const many = (count: number, what: (i: number) => string) => Array.from({ length: count }, (_, i) => what(i)).join('');

test.each<[string, string, string | RegExp]>([
  ['a billion laughs', `<!DOCTYPE x [<!ENTITY l0 "ha">${laughs}]>${oneJob('p')}`, 'Document types'],
  [
    'an entity that reads a file',
    `<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>${oneJob('p')}`,
    'Document types',
  ],
  [
    'a hundred thousand elements',
    draw('p', [start(), many(100_000, (i) => `<bpmn:task id="t${i}" />`)]),
    'more than 50000 tags',
  ],
  [
    'twenty thousand elements',
    draw('p', [start(), many(20_000, (i) => `<bpmn:task id="t${i}" />`)]),
    'more than 10000 elements',
  ],
  [
    'a hundred thousand scopes in one another',
    draw('p', ['<bpmn:subProcess>'.repeat(100_000), '</bpmn:subProcess>'.repeat(100_000)]),
    'nested deeper than 200',
  ],
  ['a tag without end', `<bpmn:definitions ${'x'.repeat(1_000_000)}`, 'not closed'],
  ['text instead of a model', '&amp;'.repeat(500_000), /XML|unparsable|Must contain|missing/i],
  ['the same id everywhere', draw('p', [start(), '<bpmn:task id="same" />'.repeat(5_000)]), 'duplicate ID'],
  [
    'an endless text',
    draw('p', [node('startEvent', 's', '', { name: 'x'.repeat(100_000) })]),
    "attribute 'name' is longer",
  ],
  [
    'gateways that all join each other',
    draw('p', [
      start(),
      many(500, (i) => `<bpmn:inclusiveGateway id="g${i}" />`),
      flows(...Array.from({ length: 499 }, (_, i) => `g${i} -> g${i + 1}`)),
      many(499, (i) => `<bpmn:sequenceFlow id="again${i}" sourceRef="g${i}" targetRef="g${i + 1}" />`),
    ]),
    'joining inclusive gateways',
  ],
  [
    'an expression nested without end',
    around('p', script(`=${'('.repeat(9_000)}1${')'.repeat(9_000)}`)),
    'nested deeper',
  ],
  [
    'an endless allowed value in a decision',
    dmn(
      'd',
      decision(
        'x',
        table({
          hitPolicy: 'PRIORITY',
          inputs: ['a'],
          outputs: ['b'],
          rules: [],
          allowed: { b: `for i in 1..1000000000 return i` },
        }),
      ),
    ),
    'turn more than',
  ],
])('%s is refused', async (_, content, reason) => refused(content, reason));

test('a documentation of two million letters is read like any other', async () => {
  const text = `<bpmn:documentation>${'x'.repeat(2_000_000)}</bpmn:documentation>`;
  await client.deploy(draw('p', [text, start(), end(), flows('start -> end')]));
});

test('a file of fifty megabytes is refused on both protocols', async () => {
  const huge = draw('p', [`<!-- ${'x'.repeat(50_000_000)} -->`, start()]);
  await expect(client.deploy(huge)).rejects.toMatchObject({ code: grpc.status.RESOURCE_EXHAUSTED });
  const form = new FormData();
  form.append('resources', new Blob([huge]), 'huge.bpmn');
  const answer = await fetch(`${gateway.restAddress}/v2/deployments`, { method: 'POST', body: form });
  expect(answer.status).toBe(413);
});
