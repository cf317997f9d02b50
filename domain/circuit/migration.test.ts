import { describe, expect, test } from '@jest/globals';
import type { DrawnElement } from './flows.ts';
import { barOf, commonElements, type Followed } from './migration.ts';

type Drawn = Partial<Record<string, unknown>> & { readonly id: string; readonly $type?: string };

const element = ({ $type = 'bpmn:UserTask', ...rest }: Drawn): DrawnElement => ({ $type, ...rest });
const drawing = (...elements: Drawn[]): DrawnElement =>
  element({ id: 'essai', $type: 'bpmn:Process', flowElements: elements.map(element) });
const extension = ($type: string, properties = {}) => ({ extensionElements: { values: [{ $type, ...properties }] } });
const step = (elementId: string, role: string, decision = 'visa') =>
  ({ elementId, role, decision, template: null, type: 'user', name: { fr: '', en: '' } }) as const;
const followed = (drawn: DrawnElement | null, ...steps: ReturnType<typeof step>[]): Followed => ({
  drawing: drawn,
  manifest: { steps: steps as unknown as Followed['manifest']['steps'] },
});

describe('an instance can follow another drawing', () => {
  const before = drawing({ id: 'visa' }, { id: 'notify', $type: 'bpmn:ServiceTask' });
  const at = (...standsAt: string[]) => ({ path: '', standsAt });

  test('where every element that it is in is there, whatever else changed', () => {
    const after = drawing({ id: 'visa' }, { id: 'second-visa' });
    expect(barOf(at('visa'), followed(before), followed(after))).toBeNull();
    expect(barOf(at('visa', 'notify'), followed(before), followed(after))).toEqual({
      cause: 'step-gone',
      params: { step: 'notify' },
    });
  });

  test('not where an element of the same id is something else to a token that stands there', () => {
    const loop = (isSequential: boolean) => ({
      loopCharacteristics: { $type: 'bpmn:MultiInstanceLoopCharacteristics', id: '', isSequential },
    });
    const host = { id: 'a' };
    const pairs: [string, Drawn, Drawn][] = [
      ['a service', { id: 'x' }, { id: 'x', $type: 'bpmn:ServiceTask' }],
      ['repeated', { id: 'x' }, { id: 'x', ...loop(false) }],
      ['repeated one by one', { id: 'x', ...loop(false) }, { id: 'x', ...loop(true) }],
      ['a task of the engine', { id: 'x' }, { id: 'x', ...extension('zeebe:UserTask') }],
      [
        'a call of another block',
        { id: 'x', $type: 'bpmn:CallActivity', ...extension('zeebe:CalledElement', { processId: 'essai--a' }) },
        { id: 'x', $type: 'bpmn:CallActivity', ...extension('zeebe:CalledElement', { processId: 'essai--b' }) },
      ],
      [
        'an event of another kind',
        { id: 'x', $type: 'bpmn:IntermediateCatchEvent', eventDefinitions: [{ $type: 'bpmn:TimerEventDefinition' }] },
        { id: 'x', $type: 'bpmn:IntermediateCatchEvent', eventDefinitions: [{ $type: 'bpmn:MessageEventDefinition' }] },
      ],
      [
        'an event at another border',
        { id: 'x', $type: 'bpmn:BoundaryEvent', attachedToRef: host },
        { id: 'x', $type: 'bpmn:BoundaryEvent', attachedToRef: { id: 'b' } },
      ],
    ];
    for (const [what, one, other] of pairs) {
      const bar = barOf(at('x'), followed(drawing(one)), followed(drawing(other)));
      expect([what, bar?.cause]).toEqual([what, 'step-changed']);
      expect(commonElements(drawing(one), drawing(other))).toEqual([]);
    }
    const inside = drawing({ id: 'scope', $type: 'bpmn:SubProcess', flowElements: [element({ id: 'visa' })] });
    expect(barOf(at('visa'), followed(before), followed(inside))?.cause).toBe('step-changed');
  });

  test('not where its step asks another role, or another decision, by the name that leads to its block', () => {
    const inBlock = { path: 'instruction', standsAt: ['visa'] };
    const here = followed(before, step('instruction/visa', 'gestionnaire'));
    expect(barOf(inBlock, here, followed(before, step('instruction/visa', 'gestionnaire')))).toBeNull();
    for (const other of [step('instruction/visa', 'valideur'), step('instruction/visa', 'gestionnaire', 'opinion')])
      expect(barOf(inBlock, here, followed(before, other))).toEqual({
        cause: 'asked-otherwise',
        params: { step: 'instruction/visa' },
      });
  });

  test('not where there is no such block any more', () => {
    const inBlock = { path: 'instruction', standsAt: ['visa'] };
    expect(barOf(inBlock, followed(before), followed(null))).toEqual({
      cause: 'step-gone',
      params: { step: 'instruction' },
    });
  });

  test('flows are no place: what both drawings have of elements is what is kept', () => {
    const flow = { id: 'to-visa', $type: 'bpmn:SequenceFlow' };
    expect(commonElements(drawing({ id: 'visa' }, flow), drawing({ id: 'visa' }, flow))).toEqual(['visa']);
  });
});
