import i18next from 'i18next';
import type { FieldFault, Refused } from '#web/contract/common.ts';
import { civilDay } from '../language/format.ts';
import { known } from '../language/use-language.ts';
import { ApiProblem, Unreachable } from './api.ts';

/** What a person reads when something was refused or failed. Days are written as the language does. */
export function problemText(error: unknown): string {
  if (error instanceof Unreachable) return known('errors.unreachable') ?? '';
  if (error instanceof ApiProblem) {
    return codeText(error) ?? known(`errors.http-${error.status}`) ?? known('errors.generic') ?? '';
  }
  return known('errors.generic') ?? '';
}

/**
 * Why one of several was refused, as the refusal of one alone is said, each fault after it; nothing for what was not. `own`: words of
 * a screen for a code, in place of those of everywhere.
 */
export function whyRefused({ code, params, faults }: Refused, own: string): string {
  if (code === null) return '';
  const said = known(`${own}.${code}`) ?? codeText({ code, params }) ?? known('errors.generic') ?? '';
  return [said, ...faults.map(faultText)].join(' ');
}

const codeText = ({ code, params }: { readonly code: string; readonly params: ApiProblem['params'] }): string | null =>
  known(`errors.${code}`, { ...worded(params), ...contextOf(params) });

/** A refusal of many reasons may have words for each: « errors.circuit-package-refused_encrypted ». */
const contextOf = ({ reason }: ApiProblem['params']) =>
  typeof reason === 'string' && /^[a-z0-9-]+$/.test(reason) ? { context: reason } : {};

/**
 * What a person reads whom the identity provider led back without letting them in; null when it did. Addresses can be made
 * up: only refusals that the portal knows are said, and words or numbers that could be theirs.
 */
export function refusalText(search: URLSearchParams): string | null {
  const code = search.get('refused');
  if (code === null) return null;
  const [why, seconds] = ['why', 'seconds'].map((name) => search.get(name) ?? '');
  const text = known(`errors.${code}`, { seconds: Number(seconds) || 60 }) ?? known('errors.generic') ?? '';
  const reference = why && /^[a-z-]{1,30}$/.test(why) ? known('signIn.reference', { why }) : null;
  return reference ? `${text} ${reference}` : text;
}

/** What a person reads next to a field. Days are written as the language does. */
export function faultText(fault: FieldFault): string {
  const params = worded(fault.params);
  // A rule of a theme brings its own message.
  if (fault.code === 'situation-rule') {
    const message = String(fault.params[i18next.language === 'en' ? 'en' : 'fr'] ?? '');
    return message.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(params[name] ?? ''));
  }
  return (
    known(`faults.${fault.code}`, params) ?? known(`errors.${fault.code}`, params) ?? known('faults.invalid') ?? ''
  );
}

/** Parameters as sentences have them: days as the language writes them. */
const worded = (params: ApiProblem['params']): ApiProblem['params'] =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, inWords(value)]));

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const inWords = (value: string | number) =>
  typeof value === 'string' && DAY.test(value) ? civilDay(value, i18next.language === 'en' ? 'en' : 'fr') : value;
