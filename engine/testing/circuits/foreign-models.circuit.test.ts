import { describe, expect, test } from '@jest/globals';
import type { Bench } from '../bench.ts';
import {
  boundary,
  draw,
  end,
  error,
  errorNamed,
  escalation,
  eventStart,
  eventSubProcess,
  extensions,
  flows,
  message,
  messageNamed,
  node,
  service,
  start,
  timer,
} from '../draw.ts';
import { onBench } from '../on-bench.ts';

/** Models as other tools write them: not as ours does, and taken by a cluster all the same. */

let bench: Bench;
onBench((fresh) => (bench = fresh), { at: '2026-01-01T00:00:00Z' });

const plain = (more = '') => draw('p', [more, start(), service('t'), end(), flows('start -> t -> end')]);
const diagram = (processId: string, elementId: string) =>
  `<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="${processId}"><bpmndi:BPMNShape id="shape" bpmnElement="${elementId}" /></bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>`;
const withDiagram = (xml: string, processId: string, elementId: string) =>
  xml.replace('</bpmn:definitions>', diagram(processId, elementId));

async function isPlayed(xml: string): Promise<void> {
  await bench.deploy({ 'p.bpmn': xml });
  const p = await bench.start('p');
  await bench.work('t');
  expect(p.path()).toEqual(['start', 't', 'end', 'p']);
}

describe('a model is played', () => {
  test.each<[string, string]>([
    ['whose drawing still names a process that was renamed', withDiagram(plain(), 'before', 't')],
    ['whose drawing names an element that is gone', withDiagram(plain(), 'p', 'gone')],
    [
      'whose elements list flows to them that are gone',
      plain().replace('<bpmn:endEvent id="end">', '$&<bpmn:incoming>gone</bpmn:incoming>'),
    ],
    [
      'whose elements list flows between spaces',
      plain()
        .replace(/(<bpmn:sequenceFlow) id="[^"]*"/, '$1 id="first"')
        .replace('<bpmn:startEvent id="start">', '$&<bpmn:outgoing>\n  first\n</bpmn:outgoing>'),
    ],
    [
      'whose pool and whose data name what is not there',
      plain('<bpmn:dataObjectReference id="data" dataObjectRef="gone" />').replace(
        '<bpmn:process',
        '<bpmn:collaboration id="c"><bpmn:participant id="pool" processRef="gone" /></bpmn:collaboration>$&',
      ),
    ],
    [
      'beside another one, broken, that nobody executes',
      plain().replace(
        '</bpmn:definitions>',
        '<bpmn:process id="sketch"><bpmn:endEvent id="e"><bpmn:errorEventDefinition errorRef="gone" /></bpmn:endEvent></bpmn:process>$&',
      ),
    ],
    [
      'with extensions and attributes that this version does not know',
      plain(
        extensions(
          '<zeebe:foresight depth="3"><zeebe:crystalBall /></zeebe:foresight>',
          '<zeebe:properties><zeebe:property name="a" value="b" since="9" /><zeebe:hint /></zeebe:properties>',
        ),
      ).replace('<bpmn:serviceTask ', '$&zeebe:mood="good" '),
    ],
    [
      'with pictures, texts and properties longer than any name',
      plain(
        extensions(`<zeebe:properties><zeebe:property name="a" value="${'v'.repeat(40_000)}" /></zeebe:properties>`),
      )
        .replace('<bpmn:serviceTask ', `$&zeebe:modelerTemplateIcon="data:image/svg+xml,${'i'.repeat(40_000)}" `)
        .replace('<bpmn:startEvent id="start">', `$&<bpmn:documentation>${'d'.repeat(40_000)}</bpmn:documentation>`),
    ],
  ])('%s', async (_what, xml) => isPlayed(xml));

  test('whose flows bear no id: a join waits for each of them', async () => {
    const body = [
      start(),
      node('parallelGateway', 'fork'),
      service('a'),
      node('parallelGateway', 'join'),
      end(),
      flows('start -> fork -> a -> join -> end', 'fork -> join', 'fork -> join'),
    ];
    const xml = draw('p', body).replace(/(<bpmn:sequenceFlow) id="[^"]*"/g, '$1');
    await bench.deploy({ 'p.bpmn': xml });
    const p = await bench.start('p');
    expect(p.at()).toEqual(['a']);
    await bench.work('a');
    expect(p.path()).toEqual(['start', 'fork', 'a', 'join', 'end', 'p']);
  });

  test('whose references are qualified names', async () => {
    const xml = draw(
      'p',
      [
        start(),
        node('receiveTask', 'wait', '', { messageRef: 'tns:paid' }),
        node('subProcess', 'pay', start('s') + end('failed', error('tns:TOO_LATE')) + flows('s -> failed')),
        boundary('late', 'pay', error('tns:TOO_LATE')),
        end(),
        flows('start -> wait -> pay', 'late -> end'),
      ],
      [messageNamed('paid', '=1'), errorNamed('TOO_LATE')],
    ).replace('targetNamespace', 'xmlns:tns="http://harmonie/test" targetNamespace');
    await bench.deploy({ 'p.bpmn': xml });
    const p = await bench.start('p');
    await bench.publish('paid', '1');
    expect(p.path()).toEqual(['start', 'wait', 's', 'late', 'end', 'p']);
  });
});

