import { isDelay } from '../../../domain/calendar/deadline.ts';
import { isLegalSilence, silenceOf } from '../../../domain/calendar/silence-rule.ts';
import { PROCESS_PROPERTIES } from '../../process-properties.ts';
import type { CircuitModel } from '../read/model.ts';
import type { Report } from './check-headers.ts';

/**
 * Says where a circuit would have silence decide otherwise than the law: what it tells of its kind, the clock that it sets, what
 * it records. Values that are none are faults of their own.
 */
export function checkSilence(kind: string, { processId, properties, elements }: CircuitModel, report: Report): void {
  const law = silenceOf(kind);
  const says = (elementId: string, name: string, value: string | undefined, expected: string, isLegal: boolean) => {
    if (value && !isLegal)
      report(elementId, 'silence-unlawful', { name, value, kind, expected, reference: law.reference });
  };
  const after = (elementId: string, name: string, value: string | undefined) =>
    says(elementId, name, value, law.after, !value || !isDelay(value) || isLegalSilence(kind, value));
  const means = (elementId: string, name: string, value: string | undefined) =>
    says(elementId, name, value, law.means, value === law.means);

  const { silenceAfter, silenceMeans } = properties;
  after(processId, 'silenceAfter', silenceAfter);
  means(processId, 'silenceMeans', silenceMeans || (silenceAfter && PROCESS_PROPERTIES.silenceMeans.default));
  for (const { id, jobType, headers } of elements) {
    if (jobType === 'deadline-compute') {
      after(id, 'silence', headers.silence);
      means(id, 'silenceMeans', headers.silenceMeans);
    }
    if (jobType === 'silence-record') means(id, 'means', headers.means);
  }
}
