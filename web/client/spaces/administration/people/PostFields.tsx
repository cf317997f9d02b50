import { TextInput } from '@carbon/react';
import { useLanguage } from '#web/client/language/use-language.ts';
import { PeriodFields } from '../fields.tsx';
import type { Choice } from '../Picker.tsx';
import { StructurePicker } from '../pickers.tsx';

/** A post as it is typed. */
export interface Post {
  structure: Choice | null;
  quality: string;
  grade: string;
  from: string;
  until: string;
}
export const EMPTY_POST: Post = { structure: null, quality: '', grade: '', from: '', until: '' };

/** The same, as it is sent. */
export const postBody = ({ structure, quality, grade, from, until }: Post) => ({
  ...{ structureId: structure?.id ?? '', quality: quality.trim(), grade: grade.trim() },
  ...{ from, until: until || null },
});

/** Where somebody is posted, as what, from when to when. */
export function PostFields({ id, post, onChange }: { id: string; post: Post; onChange: (post: Post) => void }) {
  const { t } = useLanguage();
  return (
    <>
      <StructurePicker
        id={`${id}-structure`}
        label={t('administration.structure')}
        chosen={post.structure}
        onChoose={(structure) => onChange({ ...post, structure })}
      />
      <TextInput
        id={`${id}-quality`}
        labelText={t('administration.postings.quality')}
        value={post.quality}
        onChange={(event) => onChange({ ...post, quality: event.target.value })}
      />
      <TextInput
        id={`${id}-grade`}
        labelText={t('administration.postings.grade')}
        value={post.grade}
        onChange={(event) => onChange({ ...post, grade: event.target.value })}
      />
      <PeriodFields
        id={id}
        from={post.from}
        until={post.until}
        onChange={(period) => onChange({ ...post, ...period })}
      />
    </>
  );
}
