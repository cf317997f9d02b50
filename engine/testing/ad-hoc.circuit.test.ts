import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Bench, Run } from './bench.ts';
import { boundary, draw, end, flows, node, service, start, timer, user, xmlText } from './draw.ts';
import { acrossRestart } from './restart.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await Bench.open();
});
afterEach(async () => bench.close());

const adHoc = (attributes: Record<string, string>, { until = '', cancelRemaining = true } = {}, ...body: string[]) => {
  const drawn = Object.entries(attributes).map(([name, value]) => ` ${name}="${xmlText(value)}"`);
  const condition = until === '' ? '' : `<bpmn:completionCondition>${xmlText(until)}</bpmn:completionCondition>`;
  const inside = body.length > 0 ? body : [user('a'), user('b'), user('c'), service('then'), flows('c -> then')];
  return node(
    'adHocSubProcess',
    'any',
    `<bpmn:extensionElements><zeebe:adHoc${drawn.join('')} /></bpmn:extensionElements>${inside.join('')}${condition}`,
    { cancelRemainingInstances: String(cancelRemaining) },
  );
};
const circuit = (drawn: string, ...more: string[]) =>
  draw('p', [start(), drawn, service('after'), end(), ...more, flows('start -> any -> after -> end')]);
const run = async (xml: string, variables: Record<string, string[] | string | boolean> = {}) => {
  await bench.deploy({ 'p.bpmn': xml });
  return bench.start('p', variables);
};
const LIST = { activeElementsCollection: '=wanted' };

describe('an ad-hoc sub-process', () => {
  test('enters the activities of the list, and is over when all that was entered is', async () => {
    const p = await run(circuit(adHoc(LIST)), { wanted: ['a', 'c'] });
    expect(p.at()).toEqual(['a', 'c']);
    await p.completeTask('a');
    await p.completeTask('c');
    expect(p.at()).toEqual(['then']);
    await bench.work('then');
    expect(p.at()).toEqual(['after']);
  });

  test('keeps what its activities write to each of them, and gathers what it is told to', async () => {
    const gathered = { ...LIST, outputCollection: 'answers', outputElement: '=answer' };
    const p = await run(circuit(adHoc(gathered)), { wanted: ['a', 'b'] });
    await p.completeTask('a', { answer: 1 });
    await p.completeTask('b', { answer: 2 });
    expect(p.variables()).toEqual({ wanted: ['a', 'b'], answers: [1, 2] });
  });

  test('is over when its condition holds; what is left is stopped', async () => {
    const gathered = { ...LIST, outputCollection: 'answers', outputElement: '=answer' };
    const p = await run(circuit(adHoc(gathered, { until: '=count(answers) >= 2' })), { wanted: ['a', 'b', 'c'] });
    await p.completeTask('a', { answer: 1 });
    expect(p.tasks()).toHaveLength(2);
    await p.completeTask('b', { answer: 2 });
    expect(p.at()).toEqual(['after']);
    expect(p.terminated()).toContain('c');
  });

  test('waits for what is left when it is told to', async () => {
    const drawn = adHoc(LIST, { until: '=true', cancelRemaining: false });
    const p = await run(circuit(drawn), { wanted: ['a', 'b'] });
    await p.completeTask('a');
    expect(p.at()).toEqual(['b']);
    await p.completeTask('b');
    expect(p.at()).toEqual(['after']);
  });

  test('stays, without a list, until somebody enters an activity', async () => {
    const p = await run(circuit(adHoc({})));
    expect(p.at()).toEqual(['any']);
    const key = [...bench.engine.state.elementInstances.values()].find((one) => one.elementId === 'any')?.key ?? '';
    const enter = (ids: string[], cancelRemainingInstances = false) =>
      bench.engine.execute('ACTIVATE_AD_HOC_ACTIVITIES', {
        adHocSubProcessInstanceKey: key,
        elements: ids.map((elementId) => ({ elementId, variables: { from: elementId } })),
        cancelRemainingInstances,
      });
    await expect(enter(['nobody'])).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(enter([])).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await enter(['a', 'b']);
    await enter(['a']);
    expect(p.at()).toEqual(['a', 'a', 'b']);
    await enter(['c'], true);
    expect(p.at()).toEqual(['c']);
    await p.completeTask('c');
    await bench.work('then');
    expect(p.at()).toEqual(['after']);
    await expect(enter(['a'])).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test.each([[['a', 'nobody']], ['a'], [['then']]])(
    'with the list %j is an incident when it cannot be entered',
    async (wanted) => {
      const p = await run(circuit(adHoc(LIST)), { wanted });
      if (JSON.stringify(wanted) === '["then"]') expect(p.at()).toEqual(['then']);
      else expect(p.incidents()).toMatchObject([{ type: 'EXTRACT_VALUE_ERROR', elementId: 'any' }]);
    },
  );

  test('is stopped by an event on its border', async () => {
    await bench.setClock('2026-01-31T08:00:00Z');
    const p = await run(
      circuit(adHoc(LIST), boundary('late', 'any', timer('duration', 'P1D')), end('out'), flows('late -> out')),
      { wanted: ['a', 'b'] },
    );
    await bench.advance('P1D');
    expect(p.path()).toEqual(['start', 'late', 'out', 'p']);
  });

  test('with a start event, or without an activity, is refused', async () => {
    const refused = (body: string[]) =>
      bench.deploy({ 'p.bpmn': circuit(adHoc(LIST, {}, ...body)) }).catch((error: Error) => error.message);
    expect(await refused([start('s'), user('a'), flows('s -> a')])).toContain('Must not have a start event');
    expect(await refused([node('exclusiveGateway', 'g')])).toContain('Must have at least one activity');
  });

  test('goes on after a restart', async () => {
    await acrossRestart(
      async (first) => {
        await first.deploy({ 'p.bpmn': circuit(adHoc(LIST)) });
        return (await first.start('p', { wanted: ['a', 'b'] })).key;
      },
      async (second, key) => {
        const p = new Run(second, key);
        await p.completeTask('a');
        await p.completeTask('b');
        expect(p.at()).toEqual(['after']);
      },
    );
  });
});
