import { TextInput } from '@carbon/react';
import { useLanguage } from '#web/client/language/use-language.ts';

/** What names a person and reaches them, in the order of every screen. */
export const IDENTITY = ['firstName', 'lastName', 'employeeNumber', 'workEmail'] as const;

/** The same, as it is typed. */
export type TypedIdentity = Readonly<Record<(typeof IDENTITY)[number], string>>;

/** A field for each; ids begin with `id`. */
export function IdentityFields(props: {
  id: string;
  identity: TypedIdentity;
  onChange: (identity: TypedIdentity) => void;
  emailHelp?: string;
}) {
  const { t } = useLanguage();
  const { id, identity, onChange, emailHelp } = props;
  return (
    <>
      {IDENTITY.map((field) => (
        <TextInput
          key={field}
          id={`${id}-${field}`}
          labelText={t(`people.fields.${field}`)}
          {...(field === 'workEmail' ? { type: 'email', helperText: emailHelp } : { type: 'text' })}
          autoComplete="off"
          value={identity[field]}
          onChange={(event) => onChange({ ...identity, [field]: event.target.value })}
        />
      ))}
    </>
  );
}
