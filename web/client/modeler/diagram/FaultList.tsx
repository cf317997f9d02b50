import { ErrorFilled, WarningAltFilled } from '@carbon/icons-react';
import { useLanguage } from '../../language/use-language.ts';
import { Panel } from '../../ui/Panel.tsx';
import type { ShownFault } from '../faults/faults.ts';

/** What is wrong in the drawing; choosing a line goes to the element and opens the field at fault. */
export function FaultList({
  faults,
  nameOf,
  onChoose,
}: {
  faults: readonly ShownFault[];
  nameOf: (id: string) => string;
  onChoose: (fault: ShownFault) => void;
}) {
  const { t } = useLanguage();
  if (faults.length === 0) return <p className="h-muted">{t('atelier.diagram.noFault')}</p>;
  return (
    <Panel title={t('atelier.diagram.faults', { count: faults.length })}>
      <ul className="h-modeler__faults">
        {faults.map((fault) => (
          <li key={fault.key} className={`h-fault h-fault--${fault.severity}`}>
            {fault.severity === 'error' ? <ErrorFilled /> : <WarningAltFilled />}
            <button type="button" onClick={() => onChoose(fault)}>
              <span className="h-hidden">{t(`atelier.checks.${fault.severity}`)} </span>
              <span lang="fr">{nameOf(fault.elementId)}</span>
            </button>
            <span>{fault.message}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
