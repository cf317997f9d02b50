import { DocumentDownload, DocumentSigned } from '@carbon/icons-react';
import { Button, Tag } from '@carbon/react';
import { useState } from 'react';
import type { RequestView } from '../../../contract/requests.ts';
import { addressOf } from '../../api/address.ts';
import { moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PdfFrame } from '../../ui/PdfFrame.tsx';
import { PostalNotices } from './PostalNotices.tsx';

/** The acts issued: read, download, and how to check them. */
export function ActsTab({ request }: { request: RequestView }) {
  const { t } = useLanguage();
  if (request.acts.length === 0) return <EmptyState title={t('request.noAct')} text={t('request.noActText')} />;
  return (
    <>
      {request.acts.map((act) => (
        <Act key={act.id} request={request} act={act} />
      ))}
      <details className="h-verify">
        <summary>{t('request.verifyTitle')}</summary>
        <p className="h-text">{t('request.verifyText')}</p>
        <pre>
          <code>{t('request.verifyCommand')}</code>
        </pre>
        <p>
          <a href={addressOf('GET /api/seal-authority.pem')} download>
            {t('request.authority')}
          </a>
        </p>
        {request.acts.map(({ id, title, sha256 }) =>
          sha256 ? (
            <p key={id} className="h-hash">
              <span lang="fr">{title}</span> · {t('request.hash')} <code>{sha256}</code>
            </p>
          ) : null,
        )}
      </details>
    </>
  );
}

function Act({ request, act }: { request: RequestView; act: RequestView['acts'][number] }) {
  const { t, language } = useLanguage();
  const [open, setOpen] = useState(request.acts.length === 1 && act.sealed);
  const params = { id: request.id, actId: act.id };
  const file = addressOf('GET /api/requests/:id/acts/:actId/file', { params });
  return (
    <article className="h-act">
      <div className="h-act__top">
        <DocumentSigned size={24} />
        <div>
          <h2 lang="fr">{act.title}</h2>
          <p className="h-muted">
            {t('request.signedAt', { date: moment(act.signedAt, language) })}
            {act.dossierNumber === null ? null : ` · ${t('request.dossierNumber', { number: act.dossierNumber })}`}
          </p>
        </div>
        <Tag type={act.sealed ? 'green' : 'teal'}>{act.sealed ? t('request.sealed') : t('request.sealing')}</Tag>
      </div>
      {act.sealed ? (
        <>
          <div className="h-act__actions">
            <Button kind="tertiary" size="sm" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? t('request.closeAct') : t('request.openAct')}
            </Button>
            <Button as="a" href={file} download kind="ghost" size="sm" renderIcon={DocumentDownload}>
              {t('request.download')}
            </Button>
            {request.may.exportEvidence ? (
              <Button
                as="a"
                href={addressOf('GET /api/requests/:id/acts/:actId/evidence', { params })}
                download
                kind="ghost"
                size="sm"
                renderIcon={DocumentDownload}
              >
                {t('request.evidence')}
              </Button>
            ) : null}
          </div>
          <PostalNotices request={request} act={act} />
          {open ? <PdfFrame src={file} title={act.title} lang="fr" tall /> : null}
        </>
      ) : (
        <p className="h-text">{t('request.sealingText')}</p>
      )}
    </article>
  );
}
