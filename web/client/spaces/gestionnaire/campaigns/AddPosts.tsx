import { Button, TextInput } from '@carbon/react';
import { useState } from 'react';
import { POST_CODE } from '#domain/campaign/campaign.ts';
import { faultWords } from '#domain/people/import-words.ts';
import { ApiProblem, call } from '#web/client/api/api.ts';
import { refresh } from '#web/client/api/query.ts';
import { useAttempt } from '#web/client/api/use-attempt.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import { base64Of } from '#web/client/ui/base64-of.ts';
import { FailureNote } from '#web/client/ui/FailureNote.tsx';
import { CsvChoice } from '#web/client/ui/fields/CsvChoice.tsx';

const BLANK = { code: '', title: '', structureCode: '', places: '1', profile: '' };

/** What adds posts: one by a form, many by a file. */
export function AddPosts({ id, onDone }: { id: string; onDone: (notice: string) => void }) {
  const done = async (notice: string) => {
    await refresh('/api/campaigns');
    onDone(notice);
  };
  return (
    <>
      <AddOne id={id} onDone={done} />
      <AddFile id={id} onDone={done} />
    </>
  );
}

function AddOne({ id, onDone }: { id: string; onDone: (notice: string) => Promise<void> }) {
  const { t } = useLanguage();
  const { attempt, busy, problem } = useAttempt();
  const [post, setPost] = useState(BLANK);
  const isFilled =
    POST_CODE.test(post.code) &&
    post.title.trim() !== '' &&
    post.structureCode.trim() !== '' &&
    /^\d{1,4}$/.test(post.places);
  const add = async () => {
    const body = { ...post, places: Number(post.places) };
    await call('POST /api/campaigns/:id/posts', { params: { id }, body });
    setPost({ ...BLANK, structureCode: post.structureCode });
    await onDone(t('campaigns.done'));
  };
  const field = (name: keyof typeof BLANK, label: string, maxLength: number) => (
    <TextInput
      id={`post-${name}`}
      labelText={label}
      maxLength={maxLength}
      value={post[name]}
      onChange={(event) => setPost({ ...post, [name]: event.target.value })}
    />
  );
  return (
    <form
      className="h-adminform"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isFilled) void attempt(add, { again: true });
      }}
    >
      <h3>{t('campaigns.addPost')}</h3>
      <p className="h-help">{t('campaigns.addText')}</p>
      {field('code', t('campaigns.code'), 40)}
      {field('title', t('campaigns.postTitle'), 200)}
      {field('structureCode', t('campaigns.structureCode'), 60)}
      {field('places', t('campaigns.places'), 4)}
      {field('profile', t('campaigns.profile'), 2_000)}
      <FailureNote problem={problem} />
      <div className="h-adminform__actions">
        <Button type="submit" size="md" disabled={busy || !isFilled}>
          {t('campaigns.addPost')}
        </Button>
      </div>
    </form>
  );
}

function AddFile({ id, onDone }: { id: string; onDone: (notice: string) => Promise<void> }) {
  const { t } = useLanguage();
  const { attempt, busy, problem } = useAttempt();
  const [file, setFile] = useState<File | null>(null);
  const [wrong, setWrong] = useState<ApiProblem | null>(null);
  const send = async (chosen: File) => {
    setWrong(null);
    const body = { base64: await base64Of(chosen) };
    const { posts } = await call('POST /api/campaigns/:id/posts/file', { params: { id }, body }).catch((error) => {
      if (error instanceof ApiProblem && error.code === 'campaign-file') setWrong(error);
      throw error;
    });
    setFile(null);
    await onDone(t('campaigns.postsWritten', { count: posts }));
  };
  return (
    <div className="h-adminform">
      <h3>{t('campaigns.fromFile')}</h3>
      <CsvChoice
        label={t('campaigns.fileColumns')}
        choose={t('campaigns.chooseFile')}
        none={t('campaigns.noFile')}
        file={file}
        onChoose={(chosen) => {
          setFile(chosen);
          setWrong(null);
        }}
      />
      <FailureNote problem={problem} />
      {wrong === null ? null : <WrongLines problem={wrong} />}
      {file === null ? null : (
        <div className="h-adminform__actions">
          <Button
            size="md"
            kind="secondary"
            disabled={busy}
            onClick={() => void attempt(() => send(file), { again: true })}
          >
            {t('campaigns.fromFile')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** What is wrong in a file, a line of it each. */
function WrongLines({ problem: { faults, params } }: { problem: ApiProblem }) {
  const { t, language } = useLanguage();
  const more = Number(params.more ?? 0);
  return (
    <ul>
      {faults.map((fault, at) => {
        const said = faultWords(fault, language);
        // biome-ignore lint/suspicious/noArrayIndexKey: a line can have two faults of a kind, and the list never changes
        return <li key={at}>{fault.field === '0' ? said : t('campaigns.wrongLine', { line: fault.field, said })}</li>;
      })}
      {more > 0 ? <li>{t('campaigns.wrongMore', { count: more })}</li> : null}
    </ul>
  );
}
