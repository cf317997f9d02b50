import { describe, expect, test } from '@jest/globals';
import { type IncidentCause, type Mending, readIncident } from './incident.ts';

describe('an incident', () => {
  test('where nobody can act says which right is missing, and where', () => {
    const errorMessage =
      'Personne ne tient « Visa » : aucune habilitation « valideur » en vigueur pour la structure TJ-VALMONT ni au-dessus, hors le demandeur. Donnez ce droit, puis relancez.';
    expect(readIncident({ errorType: 'TASK_LISTENER_NO_RETRIES', errorMessage })).toEqual({
      cause: 'nobody-holds',
      params: { role: 'valideur', structure: 'TJ-VALMONT' },
      mending: 'give-right',
    });
  });

  test.each<[string, string, IncidentCause, Mending]>([
    ['JOB_NO_RETRIES', 'the variable « requestId » is not an identifier', 'data-missing', 'retry'],
    ['JOB_NO_RETRIES', '« Refus » lacks the header « template »', 'circuit-drawn-wrong', 'circuit'],
    ['JOB_NO_RETRIES', 'the circuit has no words for « refusal »', 'circuit-drawn-wrong', 'circuit'],
    ['JOB_NO_RETRIES', '« maire » is nobody', 'circuit-drawn-wrong', 'circuit'],
    ['TASK_LISTENER_NO_RETRIES', 'no request has this identifier', 'request-unknown', 'retry'],
    ['JOB_NO_RETRIES', 'notify: the database is away', 'part-away', 'retry'],
    ['JOB_NO_RETRIES', 'act-seal: Error ENOSPC; the log says more', 'seal-failed', 'retry'],
    ['JOB_NO_RETRIES', 'notify: TypeError; the log says more', 'step-failed', 'retry'],
    ['TASK_LISTENER_NO_RETRIES', 'user-task-creating: Error; the log says more', 'task-not-ready', 'retry'],
    ['EXTRACT_VALUE_ERROR', 'expected a string', 'data-missing', 'retry'],
    ['CONDITION_ERROR', 'no flow', 'no-branch', 'circuit'],
    ['DECISION_EVALUATION_ERROR', 'no rule', 'table-fault', 'circuit'],
    ['UNHANDLED_ERROR_EVENT', 'ACT_INCOMPLETE', 'error-uncaught', 'circuit'],
    ['SOMETHING_NEW', '', 'other', 'retry'],
  ])('%s « %s » is %s, mended by %s', (errorType, errorMessage, cause, mending) => {
    expect(readIncident({ errorType, errorMessage })).toEqual({ cause, params: {}, mending });
  });
});
