import { Button, Stack, TextArea } from '@carbon/react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import type { EliminationView } from '#web/contract/signing/eliminations.ts';
import { call } from '../../api/api.ts';
import { reading, refresh } from '../../api/query.ts';
import { useInSpace } from '../../app/space.tsx';
import { civilDay, moment, shortCivilDay } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { type Column, ListTable } from '../../ui/lists/ListTable.tsx';
import { Page } from '../../ui/Page.tsx';

const SHORTEST_REMARK = 3;
/** How soon the page reads again how far the workers are. */
const AGAIN_MS = 2_000;

/** A proposed elimination: what whoever decides looks through, then what stays of each act. */
export function EliminationPage() {
  const { t } = useLanguage();
  useInSpace('gestionnaire');
  const { id = '' } = useParams();
  const query = useQuery({
    ...reading('GET /api/registry/eliminations/:id', { params: { id } }),
    refetchInterval: ({ state: { data } }) => (data !== undefined && isUnderWay(data) ? AGAIN_MS : false),
  });
  return (
    <Page
      title={t('acts.elimination.pageTitle')}
      crumbs={[
        { to: '/registry', text: t('acts.registry.title') },
        { to: '/registry/eliminations', text: t('acts.elimination.title') },
      ]}
    >
      <Loaded query={query}>{(view) => <Proposal view={view} />}</Loaded>
    </Page>
  );
}

/** Whether workers are about to eliminate acts of it: those that are held wait for something else. */
const isUnderWay = ({ state, acts, eliminated, kept, held }: EliminationView): boolean =>
  state === 'approved' && eliminated + kept + held < acts;

type Line = EliminationView['lines'][number];

function Proposal({ view }: { view: EliminationView }) {
  const { t, language } = useLanguage();
  const becameOf = ({ eliminatedOn, keptOn }: Line) => {
    if (eliminatedOn !== null) return t('acts.elimination.done', { date: civilDay(eliminatedOn, language) });
    if (keptOn !== null) return t('acts.elimination.keptOn', { date: civilDay(keptOn, language) });
    return t(`acts.elimination.acted.${view.state}`);
  };
  const columns: Column<Line>[] = [
    {
      key: 'number',
      header: t('acts.registry.number'),
      cell: ({ number, kind }) => (
        <span className="h-two">
          <span>{number}</span>
          <span className="h-muted">{kind[language]}</span>
        </span>
      ),
    },
    {
      key: 'signedOn',
      header: t('acts.registry.signedAt'),
      cell: ({ signedOn }) => shortCivilDay(signedOn, language),
    },
    {
      key: 'keptUntil',
      header: t('acts.elimination.rule'),
      cell: ({ years, keptUntil }) =>
        t('acts.elimination.kept', { count: years, date: shortCivilDay(keptUntil, language) }),
    },
    {
      key: 'eliminatedOn',
      header: t('request.columns.state'),
      cell: (line) => (
        <span className="h-two">
          <span>{becameOf(line)}</span>
          <code className="h-muted">{line.sha256.slice(0, 16)}…</code>
        </span>
      ),
    },
  ];
  return (
    <Stack gap={5}>
      <dl className="h-facts">
        <div>
          <dt>{t('acts.elimination.proposedBy')}</dt>
          <dd>{`${view.proposedBy}, ${moment(view.proposedAt, language)}`}</dd>
        </div>
        <div>
          <dt>{t('acts.elimination.reason')}</dt>
          <dd>{view.reason}</dd>
        </div>
        <div>
          <dt>{t('acts.elimination.grid')}</dt>
          <dd>{view.gridNumber}</dd>
        </div>
        <div>
          <dt>{t(`acts.elimination.decided.${view.state}`)}</dt>
          <dd>
            {view.decidedAt === null
              ? t('acts.elimination.awaited')
              : `${view.decidedBy ?? ''}, ${moment(view.decidedAt, language)}`}
            {view.remark === null ? null : ` : ${view.remark}`}
          </dd>
        </div>
      </dl>
      <Decision view={view} />
      <Ending view={view} />
      <ListTable
        label={t('acts.elimination.acts')}
        columns={columns}
        rows={view.lines}
        rowKey={({ number }) => number}
      />
    </Stack>
  );
}

/** Approves or refuses, for whoever may: another person than the one who proposed. */
function Decision({ view: { id, state, bar, acts } }: { view: EliminationView }) {
  const { t } = useLanguage();
  const [asking, setAsking] = useState<'approve' | 'refuse' | null>(null);
  const [remark, setRemark] = useState('');
  if (state !== 'proposed') return null;
  if (bar !== null) return <p className="h-text">{t(`errors.${bar}`)}</p>;
  const params = { id };
  const decide = async () => {
    if (asking === 'approve') await call('POST /api/registry/eliminations/:id/approval', { params });
    else await call('POST /api/registry/eliminations/:id/refusal', { params, body: { remark } });
    await refresh('/api/registry');
    setAsking(null);
  };
  return (
    <div className="h-formend">
      <Button kind="danger" onClick={() => setAsking('approve')}>
        {t('acts.elimination.approve')}
      </Button>
      <Button kind="tertiary" onClick={() => setAsking('refuse')}>
        {t('acts.elimination.refuse')}
      </Button>
      {asking === null ? null : (
        <ConfirmDialog
          danger={asking === 'approve'}
          title={t(`acts.elimination.${asking}Title`, { count: acts })}
          confirm={t(`acts.elimination.${asking}`)}
          ready={asking === 'approve' || remark.trim().length >= SHORTEST_REMARK}
          onConfirm={decide}
          onClose={() => setAsking(null)}
        >
          {asking === 'approve' ? (
            <p>{t('acts.elimination.approveText')}</p>
          ) : (
            <TextArea
              id="elimination-remark"
              labelText={t('acts.elimination.remark')}
              value={remark}
              maxLength={2_000}
              onChange={(event) => setRemark(event.target.value)}
            />
          )}
        </ConfirmDialog>
      )}
    </div>
  );
}

/** Takes back what one proposed, or ends what was approved for the acts that stay. */
function Ending({ view: { id, state, own, held } }: { view: EliminationView }) {
  const { t } = useLanguage();
  const [asking, setAsking] = useState(false);
  const params = { id };
  const verb = state === 'proposed' && own ? 'withdraw' : state === 'approved' && held > 0 ? 'keep' : null;
  if (verb === null) return null;
  const end = async () => {
    if (verb === 'withdraw') await call('POST /api/registry/eliminations/:id/withdrawal', { params });
    else await call('POST /api/registry/eliminations/:id/keeping', { params });
    await refresh('/api/registry');
    setAsking(false);
  };
  return (
    <>
      {verb === 'keep' ? <p className="h-text">{t('acts.elimination.held', { count: held })}</p> : null}
      <div className="h-formend">
        <Button kind="tertiary" onClick={() => setAsking(true)}>
          {t(`acts.elimination.${verb}`)}
        </Button>
      </div>
      {asking ? (
        <ConfirmDialog
          title={
            verb === 'withdraw' ? t('acts.elimination.withdrawTitle') : t('acts.elimination.keepTitle', { count: held })
          }
          confirm={t(`acts.elimination.${verb}`)}
          onConfirm={end}
          onClose={() => setAsking(false)}
        >
          <p>{t(`acts.elimination.${verb}Text`)}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
