import type { editors } from '../../language/fr/atelier-editors.ts';

/** One datum of an act: its name for people, and how a template writes it. */
export interface ActDatum {
  readonly name: keyof (typeof editors)['acts']['of'];
  readonly code: string;
}

/** What `data.json` holds for a template (domain/act/act.ts), in the words that insert it. */
export const ACT_DATA: readonly ActDatum[] = [
  { name: 'ministry', code: '#act.ministry' },
  { name: 'firstName', code: '#act.agent.firstName' },
  { name: 'lastName', code: '#act.agent.lastName' },
  { name: 'grade', code: '#act.agent.grade' },
  { name: 'posting', code: '#act.agent.posting' },
  { name: 'employeeNumber', code: '#field(act.agent, "number")' },
  { name: 'filedOn', code: '#date-fr(act.request.filedOn)' },
  { name: 'requestNumber', code: '#field(act.request, "number")' },
  { name: 'from', code: '#date-fr(act.period.from)' },
  { name: 'to', code: '#date-fr(act.period.to)' },
  { name: 'quota', code: '#act.quota' },
  { name: 'payFraction', code: '#field(act, "payFraction")' },
  { name: 'legalReferences', code: '#act.legalReferences' },
  { name: 'recitals', code: '#act.recitals' },
  { name: 'articles', code: '#act.articles' },
  { name: 'reasonsLaw', code: '#act.reasons.law' },
  { name: 'reasonsFact', code: '#act.reasons.fact' },
  { name: 'interview', code: '#date-fr(act.interview.date)' },
  { name: 'date', code: '#date-fr(act.date)' },
];
