import { ArrowRight } from '@carbon/icons-react';
import { Button } from '@carbon/react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { KindDetail } from '#web/contract/requests/catalogue.ts';
import { call } from '../../api/api.ts';
import { refresh, useApi } from '../../api/query.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { isMailed, useMe } from '../../app/me.tsx';
import { useInSpace } from '../../app/space.tsx';
import { useLanguage } from '../../language/use-language.ts';
import { FailureNote } from '../../ui/FailureNote.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { duty } from './KindCard.tsx';

/** What a kind of request is, what it needs, what becomes of it; then « begin ». */
export function KindPage() {
  const { kind = '' } = useParams();
  useInSpace('agent');
  const query = useApi('GET /api/catalogue/:kind', { params: { kind } });
  return (
    <Loaded query={query} wholePage>
      {(detail) => <Kind detail={detail} />}
    </Loaded>
  );
}

type Step = KindDetail['steps'][number];

const isSame = (one: Step, other: Step): boolean => one.role === other.role && one.name.fr === other.name.fr;

/**
 * What every request goes through when all goes well. Of a version that does not say it: what is drawn up to the signature,
 * since what is drawn further (a refusal, a complement…) happens or not.
 */
function wayOf(steps: readonly Step[]): readonly Step[] {
  if (steps.some(({ normal }) => normal !== null)) return steps.filter(({ normal }) => normal === 'always');
  const toSignature = steps.findIndex(({ role }) => role === 'signataire') + 1;
  return toSignature > 0 ? steps.slice(0, toSignature) : steps;
}

function Kind({ detail }: { detail: KindDetail }) {
  const { t, read, known } = useLanguage();
  const me = useMe();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const item = search.get('item') ?? undefined;
  const renews = search.get('renews') ?? undefined;
  const after = search.get('after') ?? undefined;
  const { attempt, busy, problem } = useAttempt();
  const begin = () =>
    attempt(async () => {
      const draft = await call('POST /api/drafts', {
        body: { kind: detail.kind, ...(item && { item }), ...(renews && { renews }), ...(after && { after }) },
      });
      void refresh('/api/drafts', '/api/me');
      await navigate(`/drafts/${draft.id}`);
    });
  const told = isMailed(me) ? 'kind.youFileText' : 'kind.youFileOnScreen';
  // Only what people do: the machine's own steps would not help an agent decide.
  const steps = detail.steps.filter((step) => step.type === 'user');
  const way = wayOf(steps);
  const detours = steps
    .filter((step) => !way.includes(step))
    .filter((step, at, all) => at === all.findIndex((each) => isSame(each, step)));
  return (
    <Page
      title={read(detail.title)}
      lead={read(detail.summary)}
      crumbs={[{ to: '/catalogue', text: t('agent.catalogue') }]}
    >
      <FailureNote problem={problem} />
      <div className="h-columns">
        <div className="h-columns__main">
          <Panel title={t('kind.toPrepare')}>
            {detail.pieces.length === 0 ? (
              <p>{t('kind.noPieceNeeded')}</p>
            ) : (
              <ul className="h-list">
                {detail.pieces.map((piece) => (
                  <li key={piece.pieceType}>
                    {read(piece.label)} <span className="h-muted">({t(`kind.${duty(piece)}`)})</span>
                  </li>
                ))}
              </ul>
            )}
            <p className="h-help">{t('agent.pdfOnly')}</p>
          </Panel>
          <Panel title={t('kind.whatFollows')}>
            <ol className="h-route">
              <li>
                <strong>{t('kind.youFile')}</strong>
                <span className="h-muted">{t(detail.confirmsFiling ? told : 'kind.youFileOnly')}</span>
              </li>
              {way.map((step) => (
                <li key={step.elementId}>
                  <strong>{read(step.name)}</strong>
                  {step.role ? <span className="h-muted">{known(`roles.${step.role}`, {}, step.role)}</span> : null}
                </li>
              ))}
            </ol>
            {detours.length > 0 ? (
              <>
                <p className="h-help">{t('kind.detours')}</p>
                <ul className="h-list">
                  {detours.map((step) => (
                    <li key={step.elementId}>
                      {read(step.name)}
                      {step.role ? (
                        <span className="h-muted"> ({known(`roles.${step.role}`, {}, step.role)})</span>
                      ) : null}
                    </li>
                  ))}
                </ul>
              </>
            ) : null}
          </Panel>
        </div>
        <div className="h-columns__side">
          <div className="h-start">
            <Button onClick={() => void begin()} disabled={busy} renderIcon={ArrowRight} className="h-wide">
              {busy ? t('kind.opening') : t('kind.begin')}
            </Button>
            {after ? <p className="h-help">{t('kind.afterHelp')}</p> : null}
            <p className="h-help">{t('kind.beginHelp')}</p>
            <dl className="h-facts h-facts--stacked">
              {detail.delay ? (
                <div>
                  <dt>{t('kind.delay')}</dt>
                  <dd>{read(detail.delay)}</dd>
                </div>
              ) : null}
              {detail.legalReference ? (
                <div>
                  <dt>{t('kind.legal')}</dt>
                  <dd lang="fr">{detail.legalReference}</dd>
                </div>
              ) : null}
              <div>
                <dt>{t('kind.category')}</dt>
                <dd>{read(detail.category)}</dd>
              </div>
            </dl>
          </div>
        </div>
      </div>
    </Page>
  );
}
