import { Archive, Certificate, DocumentDownload, DocumentSigned } from '@carbon/icons-react';
import { Button, Tag } from '@carbon/react';
import { type ElementType, useState } from 'react';
import { Link } from 'react-router';
import type { RequestView } from '#web/contract/requests/requests.ts';
import { addressOf } from '../../api/address.ts';
import { civilDay, moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PdfFrame } from '../../ui/PdfFrame.tsx';
import { ActStatus } from './ActStatus.tsx';
import { PostalNotices } from './PostalNotices.tsx';
import { Undone } from './Undone.tsx';

/** The acts issued: read, download, and how to check them. */
export function ActsTab({ request }: { request: RequestView }) {
  const { t } = useLanguage();
  const { acts, receipt } = request;
  if (acts.length === 0 && receipt === null) {
    const decided = request.state === 'granted' || request.state === 'refused';
    const text = decided ? t('request.noReceiptText') : t('request.noActText');
    return <EmptyState title={t('request.noAct')} text={text} />;
  }
  return (
    <>
      {receipt === null ? null : <Receipt request={request} receipt={receipt} />}
      {acts.map((act) => (
        <Act key={act.id} request={request} act={act} />
      ))}
      <details className="h-verify">
        <summary>{t('request.verifyTitle')}</summary>
        <p className="h-text">{t(receipt === null ? 'request.verifyText' : 'request.receipt.verifyText')}</p>
        <pre>
          <code>{t(receipt === null ? 'request.verifyCommand' : 'request.receipt.verifyCommand')}</code>
        </pre>
        <p>
          <a href={addressOf('GET /api/seal-authority.pem')} download>
            {t('request.authority')}
          </a>
        </p>
        {acts.map(({ id, title, sha256 }) =>
          sha256 ? (
            <p key={id} className="h-hash">
              <span lang="fr">{title}</span> · {t('request.hash')} <code>{sha256}</code>
            </p>
          ) : null,
        )}
        {receipt === null ? null : (
          <p className="h-hash">
            {t('request.receipt.title')} · {t('request.hash')} <code>{receipt.sha256}</code>
          </p>
        )}
      </details>
    </>
  );
}

/** A link to a file that is kept. */
function Download({ href, icon = DocumentDownload, children }: { href: string; icon?: ElementType; children: string }) {
  return (
    <Button as="a" href={href} download kind="ghost" size="sm" renderIcon={icon}>
      {children}
    </Button>
  );
}

/** What was decided without an act, as the ministry sealed it. */
function Receipt({ request, receipt }: { request: RequestView; receipt: NonNullable<RequestView['receipt']> }) {
  const { t, language } = useLanguage();
  const [open, setOpen] = useState(false);
  const file = addressOf('GET /api/requests/:id/receipt', { params: { id: request.id } });
  return (
    <article className="h-act">
      <div className="h-act__top">
        <Certificate size={24} />
        <div>
          <h2>{t('request.receipt.title')}</h2>
          <p className="h-muted">
            {t('request.receipt.sealedAt', { date: moment(receipt.filedAt, language) })}
            {` · ${t('request.dossierNumber', { number: receipt.dossierNumber })}`}
          </p>
        </div>
        <Tag type="green">{t('request.sealed')}</Tag>
      </div>
      <p className="h-text">{t('request.receipt.text')}</p>
      <div className="h-act__actions">
        <Button kind="tertiary" size="sm" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('request.receipt.close') : t('request.receipt.open')}
        </Button>
        <Download href={file}>{t('request.receipt.download')}</Download>
      </div>
      {open ? <PdfFrame src={file} title={t('request.receipt.title')} lang="fr" tall /> : null}
    </article>
  );
}