test('a model whose start says that a flow leaves it, which is gone, is refused', async () => {
  const xml = plain().replace('<bpmn:startEvent id="start">', '$&<bpmn:outgoing>gone</bpmn:outgoing>');
  await expect(bench.deploy({ 'p.bpmn': xml })).rejects.toThrow('gone');
});

describe('a model in another encoding than UTF-8', () => {
  const named = (encoding: string) =>
    draw('p', [start(), node('userTask', 't', '', { name: 'Congé accordé' }), flows('start -> t')]).replace(
      'encoding="UTF-8"',
      `encoding="${encoding}"`,
    );

  test.each<[string, Buffer]>([
    ['ISO-8859-1', Buffer.from(named('ISO-8859-1'), 'latin1')],
    ['UTF-16', Buffer.from(`\ufeff${named('UTF-16')}`, 'utf16le')],
    ['UTF-8 after a byte order mark', Buffer.from(`\ufeff${named('utf-8')}`)],
    ['UTF-16, and is UTF-8', Buffer.from(named('UTF-16'))],
    ['something that nobody knows, and is UTF-8', Buffer.from(named('x-none'))],
  ])('is read by what it declares: %s', async (_encoding, content) => {
    await bench.engine.execute('DEPLOY_RESOURCES', { resources: [{ name: 'p.bpmn', content }] });
    const [resource] = [...bench.engine.state.resources.values()];
    expect(resource?.content).toContain('name="Congé accordé"');
  });
});

describe('an error or an escalation without a code', () => {
  const ROOTS = ['<bpmn:error id="any" name="Any" />', '<bpmn:escalation id="some" name="Some" />'];

  test('that is caught on a border catches all errors', async () => {
    const border = [boundary('caught', 't', error('any')), flows('caught -> end')];
    const body = [start(), service('t'), end(), flows('start -> t -> end'), ...border];
    await bench.deploy({ 'p.bpmn': draw('p', body, ROOTS) });
    const p = await bench.start('p');
    await bench.fault('t', 'WHATEVER');
    expect(p.path()).toEqual(['start', 'caught', 'end', 'p']);
  });

  test('that starts an event sub-process catches all escalations', async () => {
    const body = [
      start(),
      end('raised', escalation('late')),
      flows('start -> raised'),
      eventSubProcess('es', [eventStart('caught', escalation('some')), end('e'), flows('caught -> e')]),
    ];
    await bench.deploy({
      'p.bpmn': draw('p', body, [...ROOTS, '<bpmn:escalation id="late" escalationCode="LATE" />']),
    });
    expect((await bench.start('p')).path()).toContain('caught');
  });

  test.each([
    ['error', error('any')],
    ['escalation', escalation('some')],
  ])('cannot be thrown: what %s would it be?', async (what, definition) => {
    const xml = draw('p', [start(), end('thrown', definition), flows('start -> thrown')], ROOTS);
    await expect(bench.deploy({ 'p.bpmn': xml })).rejects.toMatchObject({
      message: expect.stringContaining(`The ${what} must have a code`),
    });
  });
});

describe('what the engine would follow to nowhere is still refused', () => {
  test.each<[string, string]>([
    ['a message', draw('p', [start('start', message('gone')), end(), flows('start -> end')])],
    ['an error', draw('p', [start(), service('t'), boundary('b', 't', error('gone')), flows('start -> t')])],
    ['an activity under a boundary event', draw('p', [start(), boundary('b', 'gone', error()), flows('start -> b')])],
  ])('%s that is not there', async (_what, xml) => {
    await expect(bench.deploy({ 'p.bpmn': xml })).rejects.toMatchObject({
      message: expect.stringContaining('unresolved reference <gone>'),
    });
  });
});

describe('a duration', () => {
  test.each<[string, string]>([
    ['PT30s', 'PT30S'],
    ['pt1h30m', 'PT1H30M'],
    ['P1w', 'P7D'],
    ['P1W2DT3H', 'P9DT3H'],
    ['P1y2m', 'P1Y2M'],
    ['+PT5M', 'PT5M'],
    ['PT+5M', 'PT5M'],
    ['PT1H-30M', 'PT30M'],
    ['-P-1D', 'P1D'],
    ['PT1.5S', 'PT1.5S'],
    ['PT1,5S', 'PT1.5S'],
  ])('written %s is waited for', async (text, length) => {
    const xml = draw('p', [
      start(),
      node('intermediateCatchEvent', 'wait', timer('duration', text)),
      end(),
      flows('start -> wait -> end'),
    ]);
    await bench.deploy({ 'p.bpmn': xml });
    const p = await bench.start('p');
    const [due] = [...bench.engine.state.timers.values()];
    await bench.advance(length);
    expect(due?.dueAt).toBe(bench.engine.now());
    expect(p.alive).toBe(false);
  });

  test.each(['30s', 'PT', 'P', 'P1S', 'PT30', 'P1DT'])('written %s is refused', async (text) => {
    const xml = draw('p', [
      start(),
      node('intermediateCatchEvent', 'wait', timer('duration', text)),
      flows('start -> wait'),
    ]);
    await expect(bench.deploy({ 'p.bpmn': xml })).rejects.toMatchObject({
      message: expect.stringContaining(`'${text}'`),
    });
  });

  test('repeats a cycle, however it is written', async () => {
    const xml = draw('p', [start('tick', timer('cycle', 'R2/pt30s')), service('t'), flows('tick -> t')]);
    await bench.deploy({ 'p.bpmn': xml });
    await bench.advance('PT60S');
    expect(bench.running('p')).toHaveLength(2);
  });
});
