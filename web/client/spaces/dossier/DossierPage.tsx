import { Button } from '@carbon/react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { DossierView } from '#web/contract/requests/dossier.ts';
import { addressOf } from '../../api/address.ts';
import { useApi } from '../../api/query.ts';
import { useMe } from '../../app/me.tsx';
import { useInSpace } from '../../app/space.tsx';
import { fileSize, fullName, moment, shortDay } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PdfFrame } from '../../ui/PdfFrame.tsx';
import { WithoutAddress } from '../administration/people/WithoutAddress.tsx';

/** The agent's own file, with who consulted it. */
export function MyDossier() {
  const { t } = useLanguage();
  const me = useMe();
  useInSpace('agent');
  const query = useApi('GET /api/dossiers/mine');
  return (
    <Loaded query={query} wholePage>
      {(dossier) => (
        <Page title={t('dossier.mine')} lead={t('dossier.mineLead')}>
          <Pieces dossier={dossier} personId={me.id} />
          <Consultations dossier={dossier} />
        </Page>
      )}
    </Loaded>
  );
}

/** Another's file, for the gestionnaire who keeps it. Reading it leaves a trace, and the page says so. */
export function OthersDossier() {
  const { t } = useLanguage();
  const { id = '' } = useParams();
  const me = useMe();
  useInSpace('gestionnaire');
  const query = useApi('GET /api/dossiers/:personId', { params: { personId: id } });
  return (
    <Loaded query={query} wholePage>
      {(dossier) => (
        <Page
          title={t('dossier.of', { name: fullName(dossier.person) })}
          crumbs={[{ to: '/people', text: t('manage.people') }]}
          lead={
            <span className="h-lead-line">
              <span>{dossier.person.employeeNumber}</span>
              <span>{dossier.person.structureName}</span>
              <span>{t('dossier.traced')}</span>
            </span>
          }
          actions={
            <>
              <Button as={Link} to={`/people/${id}/situation`} kind="ghost" size="md">
                {t('situation.see')}
              </Button>
              {id === me.id ? null : (
                <Button as={Link} to={`/acts/new/${id}`} kind="tertiary" size="md">
                  {t('starting.title')}
                </Button>
              )}
            </>
          }
        >
          <WithoutAddress person={dossier.person} />
          <Pieces dossier={dossier} personId={id} />
        </Page>
      )}
    </Loaded>
  );
}

function Pieces({ dossier, personId }: { dossier: DossierView; personId: string }) {
  const { t, language } = useLanguage();
  const [shown, setShown] = useState<number | null>(null);
  if (dossier.pieces.length === 0) return <EmptyState title={t('dossier.empty')} text={t('dossier.emptyText')} />;
  const piece = dossier.pieces.find((each) => each.number === shown);
  return (
    <div className="h-answers">
      <section aria-labelledby="dossier-pieces">
        <h2 id="dossier-pieces">{t('dossier.pieces', { count: dossier.pieces.length })}</h2>
        <ol className="h-piecelist h-piecelist--numbered">
          {dossier.pieces.map((each) => (
            <li key={each.number}>
              {each.withdrawn ? (
                <p className="h-muted">
                  {t('dossier.number', { number: each.number })} {t('dossier.withdrawn')}
                </p>
              ) : (
                <>
                  <button type="button" aria-pressed={each.number === shown} onClick={() => setShown(each.number)}>
                    <span>
                      <strong>{t('dossier.number', { number: each.number })}</strong>{' '}
                      <span lang="fr" className="h-piecelist__title">
                        {each.title}
                      </span>
                    </span>
                    <span className="h-muted">
                      {/* The file is kept in French: so is the class of its pieces. */}
                      <span lang="fr">{each.category}</span> · {shortDay(each.filedAt, language)} ·{' '}
                      {fileSize(each.size, language)}
                    </span>
                  </button>
                  {each.requestId ? <Link to={`/requests/${each.requestId}`}>{t('dossier.seeRequest')}</Link> : null}
                </>
              )}
            </li>
          ))}
        </ol>
      </section>
      <section aria-label={t('dossier.viewer')}>
        {piece ? (
          <PdfFrame
            key={piece.number}
            src={addressOf('GET /api/dossiers/:personId/pieces/:number', {
              params: { personId, number: piece.number },
            })}
            title={piece.title}
            lang="fr"
            tall
          />
        ) : (
          <EmptyState title={t('dossier.choose')} />
        )}
      </section>
    </div>
  );
}

function Consultations({ dossier }: { dossier: DossierView }) {
  const { t, language, known } = useLanguage();
  return (
    <Panel title={t('dossier.consultations')}>
      {dossier.consultations.length === 0 ? (
        <p className="h-muted">{t('dossier.noConsultation')}</p>
      ) : (
        <ul className="h-news">
          {dossier.consultations.map((each) => (
            <li key={`${each.at}-${each.by.id}-${each.what}`}>
              <span>
                <strong>{fullName(each.by)}</strong>{' '}
                {known(`dossier.consulted.${each.what}`, {}, t('dossier.consultedOther'))}
              </span>
              <span className="h-muted">{moment(each.at, language)}</span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
