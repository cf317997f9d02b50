import { once } from 'node:events';
import * as grpc from '@grpc/grpc-js';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parseJson } from '../feel/json.ts';
import type { Variables } from '../processing/protocol.ts';
import { draw, end, flows, mapping, node, service, start } from '../testing/draw.ts';
import { decision, dmn, table } from '../testing/draw-decision.ts';
import { acrossRestart } from '../testing/restart.ts';
import { gatewayService } from '../testing/survival/gateway-client.ts';
import { openTestGateway, type TestGateway } from './testing/gateway.ts';

/** Beyond 2^53, and with more digits than JavaScript's numbers have. */
const WHOLE = '9223372036854775807';
const LONG = '0.1234567890123456789012345678901234';
const VARIABLES = `{"whole":${WHOLE},"long":[${LONG}],"tenth":0.1}`;
const ROUND = draw('round', [
  start(),
  service(
    'work',
    'work',
    mapping({ inputs: ['=whole - 1 -> less', '=tenth + 0.2 -> sum', '=4.35 * 100 -> price', '=long[1] -> digits'] }),
  ),
  node('exclusiveGateway', 'exact', '', { default: 'exact_no' }),
  end('yes'),
  end('no'),
  flows('start -> work -> exact', 'exact -> yes : =tenth + 0.2 = 0.3', 'exact -> no'),
]);
const PAY = dmn(
  'table',
  decision(
    'pay',
    table({
      hitPolicy: 'COLLECT',
      aggregation: 'SUM',
      inputs: ['whole'],
      outputs: ['amount'],
      rules: [
        [WHOLE, '0.1'],
        ['> 9007199254740992', '0.2'],
        ['9223372036854775806', '1'],
      ],
    }),
  ),
);

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openTestGateway();
  const resources = [
    { name: 'round.bpmn', content: ROUND },
    { name: 'pay.dmn', content: PAY },
  ];
  await gateway.engine.execute('DEPLOY_RESOURCES', { resources });
});
afterAll(() => gateway.close());

/** The text of the answer, as it comes: reading it as JSON would change the numbers. */
async function answerTo(path: string, body: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${gateway.restAddress}/v2${path}`, { method: 'POST', headers, body });
  return response.text();
}

test('numbers keep their digits from a request to a worker, by REST and by gRPC', async () => {
  await answerTo('/process-instances', `{"processDefinitionId":"round","variables":${VARIABLES}}`);
  const polled = await answerTo('/jobs/activation', '{"type":"work","timeout":10,"maxJobsToActivate":1}');
  for (const one of [`"whole":${WHOLE}`, '"less":9223372036854775806', '"sum":0.3', '"price":435', `"digits":${LONG}`])
    expect(polled).toContain(one);
  const address = gateway.grpcAddress.replace('grpc://', '');
  const client = new (gatewayService())(address, grpc.credentials.createInsecure()) as unknown as grpc.Client & {
    ActivateJobs(request: object): grpc.ClientReadableStream<{ jobs: { variables: string }[] }>;
  };
  const stream = client.ActivateJobs({ type: 'work', worker: 'w', timeout: 60_000, maxJobsToActivate: 1 });
  stream.on('error', () => undefined);
  const [{ jobs }] = (await once(stream, 'data')) as [{ jobs: [{ variables: string }] }];
  expect(jobs[0].variables).toContain(`"whole":${WHOLE}`);
  expect(jobs[0].variables).toContain(`"digits":${LONG}`);
  stream.cancel();
  client.close();
});

test('they are found, and told, with all their digits', async () => {
  const found = await answerTo('/variables/search', `{"filter":{"name":"whole","value":"${WHOLE}"}}`);
  expect(found).toContain(`"value":"${WHOLE}"`);
  expect(await answerTo('/variables/search', '{"filter":{"name":"whole","value":"9223372036854775806"}}')).toContain(
    '"items":[]',
  );
});

test('a table compares and adds them as they are written', async () => {
  const decided = await answerTo(
    '/decision-definitions/evaluation',
    `{"decisionDefinitionId":"pay","variables":{"whole":${WHOLE}}}`,
  );
  expect(decided).toContain('"output":"0.3"');
  expect(decided).toContain(`"inputValue":"${WHOLE}"`);
});

test('a key given as a number is that key', async () => {
  expect(await answerTo('/process-instances/search', `{"filter":{"processInstanceKey":${WHOLE}}}`)).toContain(
    '"items":[]',
  );
});

test('a gateway decides by tenths, and a stop and a start change no digit', async () => {
  await acrossRestart(
    async (bench) => {
      await bench.deploy({ 'round.bpmn': ROUND });
      const run = await bench.start('round', parseJson(VARIABLES) as Variables);
      return run.key;
    },
    async (bench, key) => {
      const job = await bench.work('work');
      expect(JSON.stringify(job.variables)).toContain(`"whole":${WHOLE}`);
      expect(bench.events.some((event) => JSON.stringify(event.value).includes('"elementId":"yes"'))).toBe(true);
      expect(key).toBe(job.processInstanceKey);
    },
  );
});
