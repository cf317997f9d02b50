import { Edit } from '@carbon/icons-react';
import { Button, ComposedModal, ModalBody, ModalFooter, ModalHeader } from '@carbon/react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { fullName, moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Failure } from '../../shell/Failure.tsx';
import type { KindRow } from './by-kind.ts';
import { draftAddress, useBeginDraft } from './open-draft.ts';

/** Opens a draft of a circuit from its version in service; where there are drafts already, one is offered first. */
export function ModifyButton({ row }: { row: KindRow }) {
  const { t, language, read } = useLanguage();
  const begin = useBeginDraft();
  const navigate = useNavigate();
  const [choosing, choose] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const drafts = row.drafts.filter(({ publishing }) => !publishing);

  const start = async () => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await begin({ kind: row.kind });
    } catch (error) {
      setProblem(error);
      setBusy(false);
    }
  };
  return (
    <>
      <Button
        kind="ghost"
        size="sm"
        renderIcon={Edit}
        disabled={busy}
        aria-label={t('atelier.modifyWhich', { title: read(row.title) })}
        onClick={() => (drafts.length > 0 ? choose(true) : void start())}
      >
        {t('atelier.modify')}
      </Button>
      {problem && !choosing ? <Failure error={problem} /> : null}
      {choosing ? (
        <ComposedModal open size="sm" onClose={() => choose(false)} aria-label={t('atelier.alreadyOpen')}>
          <ModalHeader title={t('atelier.alreadyOpen')} iconDescription={t('common.close')} />
          <ModalBody>
            {problem ? <Failure error={problem} /> : null}
            <p className="h-text">{t('atelier.alreadyOpenText')}</p>
            <ul className="h-bullets">
              {drafts.map(({ id, updatedAt, updatedBy }) => (
                <li key={id}>
                  <Link to={draftAddress(id)}>
                    {updatedBy
                      ? t('atelier.touchedBy', { date: moment(updatedAt, language), name: fullName(updatedBy) })
                      : t('atelier.touchedByRelease', { date: moment(updatedAt, language) })}
                  </Link>
                </li>
              ))}
            </ul>
          </ModalBody>
          <ModalFooter>
            <Button kind="secondary" disabled={busy} onClick={() => void start()}>
              {t('atelier.startAnother')}
            </Button>
            <Button kind="primary" onClick={() => void navigate(draftAddress(drafts[0]?.id ?? ''))}>
              {t('atelier.goOn')}
            </Button>
          </ModalFooter>
        </ComposedModal>
      ) : null}
    </>
  );
}