/** What later acts made of it, and the earlier one that it touched. */
function OtherActs({ act: { touchedBy, touches } }: { act: RequestView['acts'][number] }) {
  const { t, language } = useLanguage();
  const line = (way: 'touched' | 'touching', other: RequestView['acts'][number]['touchedBy'][number]) => (
    <div key={`${way} ${other.number}`}>
      <div className="h-text">
        <Tag type={way === 'touched' ? 'magenta' : 'gray'}>{t(`request.${way}.${other.nature}`)}</Tag>{' '}
        <Link to={`/requests/${other.requestId}?tab=acts`}>{t('request.actNumber', { number: other.number })}</Link>
        {`, ${t(`request.touchedSince.${other.nature}`, { date: civilDay(other.since, language) })}`}
        {way === 'touched' && other.state === 'withdrawn' ? ` ; ${t('request.withdrawnItself')}` : null}
      </div>
      <Undone act={other} />
    </div>
  );
  return (
    <>
      {touchedBy.map((other) => line('touched', other))}
      {touches === null ? null : line('touching', touches)}
    </>
  );
}

function Act({ request, act }: { request: RequestView; act: RequestView['acts'][number] }) {
  const { t, language } = useLanguage();
  const [open, setOpen] = useState(request.acts.length === 1 && act.sealed && act.eliminatedOn === null);
  const params = { id: request.id, actId: act.id };
  const file = addressOf('GET /api/requests/:id/acts/:actId/file', { params });
  const kept = addressOf('GET /api/requests/:id/acts/:actId/file', { params, query: { download: '1' } });
  return (
    <article className="h-act">
      <div className="h-act__top">
        <DocumentSigned size={24} />
        <div>
          <h2 lang="fr">{act.title}</h2>
          <p className="h-muted">
            {t('request.actNumber', { number: act.number })}
            {` · ${t('request.signedAt', { date: moment(act.signedAt, language) })}`}
            {act.dossierNumber === null ? null : ` · ${t('request.dossierNumber', { number: act.dossierNumber })}`}
          </p>
        </div>
        <Tag type={act.sealed ? 'green' : 'teal'}>{act.sealed ? t('request.sealed') : t('request.sealing')}</Tag>
      </div>
      <OtherActs act={act} />
      {act.eliminatedOn !== null ? (
        <p className="h-text">{t('request.eliminated', { date: civilDay(act.eliminatedOn, language) })}</p>
      ) : act.sealed ? (
        <>
          <div className="h-act__actions">
            <Button kind="tertiary" size="sm" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? t('request.closeAct') : t('request.openAct')}
            </Button>
            <Download href={kept}>{t('request.download')}</Download>
            {request.may.exportEvidence ? (
              <Download href={addressOf('GET /api/requests/:id/acts/:actId/evidence', { params })}>
                {t('request.evidence')}
              </Download>
            ) : null}
            {request.may.takeArchive ? (
              <Download href={addressOf('GET /api/requests/:id/acts/:actId/archive', { params })} icon={Archive}>
                {t('request.archive')}
              </Download>
            ) : null}
          </div>
          <AppealTime appeal={act.appeal} />
          {act.kept === null ? null : (
            <p className="h-text h-muted">
              {t(`request.kept.${act.kept.fate}`, { date: civilDay(act.kept.until, language) })}
            </p>
          )}
          <ActStatus requestId={request.id} actId={act.id} />
          <PostalNotices request={request} act={act} />
          {open ? <PdfFrame src={file} title={act.title} lang="fr" tall /> : null}
        </>
      ) : (
        <p className="h-text">{t('request.sealingText')}</p>
      )}
    </article>
  );
}

/** Until when one can go to court against an act: for the agent, and for whoever answers them. */
function AppealTime({ appeal }: { appeal: RequestView['acts'][number]['appeal'] }) {
  const { t, language } = useLanguage();
  return (
    <p className="h-text">
      {appeal === null
        ? t('request.appeal.notBegun')
        : t(`request.appeal.${appeal.by}`, {
            begunOn: civilDay(appeal.begunOn, language),
            endsOn: civilDay(appeal.endsOn, language),
          })}
    </p>
  );
}
