import { Select, SelectItem, TextInput } from '@carbon/react';
import { useLanguage } from '#web/client/language/use-language.ts';
import { isRealDay } from '#web/client/ui/fields/civil-date.ts';
import { DayField } from '#web/client/ui/fields/DayField.tsx';
import { AuthorityField } from './AuthorityField.tsx';

/** What a signatory signs by: a delegation alone, their own office, or a text that makes them sign for an authority. */
export interface SigningPowerTyped {
  readonly by: 'delegation' | 'right' | 'text';
  readonly powerReference: string;
  readonly inNameOf: string;
  /** The act that appointed them; without a reference, it is not told. */
  readonly appointment: AppointmentTyped;
}
interface AppointmentTyped {
  readonly reference: string;
  readonly signedOn: string;
  readonly publishedOn: string;
  readonly effectiveOn: string;
}
const NO_APPOINTMENT: AppointmentTyped = { reference: '', signedOn: '', publishedOn: '', effectiveOn: '' };

export const NO_POWER: SigningPowerTyped = {
  by: 'delegation',
  powerReference: '',
  inNameOf: '',
  appointment: NO_APPOINTMENT,
};

/** As it is sent. */
export const powerBody = ({ by, powerReference, inNameOf, appointment }: SigningPowerTyped) => ({
  byRight: by !== 'delegation',
  ...(by !== 'delegation' && powerReference.trim() !== '' && { powerReference: powerReference.trim() }),
  ...(by === 'text' && { inNameOf: inNameOf.trim() }),
  ...(by !== 'delegation' && appointment.reference.trim() !== '' && { appointment: appointmentBody(appointment) }),
});

const appointmentBody = ({ reference, signedOn, publishedOn, effectiveOn }: AppointmentTyped) => ({
  ...{ reference: reference.trim(), signedOn },
  publishedOn: publishedOn || null,
  // It takes effect when it is signed, unless it says when.
  effectiveOn: effectiveOn || signedOn,
});

/** Whether what was begun of an appointment is whole: nothing, or its reference and its day; published, where a text asks it. */
export const isAppointed = ({ by, appointment }: SigningPowerTyped): boolean => {
  const { reference, signedOn, publishedOn, effectiveOn } = appointment;
  if (by === 'delegation' || reference.trim() === '') return true;
  const days = [publishedOn, effectiveOn].every((day) => day === '' || isRealDay(day));
  return isRealDay(signedOn) && days && (by !== 'text' || publishedOn !== '');
};

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
        <AuthorityField
          id="right-authority"
          label={t('administration.habilitations.inNameOf')}
          help={t('administration.habilitations.inNameOfHelp')}
          value={value.inNameOf}
          onChange={(inNameOf) => setValue({ ...value, inNameOf })}
        />
      ) : null}
      {value.by === 'delegation' ? null : (
        <AppointmentFields
          value={value.appointment}
          setValue={(appointment) => setValue({ ...value, appointment })}
          mustBePublished={value.by === 'text'}
        />
      )}
    </>
  );
}

function AppointmentFields(props: {
  value: AppointmentTyped;
  setValue: (value: AppointmentTyped) => void;
  mustBePublished: boolean;
}) {
  const { value, setValue, mustBePublished } = props;
  const { t } = useLanguage();
  return (
    <>
      <TextInput
        id="right-appointment"
        labelText={t('administration.habilitations.appointment.reference')}
        helperText={t('administration.habilitations.appointment.help')}
        value={value.reference}
        onChange={(event) => setValue({ ...value, reference: event.target.value })}
      />
      {value.reference.trim() === ''
        ? null
        : (['signedOn', 'publishedOn', 'effectiveOn'] as const).map((day) => (
            <DayField
              key={day}
              id={`right-appointment-${day}`}
              labelText={t(
                `administration.habilitations.appointment.${day === 'publishedOn' && !mustBePublished ? 'publishedOnOptional' : day}`,
              )}
              value={value[day]}
              onChange={(typed) => setValue({ ...value, [day]: typed })}
            />
          ))}
    </>
  );
}
