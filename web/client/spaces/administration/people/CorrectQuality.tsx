import { TextInput } from '@carbon/react';
import { useState } from 'react';
import { call } from '#web/client/api/api.ts';
import { refresh } from '#web/client/api/query.ts';
import { fullName } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import { isReason } from '#web/client/ui/reason.ts';
import type { PersonView } from '#web/contract/operations/persons.ts';
import { ReasonField } from '../fields.tsx';

/** Corrects how the quality of a post is written: the same office, where another one is another post. */
export function CorrectQuality(props: {
  person: PersonView;
  post: PersonView['postings'][number];
  onClose: () => void;
  onDone: (notice: string) => void;
}) {
  const { t } = useLanguage();
  const { person, post } = props;
  const [quality, setQuality] = useState(post.quality);
  const [reason, setReason] = useState('');
  const typed = quality.trim();
  return (
    <ConfirmDialog
      title={t('people.correctQualityTitle', { name: fullName(person) })}
      confirm={t('people.correct')}
      ready={typed !== '' && typed !== post.quality && isReason(reason)}
      onClose={props.onClose}
      onConfirm={async () => {
        const body = { quality: typed, reason: reason.trim() };
        const params = { id: post.id };
        const answer = await call('POST /api/administration/postings/:id/correction', { params, body });
        await refresh(
          '/api/administration/persons',
          '/api/administration/postings?',
          '/api/administration/delegations?',
          '/api/administration/proposals?',
        );
        props.onDone(t(answer === undefined ? 'people.qualityCorrected' : 'people.qualityProposed'));
      }}
    >
      <p>{t('people.correctQualityText')}</p>
      <TextInput
        id="correct-quality"
        labelText={t('administration.postings.quality')}
        value={quality}
        onChange={(event) => setQuality(event.target.value)}
      />
      <ReasonField id="correct-quality-reason" value={reason} onChange={setReason} />
      <p className="h-help">{t('people.qualityByTwo')}</p>
    </ConfirmDialog>
  );
}
