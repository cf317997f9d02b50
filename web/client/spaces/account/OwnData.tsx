import { SkeletonText } from '@carbon/react';
import { Link } from 'react-router';
import type { Me } from '#web/contract/account/me.ts';
import { useApi } from '../../api/query.ts';
import { fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Failure } from '../../ui/Failure.tsx';
import { ThemeValue } from '../../ui/fields/ThemeValue.tsx';
import { Panel } from '../../ui/Panel.tsx';

/** The agent's own data, as the ministry holds it. */
export function OwnData({ me }: { me: Me }) {
  const { t, read } = useLanguage();
  const situation = useApi('GET /api/situations/mine/today');
  const themes = (situation.data?.items ?? []).map((shown): [string, React.ReactNode] => [
    read(shown.title),
    <ThemeValue key={shown.theme} shown={shown} />,
  ]);
  const none = <span className="h-muted">{t('agent.notGiven')}</span>;
  const lines: [string, React.ReactNode][] = [
    [t('agent.data.name'), fullName(me)],
    [t('agent.data.employeeNumber'), me.employeeNumber],
    [t('agent.data.quality'), me.quality ?? none],
    [t('agent.data.grade'), me.grade ?? none],
    [t('agent.data.structure'), me.structure ? `${me.structure.name}, ${me.structure.city}` : none],
    [t('agent.data.superior'), me.superior ? fullName(me.superior) : none],
    [t('agent.data.email'), me.email ?? none],
  ];
  return (
    <Panel title={t('agent.ownData')} action={<Link to="/situation">{t('agent.wholeSituation')}</Link>}>
      <dl className="h-facts">
        {[...lines, ...themes].map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {situation.isPending ? <SkeletonText paragraph lineCount={6} /> : null}
      {situation.error && !situation.data ? (
        <Failure error={situation.error} retry={() => void situation.refetch()} />
      ) : null}
    </Panel>
  );
}
