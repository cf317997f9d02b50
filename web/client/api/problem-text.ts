import type { FieldFault } from '../../contract/common.ts';
import { known } from '../language/use-language.ts';
import { ApiProblem, Unreachable } from './api.ts';

/** What a person reads when something was refused or failed. */
export function problemText(error: unknown): string {
  if (error instanceof Unreachable) return known('errors.unreachable') ?? '';
  if (error instanceof ApiProblem) {
    return (
      known(`errors.${error.code}`, error.params) ??
      known(`errors.http-${error.status}`) ??
      known('errors.generic') ??
      ''
    );
  }
  return known('errors.generic') ?? '';
}

/** What a person reads next to a field. */
export function faultText(fault: FieldFault): string {
  return (
    known(`faults.${fault.code}`, fault.params) ??
    known(`errors.${fault.code}`, fault.params) ??
    known('faults.invalid') ??
    ''
  );
}
