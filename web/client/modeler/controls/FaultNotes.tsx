import { ErrorFilled, WarningAltFilled } from '@carbon/icons-react';
import type { CircuitFault } from '#web/contract/circuits/atelier.ts';
import { useLanguage } from '../../language/use-language.ts';

/** What is wrong at a place of a form, under it. Announced when it comes. */
export function FaultNotes({ faults }: { faults: readonly CircuitFault[] }) {
  const { t, language } = useLanguage();
  return (
    <ul className="h-fault-notes" aria-live="polite">
      {faults.map(({ code, message, severity }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two faults of one place may be the same
        <li key={`${code} ${index}`} className={`h-fault-notes__${severity}`}>
          {severity === 'error' ? <ErrorFilled /> : <WarningAltFilled />}
          <span>
            <span className="h-hidden">{t(`atelier.checks.${severity}`)} </span>
            {message[language]}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The faults of a file at a place, and those below it that no other field shows. */
export const faultsAt = (faults: readonly CircuitFault[], file: string, place: string): CircuitFault[] =>
  faults.filter(
    (fault) => fault.file === file && (fault.elementId === place || fault.elementId.startsWith(`${place}.`)),
  );
