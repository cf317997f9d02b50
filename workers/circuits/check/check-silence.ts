import { isDelay } from '#domain/calendar/deadline.ts';
import { isLegalSilence, silenceOf } from '#domain/calendar/silence-rule.ts';
import { inBoth } from '#domain/circuit/faults/fault.ts';
import { definition as deadlines } from '../../jobs/deadline-compute/definition.ts';
import { PROCESS_PROPERTIES } from '../../steps/process-properties.ts';
import type { CircuitModel } from '../read/model.ts';
import { nameOfHeader, valueInWords } from '../read/step-words.ts';
import type { Report } from './check-headers.ts';

/**
 * Says where a circuit would have silence decide otherwise than the law: what it tells of its kind, the clock that it sets, what
 * it records. Values that are none are faults of their own. The words are those of the step that sets the clock.
 */
export function checkSilence(kind: string, { processId, properties, elements }: CircuitModel, report: Report): void {
  const law = silenceOf(kind);
  const unlawful = (elementId: string, header: 'silence' | 'silenceMeans', value: string, expected: string) => {
    const words = (text: string) => valueInWords(deadlines.type, header, deadlines.headers[header].kind, text);
    const named = inBoth('name', nameOfHeader(deadlines.type, header));
    const params = { ...named, ...inBoth('value', words(value)), ...inBoth('expected', words(expected)) };
    report(elementId, 'silence-unlawful', { ...params, reference: law.reference });
  };
  const after = (elementId: string, value: string | undefined) => {
    if (value && isDelay(value) && !isLegalSilence(kind, value)) unlawful(elementId, 'silence', value, law.after);
  };
  const means = (elementId: string, value: string | undefined) => {
    if (value && value !== law.means) unlawful(elementId, 'silenceMeans', value, law.means);
  };

  const { silenceAfter, silenceMeans } = properties;
  after(processId, silenceAfter);
  means(processId, silenceMeans || (silenceAfter && PROCESS_PROPERTIES.silenceMeans.default));
  for (const { id, jobType, headers } of elements) {
    if (jobType === deadlines.type) {
      after(id, headers.silence);
      means(id, headers.silenceMeans);
    }
    if (jobType === 'silence-record') means(id, headers.means);
  }
}
