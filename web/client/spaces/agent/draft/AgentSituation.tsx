import { useLanguage } from '#web/client/language/use-language.ts';
import { ThemeValue } from '#web/client/ui/fields/ThemeValue.tsx';
import { Panel } from '#web/client/ui/Panel.tsx';
import type { DraftView } from '#web/contract/requests/drafts.ts';

/** Where the agent whom an act is started for stands today, beside the form that changes it. */
export function AgentSituation({ situation: of }: { situation: NonNullable<DraftView['agentSituation']> }) {
  const { t, read } = useLanguage();
  const { employeeNumber, structureName, grade, situation } = of;
  const unknown = t('starting.unknown');
  const facts: [string, React.ReactNode][] = [
    [t('starting.employeeNumber'), employeeNumber],
    [t('starting.structure'), structureName ?? unknown],
    [t('starting.grade'), grade ?? unknown],
    ...situation.map((shown): [string, React.ReactNode] => [
      read(shown.title),
      <ThemeValue key={shown.theme} shown={shown} />,
    ]),
  ];
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
