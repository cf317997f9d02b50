import { Checkbox, CheckboxGroup } from '@carbon/react';
import { useState } from 'react';
import { call } from '#web/client/api/api.ts';
import { refresh } from '#web/client/api/query.ts';
import { fullName } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { ConfirmDialog } from '#web/client/ui/ConfirmDialog.tsx';
import { todayInParis } from '#web/client/ui/fields/civil-date.ts';
import { isReason } from '#web/client/ui/reason.ts';
import type { PersonView } from '#web/contract/operations/persons.ts';
import { isPeriod, ReasonField } from '../fields.tsx';
import { EMPTY_POST, type Post, PostFields, postBody } from './PostFields.tsx';

/** One form for the end of a post and the start of another, with the rights that go with the former. */
export function MovePerson(props: { person: PersonView; onClose: () => void; onDone: (notice: string) => void }) {
  const { t } = useLanguage();
  const { person } = props;
  const left = person.postings.find(({ state }) => state === 'in-force');
  const held = person.rights.filter(({ state }) => state === 'in-force');
  const [post, setPost] = useState<Post>({ ...EMPTY_POST, grade: left?.grade ?? '', from: todayInParis() });
  const [ended, setEnded] = useState(held.filter((right) => right.administered).map(({ id }) => id));
  const [reason, setReason] = useState('');
  const filled = post.structure !== null && post.quality.trim() !== '' && post.grade.trim() !== '' && isPeriod(post);
  return (
    <ConfirmDialog
      title={t('people.moveTitle', { name: fullName(person) })}
      confirm={t('people.move')}
      ready={filled && isReason(reason)}
      onClose={props.onClose}
      onConfirm={async () => {
        const answer = await call('POST /api/administration/persons/:id/move', {
          params: { id: person.id },
          body: { ...postBody(post), endedRights: ended, reason: reason.trim() },
        });
        await refresh('/api/administration/persons', '/api/administration/postings?', '/api/administration/proposals?');
        props.onDone(t(answer === undefined ? 'people.moved' : 'people.movedProposed'));
      }}
    >
      <p>{t('people.moveText')}</p>
      {left ? <p>{t('people.moveFrom', { quality: left.quality, structure: left.structure.name })}</p> : null}
      <PostFields id="move" post={post} onChange={setPost} />
      {held.length > 0 ? (
        <CheckboxGroup legendText={t('people.reviewed')}>
          {held.map((right) => (
            <Checkbox
              key={right.id}
              id={`ends-${right.id}`}
              labelText={`${t(`roles.${right.role}`)}, ${right.structure.name}`}
              checked={ended.includes(right.id)}
              disabled={!right.administered}
              {...(!right.administered && { helperText: t('people.notAdministered') })}
              onChange={(_event, { checked }) =>
                setEnded(checked ? [...ended, right.id] : ended.filter((id) => id !== right.id))
              }
            />
          ))}
        </CheckboxGroup>
      ) : null}
      <ReasonField id="move-reason" value={reason} onChange={setReason} />
      <p className="h-help">{t('administration.proposals.possibly')}</p>
    </ConfirmDialog>
  );
}
