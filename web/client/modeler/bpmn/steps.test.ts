import { describe, expect, test } from '@jest/globals';
import type { BusinessObject } from './services.ts';
import { stepsOf } from './steps.ts';

interface Drawn {
  type: string;
  name?: string;
  /** What it holds, for a sub-process. */
  holds?: Record<string, Drawn>;
  on?: string;
}

/** A process, from its elements and its flows (« a → b », with a condition or not). */
function process(elements: Record<string, Drawn>, flows: readonly [from: string, to: string, condition?: string][]) {
  const made = new Map<string, Record<string, unknown>>();
  const make = (drawn: Record<string, Drawn>): unknown[] =>
    Object.entries(drawn).map(([id, { type, name, holds, on }]) => {
      const element: Record<string, unknown> = { id, $type: `bpmn:${type}`, name, incoming: [], outgoing: [] };
      made.set(id, element);
      if (holds) element.flowElements = make(holds);
      if (on) element.attachedToRef = made.get(on);
      return element;
    });
  const flowElements = make(elements);
  for (const [from, to, body] of flows) {
    const flow = {
      id: `${from}-${to}`,
      $type: 'bpmn:SequenceFlow',
      sourceRef: made.get(from),
      targetRef: made.get(to),
    };
    const drawn = body ? { ...flow, conditionExpression: { body } } : flow;
    for (const [id, side] of [
      [from, 'outgoing'],
      [to, 'incoming'],
    ] as const)
      (made.get(id)?.[side] as unknown[] | undefined)?.push(drawn);
    flowElements.push(drawn);
  }
  return { id: 'p', $type: 'bpmn:Process', flowElements } as unknown as BusinessObject;
}

describe('a circuit in words', () => {
  test('its steps come in the order one meets them, however they were drawn', () => {
    const drawn = process(
      { end: { type: 'EndEvent' }, visa: { type: 'UserTask', name: 'Visa' }, start: { type: 'StartEvent' } },
      [
        ['start', 'visa'],
        ['visa', 'end'],
      ],
    );
    expect(stepsOf(drawn).map(({ id }) => id)).toEqual(['start', 'visa', 'end']);
  });

  test('branches say their conditions and where they lead', () => {
    const drawn = process(
      {
        start: { type: 'StartEvent' },
        choice: { type: 'ExclusiveGateway' },
        a: { type: 'Task', name: 'Oui' },
        b: { type: 'Task' },
      },
      [
        ['start', 'choice'],
        ['choice', 'a', '=visa = "approved"'],
        ['choice', 'b'],
      ],
    );
    expect(stepsOf(drawn)[1]?.next).toEqual([
      { flowId: 'choice-a', name: '', condition: '=visa = "approved"', to: 'Oui' },
      { flowId: 'choice-b', name: '', condition: '', to: 'b' },
    ]);
  });

  test('what a sub-process holds is under it, what sits on its border after that', () => {
    const drawn = process(
      {
        start: { type: 'StartEvent' },
        exam: { type: 'SubProcess', name: 'Examen', holds: { inner: { type: 'StartEvent' } } },
        timer: { type: 'BoundaryEvent', on: 'exam' },
        reminder: { type: 'ServiceTask' },
      },
      [
        ['start', 'exam'],
        ['timer', 'reminder'],
      ],
    );
    expect(stepsOf(drawn).map(({ id, depth, on }) => [id, depth, on])).toEqual([
      ['start', 0, undefined],
      ['exam', 0, undefined],
      ['inner', 1, undefined],
      ['timer', 0, 'Examen'],
      ['reminder', 0, undefined],
    ]);
  });

  test('a loop is listed once, and what nothing leads to is listed all the same', () => {
    const drawn = process(
      { start: { type: 'StartEvent' }, a: { type: 'Task' }, b: { type: 'Task' }, lone: { type: 'Task' } },
      [
        ['start', 'a'],
        ['a', 'b'],
        ['b', 'a'],
      ],
    );
    expect(stepsOf(drawn).map(({ id }) => id)).toEqual(['start', 'a', 'b', 'lone']);
  });
});
