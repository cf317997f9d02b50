import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import * as grpc from '@grpc/grpc-js';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { AbuseClient } from './testing/abuse-client.ts';
import {
  call,
  draw,
  end,
  extensions,
  flows,
  inside,
  loop,
  mapping,
  message,
  messageNamed,
  node,
  service,
  start,
  timer,
} from './testing/draw.ts';
import { decision, dmn, literal, table } from './testing/draw-decision.ts';
import { type GatewayProcess, startGatewayProcess } from './testing/survival/gateway-process.ts';

/** A pattern that no machine comes to the end of. */
const ENDLESS = 'matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")';
const MEGABYTES_10 = 'x'.repeat(10_000_000);
/** All that may live in the engine's own memory; its threads, and what is on its way to the disk, have theirs. */
const HEAP_MB = 700;
const MAX_RSS_MB = 1_800;

let folder: string;
let gateway: GatewayProcess;
let client: AbuseClient;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'abuse-'));
  gateway = await startGatewayProcess(folder, { heapMb: HEAP_MB });
  client = new AbuseClient(gateway);
  await client.deploy(oneJob('calm'), oneJob('busy'));
});

afterAll(async () => {
  client.close();
  await gateway.stop();
  rmSync(folder, { recursive: true, force: true });
});

// whatever was done to the gateway, somebody else's instance goes from its start to its end
afterEach(async () => {
  await client.create('calm');
  const [job] = await client.activate('calm', { requestTimeout: 30_000 });
  await client.call('CompleteJob', { jobKey: job?.key, variables: '{}' });
  expect(await gateway.rssMb()).toBeLessThan(MAX_RSS_MB);
});

function oneJob(id: string): string {
  return draw(id, [start(), service('t', id), end(), flows('start -> t -> end')]);
}

/** A process of one element between its start and its end. */
function around(id: string, element: string, roots: string[] = []): string {
  return draw(id, [start(), element, end(), flows('start -> x -> end')], roots);
}

const script = (text: string, result = 'y') =>
  node(
    'scriptTask',
    'x',
    extensions(`<zeebe:script expression="${text.replace(/"/g, '&quot;')}" resultVariable="${result}" />`),
  );

/** Stands between a client and the gateway, and can break every connection as a fault of the network would. */
async function forwarder(target: string): Promise<{ address: string; reset(): void; close(): Promise<void> }> {
  const ends: Socket[] = [];
  const server = createServer((near) => {
    const far = connect(Number(target.split(':').at(-1)), '127.0.0.1');
    for (const end of [near, far]) {
      end.on('error', () => undefined);
      ends.push(end);
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    reset: () => {
      for (const end of ends) end.resetAndDestroy();
    },
    close: () =>
      new Promise((resolve) => {
        for (const end of ends) end.destroy();
        server.close(() => resolve());
      }),
  };
}

describe('too many at once', () => {
  test('three thousand long polls wait, and a job goes to one of them', async () => {
    const channels = Array.from({ length: 4 }, () => client.channel());
    const streams = Array.from({ length: 3_000 }, (_, i) => {
      const request = { type: 'busy', worker: 'w', timeout: 60_000, maxJobsToActivate: 1, requestTimeout: 600_000 };
      const stream = client.stream('ActivateJobs', request, channels[i % channels.length]);
      stream.on('error', () => undefined);
      return stream;
    });
    const got: unknown[] = [];
    for (const stream of streams) stream.on('data', ({ jobs }) => got.push(...jobs));
    const rest = new AbortController();
    const overRest = Array.from({ length: 200 }, () =>
      fetch(`${gateway.restAddress}/v2/jobs/activation`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          type: 'busy',
          worker: 'w',
          timeout: 60_000,
          maxJobsToActivate: 1,
          requestTimeout: 600_000,
        }),
        signal: rest.signal,
      }).catch(() => undefined),
    );
    await client.eventually(async () => (await client.metric('engine_polls_waiting')) === 3_200);
    await client.create('busy');
    await client.eventually(async () => (await client.metric('engine_polls_waiting')) < 3_200);
    for (const stream of streams) stream.cancel();
    rest.abort();
    await Promise.all(overRest);
    for (const channel of channels) channel.close();
    await client.eventually(async () => (await client.metric('engine_polls_waiting')) === 0);
    expect(got.length).toBeLessThanOrEqual(1);
  });

  test('ten thousand instances at once are all there', async () => {
    const before = await client.metric('engine_jobs');
    const keys = await Promise.all(Array.from({ length: 10_000 }, () => client.create('busy')));
    expect(new Set(keys).size).toBe(10_000);
    expect(await client.metric('engine_jobs')).toBe(before + 10_000);
  });

  test('thousands of timers due at once all fire', async () => {
    await client.deploy(
      draw('due', [
        start(),
        node('intermediateCatchEvent', 'wait', timer('duration', '=d')),
        service('after', 'after'),
        end(),
        flows('start -> wait -> after -> end'),
      ]),
    );
    const before = await client.metric('engine_jobs');
    await Promise.all(Array.from({ length: 2_000 }, () => client.create('due', { d: 'PT0.2S' })));
    await client.eventually(async () => (await client.metric('engine_jobs')) === before + 2_000);
  });

  test('a storm of messages on one key reaches each process once at a time, and is kept in order', async () => {
    await client.deploy(
      draw(
        'stormy',
        [
          start(),
          node('intermediateCatchEvent', 'm', message('storm')),
          service('t', 'stormy'),
          end(),
          flows('start -> m -> t -> end'),
        ],
        [messageNamed('storm', '="key"')],
      ),
    );
    await Promise.all(
      Array.from({ length: 1_000 }, (_, n) =>
        client.publish('storm', 'key', { timeToLive: 600_000, variables: JSON.stringify({ n }) }),
      ),
    );
    await Promise.all(Array.from({ length: 200 }, () => client.create('stormy')));
    const jobs = await client.activate('stormy', { maxJobsToActivate: 1_000 });
    const numbers = jobs.map((job) => JSON.parse(job.variables).n as number);
    expect(new Set(numbers).size).toBe(200);
  });

  test('the same message id is taken once, however many send it at the same moment', async () => {
    const sent = await Promise.allSettled(
      Array.from({ length: 200 }, () => client.publish('twins', 'k', { messageId: 'one', timeToLive: 60_000 })),
    );
    expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(sent.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: grpc.status.ALREADY_EXISTS },
    });
  });
});

