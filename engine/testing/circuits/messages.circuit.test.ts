import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parseJson } from '../../feel/json.ts';
import type { Variables } from '../../processing/protocol.ts';
import { Bench } from '../bench.ts';
import { draw, end, flows, message, messageNamed, node, start, user } from '../draw.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
  await bench.setClock('2026-01-01T00:00:00Z');
});
afterEach(async () => bench.close());

const waiting = (processId: string) =>
  draw(
    processId,
    [
      start(),
      node('intermediateCatchEvent', 'answer', message('reply')),
      user('after'),
      end(),
      flows('start -> answer -> after -> end'),
    ],
    [messageNamed('reply', '=id')],
  );

describe('messages', () => {
  test('are kept for their time to live, and taken in the order in which they came', async () => {
    await bench.deploy({ 'p.bpmn': waiting('p') });
    await bench.publish('reply', 'a', { n: 1 }, 60_000);
    await bench.publish('reply', 'a', { n: 2 }, 60_000);
    const first = await bench.start('p', { id: 'a' });
    const second = await bench.start('p', { id: 'a' });
    expect([first.variables().n, second.variables().n]).toEqual([1, 2]);
    await bench.publish('reply', 'b', {}, 60_000);
    await bench.advance('PT60S');
    expect((await bench.start('p', { id: 'b' })).at()).toEqual(['answer']);
    expect(bench.engine.state.messages.size).toBe(0);
  });

  test('without time to live reach only those who wait now', async () => {
    await bench.deploy({ 'p.bpmn': waiting('p') });
    await bench.publish('reply', 'a');
    const run = await bench.start('p', { id: 'a' });
    expect(run.at()).toEqual(['answer']);
    await bench.publish('reply', 'a');
    expect(run.at()).toEqual(['after']);
  });

  test('reach one instance of each process, whatever the version, and every process that waits', async () => {
    await bench.deploy({ 'p.bpmn': waiting('p'), 'q.bpmn': waiting('q') });
    const runs = [
      await bench.start('p', { id: 1 }),
      await bench.start('p', { id: 1 }),
      await bench.start('q', { id: 1 }),
    ];
    await bench.publish('reply', '1');
    expect(runs.map((run) => run.at()[0])).toEqual(['after', 'answer', 'after']);
  });

  test('with the same name, key and id as one that is kept are refused', async () => {
    const publish = (messageId: string) =>
      bench.engine.execute('PUBLISH_MESSAGE', { name: 'm', correlationKey: 'k', messageId, timeToLive: 60_000 });
    await publish('1');
    await publish('2');
    await expect(publish('1')).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    await bench.advance('PT61S');
    await publish('1');
  });

  test('correlated reach all who wait, and name the instance that they started', async () => {
    const started = [start('asked', message('reply')), user('read'), end(), flows('asked -> read -> end')];
    await bench.deploy({ 'p.bpmn': waiting('p'), 'q.bpmn': draw('q', started, [messageNamed('reply')]) });
    const run = await bench.start('p', { id: 'a' });
    const reached = await bench.engine.execute('CORRELATE_MESSAGE', { name: 'reply', correlationKey: 'a' });
    expect(run.at()).toEqual(['after']);
    expect(reached.processInstanceKey).toBe(bench.only('q').key);
  });

  test('correlated say whom they reached, or that nobody waits', async () => {
    await bench.deploy({ 'p.bpmn': waiting('p') });
    const run = await bench.start('p', { id: 'a' });
    const correlate = () =>
      bench.engine.execute('CORRELATE_MESSAGE', { name: 'reply', correlationKey: 'a', variables: { ok: true } });
    expect((await correlate()).processInstanceKey).toBe(run.key);
    expect(run.variables()).toMatchObject({ ok: true });
    await expect(correlate()).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('none was found'),
    });
  });

  test('are waited for under the key of the moment when the wait began, whatever is written since', async () => {
    await bench.deploy({ 'p.bpmn': waiting('p') });
    const run = await bench.start('p', { id: 'then' });
    await bench.engine.execute('SET_VARIABLES', { elementInstanceKey: run.key, variables: { id: 'now' } });
    await bench.publish('reply', 'now');
    expect(run.at()).toEqual(['answer']);
    await bench.publish('reply', 'then');
    expect(run.at()).toEqual(['after']);
  });

  test.each([
    '12',
    '0.5',
    // beyond what JavaScript's numbers hold
    '9223372036854775807',
    '1000000000000000000000',
  ])('a key that is the number %s is waited for by all its digits', async (digits) => {
    await bench.deploy({ 'p.bpmn': waiting('p') });
    const run = await bench.start('p', parseJson(`{"id":${digits}}`) as Variables);
    await bench.publish('reply', digits);
    expect(run.at()).toEqual(['after']);
  });

  test('a key that is missing is an incident; corrected and resolved, the message is waited for', async () => {
    await bench.deploy({ 'p.bpmn': waiting('p') });
    const run = await bench.start('p');
    expect(run.incidents()).toMatchObject([{ type: 'EXTRACT_VALUE_ERROR', elementId: 'answer' }]);
    await bench.engine.execute('SET_VARIABLES', { elementInstanceKey: run.key, variables: { id: 'late' } });
    await bench.engine.execute('RESOLVE_INCIDENT', { incidentKey: run.incidents()[0]?.key ?? '' });
    await bench.publish('reply', 'late');
    expect(run.at()).toEqual(['after']);
  });
});
