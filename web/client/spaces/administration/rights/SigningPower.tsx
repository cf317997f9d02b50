import { Select, SelectItem, TextInput } from '@carbon/react';
import { useLanguage } from '../../../language/use-language.ts';

/** What a signatory signs by: a delegation alone, their own office, or a text that makes them sign for an authority. */
export interface SigningPowerTyped {
  readonly by: 'delegation' | 'right' | 'text';
  readonly powerReference: string;
  readonly inNameOf: string;
}

export const NO_POWER: SigningPowerTyped = { by: 'delegation', powerReference: '', inNameOf: '' };

/** As it is sent. */
export const powerBody = ({ by, powerReference, inNameOf }: SigningPowerTyped) => ({
  byRight: by !== 'delegation',
  ...(by !== 'delegation' && powerReference.trim() !== '' && { powerReference: powerReference.trim() }),
  ...(by === 'text' && { inNameOf: inNameOf.trim() }),
});

export function SigningPower(props: { value: SigningPowerTyped; setValue: (value: SigningPowerTyped) => void }) {
  const { value, setValue } = props;
  const { t } = useLanguage();
  return (
    <>
      <Select
        id="right-signs"
        labelText={t('administration.habilitations.signs')}
        value={value.by}
        onChange={(event) => setValue({ ...value, by: event.target.value as SigningPowerTyped['by'] })}
      >
        <SelectItem value="delegation" text={t('administration.habilitations.byDelegation')} />
        <SelectItem value="text" text={t('administration.habilitations.byText')} />
        <SelectItem value="right" text={t('administration.habilitations.inOwnName')} />
      </Select>
      {value.by === 'delegation' ? null : (
        <TextInput
          id="right-text"
          labelText={t(`administration.habilitations.powerReference${value.by === 'text' ? '' : 'Optional'}`)}
          helperText={value.by === 'text' ? t('administration.habilitations.powerReferenceHelp') : undefined}
          value={value.powerReference}
          onChange={(event) => setValue({ ...value, powerReference: event.target.value })}
        />
      )}
      {value.by === 'text' ? (
        <TextInput
          id="right-authority"
          labelText={t('administration.habilitations.inNameOf')}
          helperText={t('administration.habilitations.inNameOfHelp')}
          value={value.inNameOf}
          onChange={(event) => setValue({ ...value, inNameOf: event.target.value })}
        />
      ) : null}
    </>
  );
}
