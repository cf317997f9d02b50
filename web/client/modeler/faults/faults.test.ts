import { expect, test } from '@jest/globals';
import type { CircuitFault } from '#web/contract/circuits/atelier.ts';
import type { LintReport } from '../bpmn/services.ts';
import { allFaults } from './faults.ts';

const FILE = 'essai.bpmn';
const report = (id: string, rule: string): LintReport => ({
  id,
  rule,
  message: 'A <Service Task> must have a <Task definition type>',
  category: 'error',
});
const fault = (elementId: string, code: CircuitFault['code'], rule = '', file = FILE): CircuitFault => ({
  file,
  elementId,
  code,
  params: { rule },
  severity: 'error',
  message: { fr: code, en: code },
});
const said = (...faults: CircuitFault[]) =>
  allFaults([report('avis', 'camunda-compat/implementation')], faults, FILE, 'fr').map(
    ({ elementId, message }) => `${elementId}: ${message}`,
  );

const AT_ONCE = 'avis: « tâche de service » : il manque « type du travail ».';

test('what the drawing says at once is not said again by the same rule, nor by the engine at the same element', () =>
  expect(said(fault('avis', 'linter-finds', 'implementation'), fault('avis', 'engine-refuses'))).toEqual([AT_ONCE]));

test('what is wrong elsewhere, otherwise or in another file stays', () =>
  expect(
    said(
      fault('visa', 'engine-refuses'),
      fault('avis', 'header-missing'),
      fault('avis', 'engine-refuses', '', '_blocks/a/a.bpmn'),
    ),
  ).toEqual([AT_ONCE, 'visa: engine-refuses', 'avis: header-missing', 'avis: engine-refuses']));
