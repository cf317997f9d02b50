import { Checkbox, Select, SelectItem, TextInput } from '@carbon/react';
import { useState } from 'react';
import { useLanguage } from '#web/client/language/use-language.ts';
import { NewHolding } from '../NewHolding.tsx';
import type { Choice } from '../Picker.tsx';
import { PersonPicker, StructurePicker } from '../pickers.tsx';
import { AuthorityField } from './AuthorityField.tsx';

/** Records a delegation: who, to whom, in what matters, where, from when to when. */
export function NewDelegation({
  kinds,
  onDone,
}: {
  kinds: { kind: string; title: string }[];
  onDone: (notice: string) => void;
}) {
  const { t } = useLanguage();
  const [reference, setReference] = useState('');
  const [delegator, setDelegator] = useState<Choice | null>(null);
  const [quality, setQuality] = useState('');
  const [delegate, setDelegate] = useState<Choice | null>(null);
  const [all, setAll] = useState(false);
  const [some, setSome] = useState<string[]>([]);
  const [structure, setStructure] = useState<Choice | null>(null);
  return (
    <NewHolding
      title={t('administration.delegations.create')}
      of="delegations"
      id="delegation"
      filled={{
        [t('administration.delegations.reference')]: reference.trim() !== '',
        [t('administration.delegations.delegator')]: delegator !== null,
        [t('administration.delegations.delegatorQuality')]: quality.trim() !== '',
        [t('administration.delegations.delegate')]: delegate !== null,
        [t('administration.delegations.matters')]: all || some.length > 0,
        [t('administration.structure')]: structure !== null,
      }}
      body={{
        reference: reference.trim(),
        delegatorId: delegator?.id ?? '',
        delegatorQuality: quality.trim(),
        delegateId: delegate?.id ?? '',
        matters: all ? ['*'] : some,
        structureId: structure?.id ?? '',
      }}
      byTwo="always"
      onDone={(notice) => {
        setDelegate(null);
        setReference('');
        onDone(notice);
      }}
    >
      <TextInput
        id="delegation-reference"
        labelText={t('administration.delegations.reference')}
        value={reference}
        onChange={(event) => setReference(event.target.value)}
      />
      <PersonPicker
        id="delegation-delegator"
        label={t('administration.delegations.delegator')}
        chosen={delegator}
        onChoose={setDelegator}
      />
      <AuthorityField
        id="delegation-quality"
        label={t('administration.delegations.delegatorQuality')}
        help={t('administration.delegations.delegatorQualityHelp')}
        value={quality}
        onChange={setQuality}
      />
      <PersonPicker
        id="delegation-delegate"
        label={t('administration.delegations.delegate')}
        chosen={delegate}
        onChoose={setDelegate}
      />
      <Select
        id="delegation-matters"
        labelText={t('administration.delegations.matters')}
        value={all ? 'all' : 'some'}
        onChange={(event) => setAll(event.target.value === 'all')}
      >
        <SelectItem value="some" text={t('administration.delegations.someMatters')} />
        <SelectItem value="all" text={t('administration.delegations.allMatters')} />
      </Select>
      {all ? null : (
        <fieldset className="h-adminform__choices">
          <legend className="cds--label">{t('administration.delegations.someMatters')}</legend>
          {kinds.map(({ kind, title }) => (
            <Checkbox
              key={kind}
              id={`matter-${kind}`}
              labelText={title}
              checked={some.includes(kind)}
              onChange={(_event, { checked }) =>
                setSome((before) => (checked ? [...before, kind] : before.filter((each) => each !== kind)))
              }
            />
          ))}
        </fieldset>
      )}
      <StructurePicker
        id="delegation-structure"
        label={t('administration.structure')}
        chosen={structure}
        onChoose={setStructure}
      />
    </NewHolding>
  );
}
