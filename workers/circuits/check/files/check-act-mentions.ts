import type { CircuitFault, CircuitFaultCode } from '#domain/circuit/faults/fault.ts';
import { TEMPLATES, type Template } from '#domain/decision/decision.ts';
import { readAct } from '../../read/acts.ts';
import type { Bundle } from '../../read/bundle.ts';
import type { CircuitTexts } from '../../read/texts.ts';

/** What the template of an act has to write by itself; author, place, date and number are drawn around it by the portal. */
const WRITTEN: readonly {
  readonly code: CircuitFaultCode;
  readonly isThere: RegExp;
  readonly of?: Template;
}[] = [
  { code: 'act-without-visas', isThere: /\bvus\s*\(|\bVu\b/ },
  { code: 'act-without-articles', isThere: /\barticles\s*\(|\bArticle\b/ },
  // CRPA L211-5: a refusal states the considerations of law and of fact that ground it.
  { code: 'act-without-reasons', isThere: /\breasons\.law\b(?!\.len)[\s\S]*\breasons\.fact\b(?!\.len)/, of: 'refusal' },
];

/** Says what an act of the circuit would lack of what the law asks of its text: visas, articles, reasons, ways of appeal. */
export function checkActMentions(bundle: Bundle, french: CircuitTexts | null): CircuitFault[] {
  return TEMPLATES.flatMap((template) => {
    const act = readAct(bundle, template);
    if (act === undefined) return [];
    // What is written as text is judged by its blocks (domain/act/text/check.ts).
    const text = 'typst' in act ? withoutComments(act.typst) : null;
    const lacking =
      text === null ? [] : WRITTEN.filter(({ of = template, isThere }) => of === template && !isThere.test(text));
    const faults = lacking.map(({ code }) => fault(act.file, code, template));
    // Without them the time to appeal does not run (code de justice administrative, R421-5).
    const appeal = french?.acts?.[template]?.appeal ?? [];
    const hasAppeal = french === null || appeal.some((line) => line.trim() !== '');
    return hasAppeal ? faults : [...faults, fault('texts.fr.json', 'act-without-appeal', template)];
  });
}

const fault = (file: string, code: CircuitFaultCode, template: Template): CircuitFault => ({
  file,
  elementId: file.endsWith('.typ') ? '(file)' : template,
  code,
  params: { template },
  severity: 'error',
});

const withoutComments = (source: string): string =>
  source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/[^\n]*/g, '$1');
