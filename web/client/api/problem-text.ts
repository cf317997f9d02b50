import i18next from 'i18next';
import type { FieldFault } from '../../contract/common.ts';
import { civilDay } from '../language/format.ts';
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

/** What a person reads next to a field. Days are written as the language does. */
export function faultText(fault: FieldFault): string {
  const params = Object.fromEntries(Object.entries(fault.params).map(([name, value]) => [name, inWords(value)]));
  return (
    known(`faults.${fault.code}`, params) ?? known(`errors.${fault.code}`, params) ?? known('faults.invalid') ?? ''
  );
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const inWords = (value: string | number) =>
  typeof value === 'string' && DAY.test(value) ? civilDay(value, i18next.language === 'en' ? 'en' : 'fr') : value;
