import { useParams } from 'react-router';
import type { PayAgentView, PayPieceView } from '#web/contract/requests/pay.ts';
import { useApi } from '../../api/query.ts';
import { useMe } from '../../app/me.tsx';
import { useInSpace } from '../../app/space.tsx';
import { fullName, monthName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Forbidden } from '../../ui/NotFound.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ActLink } from './ActLink.tsx';
import { Facts } from './Facts.tsx';
import { PayStateTag } from './PayStateTag.tsx';
import { TakesBack } from './TakesBack.tsx';
import { effectText } from './words.ts';

/** The accounting file of one agent on one screen: what is in force, then the pieces by month. */
export function PayAgent() {
  const me = useMe();
  const { id = '' } = useParams();
  const mine = me.spaces.includes('paye');
  useInSpace(mine ? 'paye' : null);
  const query = useApi('GET /api/pay/agents/:personId', { params: { personId: id }, enabled: mine });
  if (!mine) return <Forbidden />;
  return (
    <Loaded query={query} wholePage>
      {(file) => <AccountingFile file={file} />}
    </Loaded>
  );
}

function AccountingFile({ file }: { file: PayAgentView }) {
  const { t, language } = useLanguage();
  return (
    <Page
      title={t('pay.file', { name: fullName(file.agent) })}
      crumbs={[{ to: '/pay', text: t('pay.title') }]}
      lead={
        <span className="h-lead-line">
          <span>{file.agent.employeeNumber}</span>
          <span>{file.structureName}</span>
          <span>{t('pay.fileTraced')}</span>
        </span>
      }
    >
      <Panel title={t('pay.inForce')}>
        {file.inForce.length === 0 ? (
          <p className="h-muted">{t('pay.nothingInForce')}</p>
        ) : (
          <Movements pieces={file.inForce} />
        )}
        {file.toCome.length > 0 ? (
          <>
            <h3>{t('pay.toCome')}</h3>
            <Movements pieces={file.toCome} />
          </>
        ) : null}
        <p className="h-help">{t('pay.masked')}</p>
      </Panel>
      <Panel title={t('pay.byMonth')}>
        {file.months.map(({ month, pieces }) => (
          <section key={month} className="h-paymonth" aria-labelledby={`month-${month}`}>
            <h3 id={`month-${month}`}>{monthName(month, language)}</h3>
            <ul className="h-paypieces">
              {pieces.map((piece) => (
                <li key={piece.id}>
                  <Movement piece={piece} />
                  <PayStateTag piece={piece} />
                  <ActLink piece={piece} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </Panel>
    </Page>
  );
}

function Movements({ pieces }: { pieces: PayPieceView[] }) {
  return (
    <ul className="h-payforce">
      {pieces.map((piece) => (
        <li key={piece.id}>
          <Movement piece={piece} />
        </li>
      ))}
    </ul>
  );
}

function Movement({ piece }: { piece: PayPieceView }) {
  const words = useLanguage();
  return (
    <div>
      <strong>{words.t(`pay.movements.${piece.movement}`)}</strong>{' '}
      <span className="h-muted">{effectText(piece, words)}</span>
      <TakesBack piece={piece} />
      <Facts facts={piece.facts} />
      <span className="h-muted">
        {words.read(piece.title)} · {piece.reference}
      </span>
    </div>
  );
}
