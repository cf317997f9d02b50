import type { CircuitFault } from '#web/contract/circuits/atelier.ts';
import type { LanguageCode } from '../../language/language.ts';
import type { LintReport } from '../bpmn/services.ts';
import { sayReport } from './lint/say-report.ts';

/** One thing wrong, as an analyst reads it. */
export interface ShownFault {
  readonly key: string;
  readonly file: string;
  readonly elementId: string;
  readonly line: number | null;
  readonly message: string;
  readonly severity: 'error' | 'warning';
  /** In the diagram: what leads the modeler to the field at fault. */
  readonly report: LintReport | null;
}

type EntriesAt = (fault: CircuitFault) => readonly string[];

/** The element of a file as a whole. */
export const WHOLE_FILE = '(file)';

/**
 * What Camunda's rules say here, at once; then what the portal says, without what those said already: the same rules, or
 * what the engine refuses for their reasons. What prevents publication comes first.
 * @param entriesAt the fields of the panel at which a fault of the portal's is said
 */
export function allFaults(
  reports: readonly LintReport[],
  faults: readonly CircuitFault[],
  diagram: string,
  language: LanguageCode,
  entriesAt: EntriesAt = () => [],
): ShownFault[] {
  const all = [
    ...reports.map((report) => ofReport(report, diagram, language)),
    ...faults
      .filter((fault) => !reports.some((report) => fault.file === diagram && saysSame(report, fault)))
      .map((fault, index) => ofFault(fault, index, diagram, language, entriesAt)),
  ];
  return [...all.filter(({ severity }) => severity === 'error'), ...all.filter(({ severity }) => severity !== 'error')];
}

const saysSame = (report: LintReport, { code, elementId, params }: CircuitFault): boolean =>
  report.id === elementId &&
  (code === 'linter-finds' ? report.rule.endsWith(String(params.rule)) : code === 'engine-refuses' && isError(report));

function ofReport(report: LintReport, file: string, language: LanguageCode): ShownFault {
  const message = sayReport(report.message, language);
  return {
    key: `${report.rule} ${report.id} ${report.message}`,
    file,
    elementId: report.id,
    line: null,
    message,
    severity: isError(report) ? 'error' : 'warning',
    report: { ...report, message },
  };
}

const isError = ({ category }: LintReport): boolean => category === 'error' || category === 'rule-error';

function ofFault(
  fault: CircuitFault,
  index: number,
  diagram: string,
  language: LanguageCode,
  entriesAt: EntriesAt,
): ShownFault {
  const message = fault.message[language];
  return {
    key: `${fault.code} ${fault.file} ${fault.elementId} ${index}`,
    file: fault.file,
    elementId: fault.elementId,
    line: fault.line ?? null,
    message,
    severity: fault.severity,
    report:
      fault.file === diagram || fault.code === 'element-name-missing'
        ? {
            id: fault.elementId,
            message,
            category: fault.severity === 'error' ? 'error' : 'warn',
            rule: `harmonie/${fault.code}`,
            path: null,
            propertiesPanel: { entryIds: entriesAt(fault) },
          }
        : null,
  };
}
