import { Edit } from '@carbon/icons-react';
import { Button, ComposedModal, ModalBody, ModalFooter, ModalHeader } from '@carbon/react';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import type { PartType } from '#domain/circuit/blocks/part.ts';
import { draftAddress, useBeginDraft } from '../../api/open-draft.ts';
import { useAttempt } from '../../api/use-attempt.ts';
import { fullName, moment } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { FailureNote } from '../../ui/FailureNote.tsx';
import type { KindRow } from './by-kind.ts';

/** Opens a draft of a circuit, or of what circuits share, from its version in service; where there are drafts already, one is offered first. */
export function ModifyButton({
  row,
}: {
  row: Pick<KindRow, 'kind' | 'title' | 'drafts'> & { readonly of?: PartType };
}) {
  const { t, language, read } = useLanguage();
  const begin = useBeginDraft();
  const navigate = useNavigate();
  const [choosing, setChoosing] = useState(false);
  const { attempt, busy, problem } = useAttempt();
  const drafts = row.drafts.filter(({ publishing }) => !publishing);

  const { of, kind } = row;
  const start = () => void attempt(() => begin(of ? { of, kind } : { kind }));
  return (
    <>
      <Button
        kind="ghost"
        size="sm"
        renderIcon={Edit}
        disabled={busy}
        aria-label={t('atelier.modifyWhich', { title: read(row.title) })}
        onClick={() => (drafts.length > 0 ? setChoosing(true) : start())}
      >
        {t('atelier.modify')}
      </Button>
      {choosing ? null : <FailureNote problem={problem} />}
      {choosing ? (
        <ComposedModal open size="sm" onClose={() => setChoosing(false)} aria-label={t('atelier.alreadyOpen')}>
          <ModalHeader title={t('atelier.alreadyOpen')} iconDescription={t('common.close')} />
          <ModalBody>
            <FailureNote problem={problem} />
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
            <Button kind="secondary" disabled={busy} onClick={start}>
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
