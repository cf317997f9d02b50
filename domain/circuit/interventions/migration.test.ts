import { describe, expect, test } from '@jest/globals';
import type { BlockCall } from '../blocks/block.ts';
import type { DrawnElement } from '../flows.ts';
import {
  backwards,
  barOf,
  commonElements,
  type Followed,
  mappingFault,
  placeBefore,
  placeThere,
  unmappedIn,
} from './migration.ts';

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

  describe('in a block', () => {
    const inBlock = { path: 'instruction', standsAt: ['visa'] };
    const gone = { cause: 'call-gone', params: { step: 'instruction' } };
    const call = (id: string, block: string) => ({
      ...{ id, $type: 'bpmn:CallActivity' },
      ...extension('zeebe:CalledElement', { processId: `essai--${block}` }),
    });
    const calling = (id: string, block: string): Followed => ({
      drawing: drawing(call(id, block)),
      manifest: { steps: [], calls: { [id]: { block } as BlockCall } },
    });
    const within = ({ manifest }: Followed, ...steps: ReturnType<typeof step>[]): Followed => ({
      drawing: before,
      manifest: { ...manifest, steps: steps as unknown as Followed['manifest']['steps'] },
    });
    const here = calling('instruction', 'instruction');
    const mapping = { instruction: 'examen' };

    test('that is called under another id: where the mapping says so, and of the same block alone', () => {
      expect(barOf(inBlock, followed(before), followed(null))).toEqual(gone);
      for (const there of [calling('examen', 'instruction'), calling('instruction', 'visas')]) {
        expect(barOf(at('instruction'), here, there)).toEqual(gone);
        expect(barOf(inBlock, within(here), within(there))).toEqual(gone);
      }
      const there = calling('examen', 'instruction');
      expect(barOf(at('instruction'), here, there, mapping)).toBeNull();
      expect(barOf(inBlock, within(here), within(there), mapping)).toBeNull();
      const other = calling('examen', 'visas');
      expect(barOf(at('instruction'), here, other, mapping)).toEqual(gone);
      expect(barOf(inBlock, within(here), within(other), mapping)).toEqual(gone);
      expect(barOf(at('instruction'), here, here)).toBeNull();
      expect(unmappedIn(drawing(call('instruction', 'instruction')), drawing(call('examen', 'instruction')))).toEqual([
        { id: 'instruction', isCall: true, proposal: null, candidates: ['examen'] },
      ]);
      expect(unmappedIn(drawing(call('instruction', 'instruction')), drawing(call('examen', 'visas')))).toEqual([
        { id: 'instruction', isCall: true, proposal: null, candidates: [] },
      ]);
    });

    test('there too a step asks the same role for the same decision', () => {
      const there = calling('examen', 'instruction');
      const asks = (role: string) =>
        barOf(
          inBlock,
          within(here, step('instruction/visa', 'gestionnaire')),
          within(there, step('examen/visa', role)),
          mapping,
        );
      expect(asks('gestionnaire')).toBeNull();
      expect(asks('valideur')).toEqual({ cause: 'asked-otherwise', params: { step: 'instruction/visa' } });
    });
  });

  test('flows are no place: what both drawings have of elements is what is kept', () => {
    const flow = { id: 'to-visa', $type: 'bpmn:SequenceFlow' };
    expect(commonElements(drawing({ id: 'visa' }, flow), drawing({ id: 'visa' }, flow))).toEqual([
      { from: 'visa', to: 'visa' },
    ]);
  });

  describe('by a mapping', () => {
    const renamed = drawing({ id: 'visa-rh' });
    const by = (mapping: Record<string, string>, after = renamed) =>
      barOf(at('visa'), followed(before), followed(after), mapping)?.cause ?? null;

    test('what bears another id goes on there; one that leads astray, or to something else, is said', () => {
      expect(by({})).toBe('step-gone');
      expect(by({ visa: 'visa-rh' })).toBeNull();
      expect(by({ visa: 'visa-drh' })).toBe('mapping-astray');
      expect(by({ visa: 'other' }, drawing({ id: 'other', $type: 'bpmn:ServiceTask' }))).toBe('step-changed');
      // Of another diagram, it says nothing of this one.
      expect(by({ 'bloc/visa': 'bloc/visa-rh' })).toBe('step-gone');
      const pairs = commonElements(before, renamed, new Map([['visa', 'visa-rh']]));
      expect(pairs).toEqual([{ from: 'visa', to: 'visa-rh' }]);
      expect(backwards({ visa: 'visa-rh' })).toEqual({ 'visa-rh': 'visa' });
    });

    test('never of a step to another one that the former version had too: nobody decided there', () => {
      const two = drawing({ id: 'visa' }, { id: 'second-visa' });
      const bar = { cause: 'mapping-astray', params: { step: 'visa', to: 'second-visa' } };
      for (const standsAt of [['visa'], ['second-visa']])
        expect(barOf(at(...standsAt), followed(two), followed(two), { visa: 'second-visa' })).toEqual(bar);
    });

    test('of a call leads what stands in its block along, by the names of the former version', () => {
      const mapping = { instruction: 'examen', 'instruction/visa': 'instruction/visa-rh', 'a/b': 'a/c' };
      const places: [string, string][] = [
        ['instruction', 'examen'],
        ['instruction/visa', 'examen/visa-rh'],
        ['instruction/avis', 'examen/avis'],
        ['instruction/bloc/visa', 'examen/bloc/visa'],
        ['a/b/c', 'a/c/c'],
        ['visa', 'visa'],
        ['constructor/toString', 'constructor/toString'],
        ['', ''],
      ];
      for (const [former, there] of places) {
        expect(placeThere(mapping, former)).toBe(there);
        for (const named of [former, there]) expect(placeBefore(mapping, named)).toBe(former);
        expect(placeThere(backwards(mapping), there)).toBe(former);
      }
      // Of callers, one follows the new version already, the other does not.
      expect(placeBefore(mapping, 'instruction/visa-rh')).toBe('instruction/visa');
      expect(placeBefore(mapping, 'examen/visa')).toBe('instruction/visa');
    });

    test('says one thing of each place, in its own diagram', () => {
      expect(mappingFault({ instruction: 'examen', 'instruction/visa': 'instruction/visa-rh' })).toBeNull();
      expect(mappingFault({ 'instruction/visa': 'examen/visa' })).toBe('instruction/visa');
      expect(mappingFault({ a: 'c', b: 'c' })).toBe('b');
      expect(mappingFault({ a: 'b', b: 'c' })).toBe('a');
      expect(mappingFault({ a: 'b', b: 'a' })).toBe('a');
    });

    test('what stands in a scope that bears another id follows it', () => {
      const scoped = (id: string) => drawing({ id, $type: 'bpmn:SubProcess', flowElements: [element({ id: 'visa' })] });
      const bar = (mapping: Record<string, string>) =>
        barOf(at('visa'), followed(scoped('examen')), followed(scoped('etude')), mapping)?.cause ?? null;
      expect([bar({}), bar({ examen: 'etude' })]).toEqual(['step-changed', null]);
    });

    test('is proposed where one element alone is of that type and name', () => {
      const named = (id: string, name: string, $type = 'bpmn:UserTask') => ({ id, name, $type });
      const former = drawing(named('a', 'Visa'), named('b', 'Avis'), named('kept', 'Contrôle'));
      const latter = drawing(named('kept', 'Contrôle'), named('c', 'Visa'), named('d', 'Avis'), named('e', 'Avis'));
      expect(unmappedIn(former, latter)).toEqual([
        { id: 'a', isCall: false, proposal: 'c', candidates: ['c', 'd', 'e'] },
        { id: 'b', isCall: false, proposal: null, candidates: ['c', 'd', 'e'] },
      ]);
      expect(unmappedIn(drawing(named('a', 'Visa')), drawing(named('c', 'Visa', 'bpmn:ServiceTask')))).toEqual([
        { id: 'a', isCall: false, proposal: null, candidates: [] },
      ]);
    });
  });
});
