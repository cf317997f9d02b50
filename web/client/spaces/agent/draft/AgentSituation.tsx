import type { DraftView } from '../../../../contract/drafts.ts';
import { civilDay } from '../../../language/format.ts';
import { useLanguage } from '../../../language/use-language.ts';
import { Panel } from '../../../ui/Panel.tsx';

/** Where the agent whom an act is started for stands today, beside the form that changes it. */
export function AgentSituation({ situation }: { situation: NonNullable<DraftView['agentSituation']> }) {
  const { t, language } = useLanguage();
  const { employeeNumber, structureName, grade, echelon } = situation;
  const unknown = t('starting.unknown');
  const facts = [
    [t('starting.employeeNumber'), employeeNumber],
    [t('starting.structure'), structureName ?? unknown],
    [t('starting.grade'), grade ?? unknown],
    [
      t('starting.echelon'),
      echelon === null ? unknown : t('agent.echelonValue', { ...echelon, from: civilDay(echelon.from, language) }),
    ],
  ] as const;
  return (
    <Panel title={t('starting.situation')} className="h-situation">
      <dl className="h-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