describe('clients without manners', () => {
  test('one that takes jobs and never reads them keeps nobody else from theirs', async () => {
    await client.deploy(oneJob('slow'));
    const channel = client.channel();
    const stream = client.stream('StreamActivatedJobs', { type: 'slow', worker: 'slow', timeout: 600_000 }, channel);
    stream.on('error', () => undefined);
    stream.pause();
    await client.eventually(async () => (await client.metric('engine_polls_waiting')) === 1);
    const big = 'x'.repeat(300_000);
    for (let i = 0; i < 60; i++) await client.create('slow', { big });
    await client.create('busy');
    expect(await client.activate('busy', { requestTimeout: 30_000 })).toHaveLength(1);
    stream.cancel();
    channel.close();
  });

  test('those that open connections and say nothing, or half of something, keep nobody from being served', async () => {
    const port = (address: string) => Number(address.split(':').at(-1));
    const sockets = Array.from({ length: 300 }, (_, i) => {
      const socket = connect(port(i % 2 === 0 ? gateway.grpcAddress : gateway.restAddress), '127.0.0.1');
      socket.on('error', () => undefined);
      if (i % 3 > 0)
        socket.write(
          i % 2 === 0
            ? 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'
            : 'POST /v2/jobs/activation HTTP/1.1\r\nHost: x\r\nContent-Le',
        );
      return socket;
    });
    const key = await client.create('busy');
    expect(await client.search('process-instances', { processInstanceKey: key })).toHaveLength(1);
    for (const socket of sockets) socket.destroy();
  });

  test('a connection that breaks in the middle of calls leaves none of them behind', async () => {
    const between = await forwarder(client.gateway.grpcAddress);
    const channel = client.channel({}, between.address);
    const poll = client.activate('nothing', { requestTimeout: 600_000 }, channel);
    await client.eventually(async () => (await client.metric('engine_polls_waiting')) === 1);
    between.reset();
    await expect(poll).rejects.toMatchObject({ code: grpc.status.UNAVAILABLE });
    await client.eventually(async () => (await client.metric('engine_polls_waiting')) === 0);
    channel.close();
    await between.close();
  });
});

