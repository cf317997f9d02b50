import { Link } from 'react-router';
import type { Me } from '../../../contract/me.ts';
import { civilDay, fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Panel } from '../../ui/Panel.tsx';

/** The agent's own data, as the ministry holds it. */
export function OwnData({ me }: { me: Me }) {
  const { t, language } = useLanguage();
  const none = <span className="h-muted">{t('agent.notGiven')}</span>;
  const lines: [string, React.ReactNode][] = [
    [t('agent.data.name'), fullName(me)],
    [t('agent.data.employeeNumber'), me.employeeNumber],
    [t('agent.data.quality'), me.quality ?? none],
    [t('agent.data.grade'), me.grade ?? none],
    ...(me.echelon
      ? [
          [
            t('agent.data.echelon'),
            t('agent.echelonValue', { ...me.echelon, from: civilDay(me.echelon.from, language) }),
          ] as [string, React.ReactNode],
        ]
      : []),
    [t('agent.data.structure'), me.structure ? `${me.structure.name}, ${me.structure.city}` : none],
    [t('agent.data.superior'), me.superior ? fullName(me.superior) : none],
    [
      t('agent.data.workTime'),
      me.workTime
        ? t('agent.data.partTime', {
            quota: me.workTime.quota,
            from: civilDay(me.workTime.from, language),
            until: civilDay(me.workTime.until, language),
          })
        : t('agent.data.fullTime'),
    ],
    [t('agent.data.email'), me.email ?? none],
    [t('agent.data.personalEmail'), me.personalEmail ?? none],
    [t('agent.data.phone'), me.phone ?? none],
    [t('agent.data.address'), me.address ?? none],
    [t('agent.data.bankAccount'), me.bankAccount ?? none],
  ];
  return (
    <Panel title={t('agent.ownData')} action={<Link to="/dossier">{t('shell.links.myDossier')}</Link>}>
      <dl className="h-facts">
        {lines.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
