import { describe, expect, test } from '@jest/globals';
import type { AdHocResult, Variables } from '../../processing/protocol.ts';
import { type Bench, Run } from '../bench.ts';
import {
  boundary,
  draw,
  end,
  error,
  errorNamed,
  eventStart,
  eventSubProcess,
  flows,
  message,
  messageNamed,
  node,
  service,
  start,
  timer,
  user,
  xmlText,
} from '../draw.ts';
import { onBench } from '../on-bench.ts';
import { acrossRestart } from '../restart.ts';

let bench: Bench;
onBench((fresh) => (bench = fresh));

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

describe('an ad-hoc sub-process that a worker drives', () => {
  const driven = (gathering = '', ...body: string[]) =>
    node(
      'adHocSubProcess',
      'any',
      `<bpmn:extensionElements><zeebe:taskDefinition type="agent" />
         <zeebe:taskHeaders><zeebe:header key="model" value="small" /></zeebe:taskHeaders>${gathering}</bpmn:extensionElements>
       ${(body.length > 0 ? body : [user('a'), user('b'), user('c'), service('then'), flows('c -> then')]).join('')}`,
    );
  const decide = async (adHoc: AdHocResult, variables: Variables = {}) => {
    const { key } = await bench.job('agent');
    await bench.engine.execute('COMPLETE_JOB', { jobKey: key, variables, adHoc });
  };
  const enter = (...ids: string[]) => decide({ activateElements: ids.map((elementId) => ({ elementId })) });
  const asked = () => bench.engine.state.jobs.size;

  test('asks it what to enter, and again each time that something is done', async () => {
    const p = await run(circuit(driven()));
    expect(p.at()).toEqual(['any']);
    const job = await bench.job('agent');
    expect(job).toMatchObject({ kind: 'AD_HOC_SUB_PROCESS', elementId: 'any', customHeaders: { model: 'small' } });
    await bench.engine.execute('COMPLETE_JOB', {
      jobKey: job.key,
      adHoc: { activateElements: [{ elementId: 'a', variables: { question: 'why' } }, { elementId: 'b' }] },
    });
    expect(p.at()).toEqual(['a', 'b']);
    expect(p.tasks()).toHaveLength(2);
    expect(asked()).toBe(0);
    await p.completeTask('a', { answer: 'so' });
    await enter('c');
    expect(p.at()).toEqual(['b', 'c']);
    await p.completeTask('c');
    await bench.work('then');
    await decide({ completionConditionFulfilled: true });
    expect(p.at()).toEqual(['b']);
    await p.completeTask('b');
    expect(p.at()).toEqual(['after']);
    expect(p.variables()).toEqual({});
  });

  test('asks anew when something is done while the worker thinks: its late answer comes to nothing', async () => {
    const p = await run(circuit(driven()));
    await enter('a', 'b');
    await p.completeTask('a');
    const late = await bench.job('agent');
    await p.completeTask('b');
    expect(asked()).toBe(1);
    const answer = { jobKey: late.key, adHoc: { completionConditionFulfilled: true } };
    await expect(bench.engine.execute('COMPLETE_JOB', answer)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await decide({ completionConditionFulfilled: true });
    expect(p.at()).toEqual(['after']);
  });

  test('stops what is left when the worker wants it, to go on or to be over', async () => {
    const p = await run(circuit(driven()));
    await enter('a', 'b');
    await p.completeTask('a');
    await decide({ cancelRemainingInstances: true, activateElements: [{ elementId: 'c' }] });
    expect(p.at()).toEqual(['c']);
    await p.completeTask('c');
    expect(p.at()).toEqual(['then']);
    await bench.work('then');
    await enter('a', 'b');
    await p.completeTask('b');
    await decide({ completionConditionFulfilled: true, cancelRemainingInstances: true });
    expect(p.at()).toEqual(['after']);
  });

  test('stays, when the worker decides nothing, until somebody enters an activity', async () => {
    const p = await run(circuit(driven()));
    await bench.work('agent');
    expect([p.at(), asked()]).toEqual([['any'], 0]);
    const key = [...bench.engine.state.elementInstances.values()].find((one) => one.elementId === 'any')?.key ?? '';
    await bench.engine.execute('ACTIVATE_AD_HOC_ACTIVITIES', {
      adHocSubProcessInstanceKey: key,
      elements: [{ elementId: 'a' }],
    });
    await p.completeTask('a');
    expect(asked()).toBe(1);
  });

  test('gathers, keeps what the worker writes to itself, and gives out what it maps', async () => {
    const gathering = `<zeebe:adHoc outputCollection="answers" outputElement="=answer" />
      <zeebe:ioMapping><zeebe:output source="=memory" target="said" /></zeebe:ioMapping>`;
    const p = await run(circuit(driven(gathering)));
    await decide({ activateElements: [{ elementId: 'a' }, { elementId: 'b' }] }, { memory: 'm1', other: 1 });
    await p.completeTask('a', { answer: 1 });
    await p.completeTask('b', { answer: 2 });
    expect((await bench.job('agent')).variables).toMatchObject({ memory: 'm1', answers: [1, 2] });
    const [job] = [...bench.engine.state.jobs.values()];
    await bench.engine.execute('COMPLETE_JOB', {
      jobKey: job?.key ?? '',
      variables: { memory: 'm2' },
      adHoc: { completionConditionFulfilled: true },
    });
    expect(p.variables()).toEqual({ said: 'm2', answers: [1, 2] });
  });

  test('tells the worker what it can enter, with what is asked of it', async () => {
    const tool = node(
      'serviceTask',
      'book',
      `<bpmn:documentation>Books a room</bpmn:documentation><bpmn:extensionElements>
         <zeebe:taskDefinition type="book" /><zeebe:properties><zeebe:property name="cost" value="low" /></zeebe:properties>
         <zeebe:ioMapping>
           <zeebe:input source="${xmlText('=fromAi(toolCall.room, "The room", "string", { enum: ["a", "b"] })')}" target="room" />
           <zeebe:input source="${xmlText('=fromAi(value: toolCall.day, options: { required: false })')}" target="day" />
         </zeebe:ioMapping></bpmn:extensionElements>`,
      { name: 'Book' },
    );
    await run(circuit(driven('', tool, user('a'), flows('a -> next'), user('next'))));
    const nothing = { documentation: null, properties: {}, parameters: [] };
    const { key, variables } = await bench.job('agent');
    expect(variables.adHocSubProcessElements).toEqual([
      {
        elementId: 'book',
        elementName: 'Book',
        documentation: 'Books a room',
        properties: { cost: 'low' },
        parameters: [
          {
            name: 'toolCall.room',
            description: 'The room',
            type: 'string',
            schema: { enum: ['a', 'b'] },
            options: null,
          },
          { name: 'toolCall.day', description: null, type: null, schema: null, options: { required: false } },
        ],
      },
      { elementId: 'a', elementName: null, ...nothing },
    ]);
    await bench.engine.execute('COMPLETE_JOB', {
      jobKey: key,
      adHoc: { activateElements: [{ elementId: 'book', variables: { toolCall: { room: 'a' } } }] },
    });
    expect((await bench.job('book')).variables).toMatchObject({ room: 'a', day: null });
  });

  test.each<[string, AdHocResult, string]>([
    ['what does not exist', { activateElements: [{ elementId: 'nobody' }] }, 'NOT_FOUND'],
    [
      'more and nothing more',
      { activateElements: [{ elementId: 'a' }], completionConditionFulfilled: true },
      'INVALID_ARGUMENT',
    ],
  ])('refuses a worker that wants %s, and waits for it', async (_, adHoc, code) => {
    await run(circuit(driven()));
    await expect(decide(adHoc)).rejects.toMatchObject({ code });
    expect(asked()).toBe(1);
  });

  test('has an incident when the worker cannot, that goes when it is asked anew', async () => {
    const p = await run(circuit(driven()));
    await enter('a', 'b');
    await p.completeTask('a');
    const { key } = await bench.job('agent');
    await bench.engine.execute('FAIL_JOB', { jobKey: key, retries: 0, errorMessage: 'no idea' });
    expect(p.incidents()).toMatchObject([{ type: 'JOB_NO_RETRIES', elementId: 'any', message: 'no idea' }]);
    await p.completeTask('b');
    expect(p.incidents()).toEqual([]);
    expect(asked()).toBe(1);
  });

  test('is left by an event on its border, by an error of its worker too', async () => {
    const caught = boundary('broken', 'any', '<bpmn:errorEventDefinition id="d" />');
    const p = await run(circuit(driven(), caught, end('out'), flows('broken -> out')));
    await enter('a');
    await p.completeTask('a');
    await bench.fault('agent', 'BROKEN');
    expect(p.path()).toEqual(['start', 'a', 'any#innerInstance', 'broken', 'out', 'p']);
    expect(asked()).toBe(0);
  });

  test('goes on after a restart', async () => {
    await acrossRestart(
      async (first) => {
        await first.deploy({ 'p.bpmn': circuit(driven()) });
        const { key } = await first.start('p');
        const job = await first.job('agent');
        const adHoc = { activateElements: [{ elementId: 'a' }, { elementId: 'b' }] };
        await first.engine.execute('COMPLETE_JOB', { jobKey: job.key, adHoc });
        await new Run(first, key).completeTask('a');
        const next = await first.job('agent');
        await first.engine.execute('COMPLETE_JOB', { jobKey: next.key, adHoc: { completionConditionFulfilled: true } });
        return key;
      },
      async (second, key) => {
        const p = new Run(second, key);
        expect(p.at()).toEqual(['b']);
        await p.completeTask('b');
        expect(p.at()).toEqual(['after']);
      },
    );
  });
});

describe('an event sub-process in an ad-hoc sub-process', () => {
  const watch = (definition: string, interrupting: boolean, work = service('react')) =>
    eventSubProcess('watch', [
      eventStart('told', definition, interrupting),
      work,
      end('done'),
      flows('told -> react -> done'),
    ]);
  const GATHERED = '<zeebe:adHoc activeElementsCollection="=wanted" outputCollection="all" outputElement="=answer" />';
  const DRIVEN = '<zeebe:taskDefinition type="agent" />';
  const around = (how: string, inside: string, until = '') =>
    draw(
      'p',
      [
        start(),
        node(
          'adHocSubProcess',
          'any',
          `<bpmn:extensionElements>${how}</bpmn:extensionElements>${user('a')}${user('b')}${inside}${until}`,
        ),
        service('after'),
        end(),
        flows('start -> any -> after -> end'),
      ],
      [messageNamed('news', '="k"'), errorNamed('E')],
    );
  const decide = async (adHoc: AdHocResult) =>
    bench.engine.execute('COMPLETE_JOB', { jobKey: (await bench.job('agent')).key, adHoc });

  test('runs beside what is done, each time that its event happens, and what it finds is gathered too', async () => {
    const p = await run(around(GATHERED, watch(message('news'), false)), { wanted: ['a'] });
    await bench.publish('news', 'k', { answer: 'first' });
    await bench.publish('news', 'k', { answer: 'second' });
    expect(p.at()).toEqual(['a', 'react', 'react']);
    await bench.work('react');
    await p.completeTask('a', { answer: 'mine' });
    expect(p.at()).toEqual(['react']);
    await bench.work('react');
    expect(p.at()).toEqual(['after']);
    expect(p.variables().all).toEqual(['first', 'mine', 'second']);
  });

  test('is not among what can be entered', async () => {
    const p = await run(around(GATHERED, watch(message('news'), false)), { wanted: ['watch'] });
    expect(p.incidents()).toMatchObject([{ type: 'EXTRACT_VALUE_ERROR', elementId: 'any' }]);
  });

  test('may fulfil the condition', async () => {
    const until = '<bpmn:completionCondition>=count(all) >= 1</bpmn:completionCondition>';
    const p = await run(around(GATHERED, watch(message('news'), false), until), { wanted: ['a', 'b'] });
    await bench.publish('news', 'k', { answer: 1 });
    await bench.work('react');
    expect(p.at()).toEqual(['after']);
    expect(p.terminated()).toEqual(expect.arrayContaining(['a', 'b']));
  });

  test('makes the worker that drives it be asked anew when it is over', async () => {
    const p = await run(around(DRIVEN, watch(message('news'), false)));
    await decide({ activateElements: [{ elementId: 'a' }] });
    expect(bench.engine.state.jobs.size).toBe(0);
    await bench.publish('news', 'k');
    await bench.work('react');
    await decide({ cancelRemainingInstances: true, activateElements: [{ elementId: 'b' }] });
    expect(p.at()).toEqual(['b']);
    await p.completeTask('b');
    await decide({ completionConditionFulfilled: true });
    expect(p.at()).toEqual(['after']);
  });

  test.each([
    ['driven by a worker', DRIVEN],
    ['with a list', '<zeebe:adHoc activeElementsCollection="=[&quot;a&quot;]" />'],
  ])('that interrupts stops everything and ends one %s, whoever would have wanted more', async (_, how) => {
    const until = '<bpmn:completionCondition>=false</bpmn:completionCondition>';
    const p = await run(around(how, watch(message('news'), true), how === DRIVEN ? '' : until));
    const isDriven = how === DRIVEN;
    if (isDriven) {
      await decide({ activateElements: [{ elementId: 'a' }, { elementId: 'b' }] });
      await p.completeTask('b');
      const { key } = await bench.job('agent');
      await bench.engine.execute('FAIL_JOB', { jobKey: key, retries: 0, errorMessage: 'no idea' });
      expect(p.incidents()).toHaveLength(1);
    }
    await bench.publish('news', 'k');
    expect(p.at()).toEqual(['react']);
    expect(p.terminated()).toContain('a');
    expect(p.incidents()).toEqual([]);
    await bench.publish('news', 'k');
    expect(p.at()).toEqual(['react']);
    await bench.work('react');
    expect(p.at()).toEqual(['after']);
    expect(bench.engine.state.jobs.size).toBe(1);
  });

  test('catches an error of an activity inside', async () => {
    const p = await run(around(DRIVEN, service('t', 'risky') + watch(error('E'), true)));
    await decide({ activateElements: [{ elementId: 'a' }, { elementId: 't' }] });
    await bench.fault('risky', 'E');
    expect(p.at()).toEqual(['react']);
    await bench.work('react');
    expect(p.at()).toEqual(['after']);
  });

  test('waits across a restart', async () => {
    await acrossRestart(
      async (first) => {
        await first.deploy({ 'p.bpmn': around(DRIVEN, watch(message('news'), false)) });
        const { key } = await first.start('p');
        await first.engine.execute('COMPLETE_JOB', {
          jobKey: (await first.job('agent')).key,
          adHoc: { activateElements: [{ elementId: 'a' }] },
        });
        return key;
      },
      async (second, key) => {
        await second.publish('news', 'k');
        await second.work('react');
        const p = new Run(second, key);
        await second.engine.execute('COMPLETE_JOB', {
          jobKey: (await second.job('agent')).key,
          adHoc: { completionConditionFulfilled: true, cancelRemainingInstances: true },
        });
        expect(p.at()).toEqual(['after']);
      },
    );
  });
});