describe('too large', () => {
  test('ten megabytes of variables are refused on both protocols, and nothing of them is kept', async () => {
    const before = await client.metric('engine_jobs');
    await expect(client.create('busy', { big: MEGABYTES_10 })).rejects.toMatchObject({
      code: grpc.status.RESOURCE_EXHAUSTED,
      details: expect.stringContaining('larger than max'),
    });
    const overRest = await client.rest('/process-instances', {
      processDefinitionId: 'busy',
      variables: { big: MEGABYTES_10 },
    });
    expect(overRest).toMatchObject({ status: 413, body: { title: 'PAYLOAD_TOO_LARGE' } });
    expect(await client.metric('engine_jobs')).toBe(before);
  });

  test('a small message that unfolds into a hundred megabytes is refused', async () => {
    const zipped = client.channel({ 'grpc.default_compression_algorithm': grpc.compressionAlgorithms.gzip });
    const bomb = client.call(
      'CreateProcessInstance',
      { bpmnProcessId: 'busy', variables: 'x'.repeat(100_000_000) },
      zipped,
    );
    await expect(bomb).rejects.toMatchObject({ code: grpc.status.RESOURCE_EXHAUSTED });
    zipped.close();
    const body = gzipSync(JSON.stringify({ processDefinitionId: 'busy', variables: { big: 'x'.repeat(100_000_000) } }));
    expect(await client.rest('/process-instances', body, { 'content-encoding': 'gzip' })).toMatchObject({
      status: 413,
    });
  });

  test('variables nested without end are refused on both protocols', async () => {
    const deep = `{"deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    await expect(client.create('busy', deep)).rejects.toMatchObject({ code: grpc.status.INVALID_ARGUMENT });
    expect(await client.rest('/process-instances', `{"processDefinitionId":"busy","variables":${deep}}`)).toMatchObject(
      { status: 400 },
    );
  });

  test('variables nested as deep as allowed live through everything', async () => {
    const deep = `{"deep":${'['.repeat(900)}${']'.repeat(900)}}`;
    await client.deploy(around('depth', service('x', 'depth', mapping({ inputs: ['=[deep] -> deeper'] }))));
    const key = await client.create('depth', deep);
    const [job] = await client.activate('depth', { requestTimeout: 5_000 });
    expect(JSON.stringify(JSON.parse(job?.variables).deep)).toBe(`${'['.repeat(900)}${']'.repeat(900)}`);
    await client.call('CompleteJob', { jobKey: job?.key, variables: '{}' });
    expect((await client.search('process-instances', { processInstanceKey: key }))[0]).toMatchObject({
      state: 'COMPLETED',
    });
  });

  test('one instance cannot hold variables of any size', async () => {
    const key = await client.create('busy');
    const add = (n: number) =>
      client.call('SetVariables', {
        elementInstanceKey: key,
        local: true,
        variables: JSON.stringify({ [`v${n}`]: 'x'.repeat(3_900_000) }),
      });
    for (let n = 0; n < 8; n++) await add(n);
    await expect(add(8)).rejects.toMatchObject({
      code: grpc.status.INVALID_ARGUMENT,
      details: expect.stringContaining('scope'),
    });
  });

  test('a job too large for any client is an incident, and those behind it are handed out', async () => {
    await client.deploy(oneJob('fat'));
    const key = await client.create('fat', { a: 'x'.repeat(3_900_000) });
    await client.call('SetVariables', {
      elementInstanceKey: key,
      local: true,
      variables: JSON.stringify({ b: 'x'.repeat(3_900_000) }),
    });
    const slim = await client.create('fat');
    const jobs = await client.activate('fat', { maxJobsToActivate: 10 });
    expect(jobs.map((job) => job.processInstanceKey)).toEqual([slim]);
    expect(await client.incidents(key)).toEqual([expect.stringMatching(/^MESSAGE_SIZE_EXCEEDED: .*fetch fewer/)]);
  });

  test('a poll for a thousand large jobs gets as many as a message carries, the next one gets others', async () => {
    await client.deploy(oneJob('large'));
    for (let i = 0; i < 6; i++) await client.create('large', { big: 'x'.repeat(1_500_000) });
    const [first, second] = [
      await client.activate('large', { maxJobsToActivate: 1_000 }),
      await client.activate('large', { maxJobsToActivate: 1_000 }),
    ];
    expect([first.length, second.length]).toEqual([3, 3]);
    expect(new Set([...first, ...second].map((job) => job.key)).size).toBe(6);
  });

  test('names and keys of any length are refused; the report of a worker is cut', async () => {
    const long = 'x'.repeat(1_000_000);
    await expect(client.publish(long, 'k')).rejects.toMatchObject({ code: grpc.status.INVALID_ARGUMENT });
    await expect(client.activate('busy', { worker: long })).rejects.toMatchObject({
      code: grpc.status.INVALID_ARGUMENT,
    });
    await client.deploy(oneJob('failing'));
    const key = await client.create('failing');
    const [job] = await client.activate('failing', { requestTimeout: 5_000 });
    await client.call('FailJob', { jobKey: job?.key, retries: 0, errorMessage: long, variables: '{}' });
    expect((await client.incidents(key))[0]?.length).toBeLessThan(11_000);
  });
});

describe('hostile files', () => {
  const refused = async (content: string, reason: string | RegExp) =>
    expect(client.deploy(content)).rejects.toMatchObject({
      code: grpc.status.INVALID_ARGUMENT,
      details: expect.stringMatching(reason),
    });
  const laughs = Array.from({ length: 10 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
  const many = (count: number, what: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => what(i)).join('');

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

  test('a file of fifty megabytes is refused on both protocols', async () => {
    const huge = draw('p', [`<!-- ${'x'.repeat(50_000_000)} -->`, start()]);
    await expect(client.deploy(huge)).rejects.toMatchObject({ code: grpc.status.RESOURCE_EXHAUSTED });
    const form = new FormData();
    form.append('resources', new Blob([huge]), 'huge.bpmn');
    const answer = await fetch(`${gateway.restAddress}/v2/deployments`, { method: 'POST', body: form });
    expect(answer.status).toBe(413);
  });
});

describe('models without end', () => {
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
      'an input',
      [around('endless', node('task', 'x', extensions(mapping({ inputs: [`=${ENDLESS} -> y`] }))))],
      /ran longer/,
    ],
    [
      'a timer',
      [
        around(
          'endless',
          node('intermediateCatchEvent', 'x', timer('duration', `=if ${ENDLESS} then "P1D" else "P2D"`)),
        ),
      ],
      /ran longer/,
    ],
    [
      'a correlation key',
      [
        around('endless', node('intermediateCatchEvent', 'x', message('m')), [
          messageNamed('m', `=string(${ENDLESS})`),
        ]),
      ],
      /ran longer/,
    ],
    ['a job type', [around('endless', service('x', `=string(${ENDLESS})`))], /ran longer/],
    ['a script', [around('endless', script(`=${ENDLESS}`))], /ran longer/],
    [
      'a collection',
      [around('endless', inside(service('x'), loop({ inputCollection: '=for i in 1..1000000000 return i' })))],
      /turn more than/,
    ],
    [
      'a collection of a million',
      [around('endless', inside(service('x'), loop({ inputCollection: '=for i in 1..1000000 return i' })))],
      /turn more than/,
    ],
    [
      'a cell of a decision',
      [
        dmn(
          'd',
          decision('cell', table({ hitPolicy: 'FIRST', inputs: ['1'], outputs: ['b'], rules: [[ENDLESS, '1']] })),
        ),
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

  test('a loop without a wait is an incident', async () => {
    await client.deploy(draw('loop', [start(), node('task', 'x'), flows('start -> x -> x')]));
    expect(await incidentOf('loop')).toMatch(/entered without a wait/);
  });

  test.each([
    ['doubles its variable', '=a + a', /larger than 4000000/],
    ['wraps its variable', '=[a]', /nested deeper/],
    ['rewrites a large variable', '="b" + substring(a, 2)', /ore than 64000000|ran longer/],
  ])('a loop that %s at each turn is an incident', async (_, text, reason) => {
    await client.deploy(draw('growing', [start(), script(text, 'a'), flows('start -> x -> x')]));
    expect(await incidentOf('growing', { a: text.startsWith('="b"') ? 'x'.repeat(3_000_000) : 'xx' })).toMatch(reason);
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
});

test('variables that would fill the memory are refused before it is full; what is there can end, and is there after a kill', async () => {
  const small = mkdtempSync(path.join(tmpdir(), 'abuse-'));
  let narrow = await startGatewayProcess(small, { heapMb: 512 });
  const filler = new AbuseClient(narrow);
  await filler.deploy(oneJob('filling'));
  const filling = { big: 'x'.repeat(3_900_000) };
  let created = 0;
  const refusal = await (async () => {
    for (; created < 400; created++) await filler.create('filling', filling);
  })().catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: grpc.status.RESOURCE_EXHAUSTED, details: expect.stringContaining('memory') });
  expect(created).toBeGreaterThan(5);
  const [job] = await filler.activate('filling');
  await filler.call('CompleteJob', { jobKey: job?.key, variables: '{}' });
  filler.close();
  await narrow.kill();
  // reading it back takes more than holding it
  narrow = await startGatewayProcess(small, { heapMb: 1_024 });
  const next = new AbuseClient(narrow);
  expect(await next.metric('engine_jobs')).toBe(created - 1);
  next.close();
  await narrow.stop();
  rmSync(small, { recursive: true, force: true });
});
