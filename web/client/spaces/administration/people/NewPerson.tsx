import { Select, SelectItem } from '@carbon/react';
import { useState } from 'react';
import { call } from '#web/client/api/api.ts';
import { refresh } from '#web/client/api/query.ts';
import { fullName } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { isRealDay, todayInParis } from '#web/client/ui/fields/civil-date.ts';
import { isReason } from '#web/client/ui/reason.ts';
import { CreatePanel } from '../CreatePanel.tsx';
import { isEnd, ReasonField } from '../fields.tsx';
import { IdentityFields, type TypedIdentity } from './IdentityFields.tsx';
import { EMPTY_POST, type Post, PostFields, postBody } from './PostFields.tsx';

const EMPTY: TypedIdentity = { firstName: '', lastName: '', employeeNumber: '', workEmail: '' };

/** Makes a person with their first post. */
export function NewPerson({ onDone }: { onDone: (notice: string) => void }) {
  const { t } = useLanguage();
  const [identity, setIdentity] = useState(EMPTY);
  const [language, setLanguage] = useState<'fr' | 'en'>('fr');
  const [post, setPost] = useState<Post>({ ...EMPTY_POST, from: todayInParis() });
  const [reason, setReason] = useState('');
  return (
    <CreatePanel
      title={t('people.create')}
      filled={{
        [t('people.fields.firstName')]: identity.firstName.trim() !== '',
        [t('people.fields.lastName')]: identity.lastName.trim() !== '',
        [t('people.fields.employeeNumber')]: identity.employeeNumber.trim() !== '',
        [t('administration.structure')]: post.structure !== null,
        [t('administration.postings.qualityShort')]: post.quality.trim() !== '',
        [t('administration.postings.grade')]: post.grade.trim() !== '',
        [t('administration.from')]: isRealDay(post.from),
        [t('administration.until')]: post.until === '' || isEnd(post),
        [t('administration.reason')]: isReason(reason),
      }}
      onSubmit={async () => {
        const workEmail = identity.workEmail.trim() || null;
        const body = { ...identity, workEmail, language, ...postBody(post), reason: reason.trim() };
        const { proposalId } = await call('POST /api/administration/persons', { body });
        await refresh('/api/administration/persons?', '/api/administration/proposals?');
        const name = fullName(identity);
        setIdentity(EMPTY);
        setReason('');
        onDone(t(proposalId === null ? 'people.created' : 'people.createdProposed', { name }));
      }}
    >
      <IdentityFields id="person" identity={identity} onChange={setIdentity} emailHelp={t('people.workEmailHelp')} />
      <Select
        id="person-language"
        labelText={t('people.language')}
        value={language}
        onChange={(event) => setLanguage(event.target.value === 'en' ? 'en' : 'fr')}
      >
        <SelectItem value="fr" text={t('people.languages.fr')} />
        <SelectItem value="en" text={t('people.languages.en')} />
      </Select>
      <PostFields id="person" post={post} onChange={setPost} />
      <ReasonField id="person-reason" value={reason} onChange={setReason} />
      <p className="h-help">{t('administration.proposals.possibly')}</p>
    </CreatePanel>
  );
}
