import { gzipSync } from 'node:zlib';
import * as grpc from '@grpc/grpc-js';
import { expect, test } from '@jest/globals';
import { mapping, service } from '../testing/draw.ts';
import { amount } from '../testing/long-form.ts';
import type { AbuseClient } from './abuse-client.ts';
import { around, oneJob } from './models.ts';
import { onGateway } from './on-gateway.ts';

const MEGABYTES_10 = 'x'.repeat(10_000_000);
const UNFOLDED = amount({ daily: 20_000_000, full: 100_000_000 });

let client: AbuseClient;
onGateway((fresh) => ({ client } = fresh));

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

test('a small message that unfolds into many megabytes is refused', async () => {
  const zipped = client.channel({ 'grpc.default_compression_algorithm': grpc.compressionAlgorithms.gzip });
  const bomb = client.call('CreateProcessInstance', { bpmnProcessId: 'busy', variables: 'x'.repeat(UNFOLDED) }, zipped);
  await expect(bomb).rejects.toMatchObject({ code: grpc.status.RESOURCE_EXHAUSTED });
  zipped.close();
  const body = gzipSync(JSON.stringify({ processDefinitionId: 'busy', variables: { big: 'x'.repeat(UNFOLDED) } }));
  expect(await client.rest('/process-instances', body, { 'content-encoding': 'gzip' })).toMatchObject({
    status: 413,
  });
});

test('variables nested without end are refused on both protocols', async () => {
  const deep = `{"deep":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  await expect(client.create('busy', deep)).rejects.toMatchObject({ code: grpc.status.INVALID_ARGUMENT });
  expect(await client.rest('/process-instances', `{"processDefinitionId":"busy","variables":${deep}}`)).toMatchObject({
    status: 400,
  });
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
