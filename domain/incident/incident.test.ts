import { describe, expect, test } from '@jest/globals';
import {
  type EngineErrorType,
  encodeFailure,
  type Failure,
  type IncidentCause,
  type Mending,
  readIncident,
} from './incident.ts';

const read = (errorMessage: string, errorType: EngineErrorType = 'JOB_NO_RETRIES') =>
  readIncident({ errorType, errorMessage });

describe('an incident', () => {
  test('where nobody can act says which right is missing, and where', () => {
    const message = encodeFailure({ cause: 'nobody-holds', params: { role: 'valideur', structure: 'TJ-VALMONT' } });
    expect(read(message, 'TASK_LISTENER_NO_RETRIES')).toEqual({
      cause: 'nobody-holds',
      params: { role: 'valideur', structure: 'TJ-VALMONT' },
      mending: 'give-right',
    });
  });

  test.each<[Failure, Mending]>([
    [{ cause: 'variable-wrong', params: { variable: 'requestId' } }, 'circuit'],
    [{ cause: 'header-missing', params: { header: 'template' } }, 'circuit'],
    [{ cause: 'header-value', params: { header: 'recipients', value: 'maire' } }, 'circuit'],
    [{ cause: 'act-words-missing', params: { template: 'refusal' } }, 'circuit'],
    [{ cause: 'answer-wrong', params: { field: 'iban' } }, 'circuit'],
    [{ cause: 'agent-without-post', params: {} }, 'data'],
    [{ cause: 'request-unknown', params: {} }, 'operator'],
    [{ cause: 'part-away', params: { part: 'database' } }, 'retry'],
    [{ cause: 'seal-failed', params: { fault: 'Error ENOSPC' } }, 'retry'],
    [{ cause: 'seal-invalid', params: { reason: 'timestamp: it is missing' } }, 'operator'],
    [{ cause: 'step-failed', params: { fault: 'TypeError' } }, 'retry'],
    [{ cause: 'task-not-ready', params: { fault: 'Error' } }, 'retry'],
  ])('of a step that says %j is mended by %s', (failure, mending) => {
    expect(read(encodeFailure(failure))).toEqual({ ...failure, mending });
  });

  test.each<[EngineErrorType, string, IncidentCause, Mending]>([
    ['EXTRACT_VALUE_ERROR', 'expected a string', 'expression-fault', 'circuit'],
    ['IO_MAPPING_ERROR', 'no variable', 'data-missing', 'circuit'],
    ['CALLED_DECISION_ERROR', 'no such decision', 'table-missing', 'circuit'],
    ['CONDITION_ERROR', 'no flow', 'no-branch', 'circuit'],
    ['DECISION_EVALUATION_ERROR', 'no rule', 'table-fault', 'circuit'],
    ['UNHANDLED_ERROR_EVENT', 'ACT_INCOMPLETE', 'error-uncaught', 'circuit'],
    ['SOMETHING_NEW' as EngineErrorType, '', 'other', 'retry'],
  ])('of the engine, %s « %s », is %s, mended by %s', (errorType, errorMessage, cause, mending) => {
    expect(read(errorMessage, errorType)).toEqual({ cause, params: {}, mending });
  });

  test.each([
    'Personne ne tient « Visa » : aucune habilitation « valideur » en vigueur pour la structure TJ ni au-dessus.',
    'the variable « requestId » is not an identifier',
    'notify: TypeError; the log says more',
    'null',
    '{"cause":"constructor","params":{}}',
    '{"cause":"nobody-holds","params":{"role":1}}',
  ])('whose text is not one of ours, %s, is « other »', (message) => {
    expect(read(message)).toEqual({ cause: 'other', params: {}, mending: 'retry' });
  });

  test('says the same in words on the engine’s own screens, with nothing longer than it needs', () => {
    const failure: Failure = { cause: 'header-value', params: { header: 'what', value: '$&x'.repeat(200) } };
    const [line = '', words = ''] = encodeFailure(failure).split('\n');
    expect(words).toMatch(/^the header “what” cannot be “\$&x\$&x/);
    expect(line.length + words.length).toBeLessThan(700);
    expect(encodeFailure({ cause: 'act-not-sealed', params: {} })).toBe(
      '{"cause":"act-not-sealed","params":{}}\nno act is sealed yet',
    );
  });
});
