import { TextInput } from '@carbon/react';
import { useState } from 'react';
import { useList } from '#web/client/api/use-list.ts';
import { fullName } from '#web/client/language/format.ts';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { Column } from '#web/client/ui/lists/ListTable.tsx';
import type { PostingRow } from '#web/contract/operations/administration.ts';
import { AdministrationList } from '../AdministrationList.tsx';
import { AdministrationPage } from '../AdministrationPage.tsx';
import { NewHolding } from '../NewHolding.tsx';
import type { Choice } from '../Picker.tsx';
import { PersonPicker, StructurePicker } from '../pickers.tsx';
import { useColumns } from '../use-columns.tsx';

/** Who is posted where, from when to when. */
export function Postings() {
  const { t } = useLanguage();
  const list = useList('GET /api/administration/postings');
  const [notice, setNotice] = useState('');
  const done = () => setNotice(t('administration.done'));
  const common = useColumns();
  const columns: Column<PostingRow>[] = [
    common.person,
    common.structure,
    {
      key: 'quality',
      header: t('administration.postings.qualityShort'),
      cell: (row) => (
        <span className="h-two" lang="fr">
          <span>{row.quality}</span>
          <span className="h-muted">{row.grade}</span>
        </span>
      ),
    },
    common.period,
    common.actions<PostingRow>({
      of: 'postings',
      nameOf: (row) => `${fullName(row.person)}, ${row.structure.name}`,
      onDone: done,
    }),
  ];
  return (
    <AdministrationPage of="postings" notice={notice}>
      <NewPosting onDone={setNotice} />
      <AdministrationList label={t('administration.postings.title')} list={list} columns={columns} />
    </AdministrationPage>
  );
}

function NewPosting({ onDone }: { onDone: (notice: string) => void }) {
  const { t } = useLanguage();
  const [person, setPerson] = useState<Choice | null>(null);
  const [structure, setStructure] = useState<Choice | null>(null);
  const [quality, setQuality] = useState('');
  const [grade, setGrade] = useState('');
  return (
    <NewHolding
      title={t('administration.postings.create')}
      of="postings"
      id="posting"
      filled={{
        [t('administration.person')]: person !== null,
        [t('administration.structure')]: structure !== null,
        [t('administration.postings.qualityShort')]: quality.trim() !== '',
        [t('administration.postings.grade')]: grade.trim() !== '',
      }}
      body={{
        personId: person?.id ?? '',
        structureId: structure?.id ?? '',
        quality: quality.trim(),
        grade: grade.trim(),
      }}
      byTwo="possibly"
      onDone={(notice) => {
        setPerson(null);
        onDone(notice);
      }}
    >
      <PersonPicker id="posting-person" label={t('administration.person')} chosen={person} onChoose={setPerson} />
      <StructurePicker
        id="posting-structure"
        label={t('administration.structure')}
        chosen={structure}
        onChoose={setStructure}
      />
      <TextInput
        id="posting-quality"
        labelText={t('administration.postings.quality')}
        value={quality}
        onChange={(event) => setQuality(event.target.value)}
      />
      <TextInput
        id="posting-grade"
        labelText={t('administration.postings.grade')}
        value={grade}
        onChange={(event) => setGrade(event.target.value)}
      />
    </NewHolding>
  );
}
