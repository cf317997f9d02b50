import { fullName } from '../../language/format.ts';
import { useLanguage } from '../../language/use-language.ts';
import { type Choice, Picker } from './Picker.tsx';

interface Props {
  id: string;
  label: string;
  chosen: Choice | null;
  onChoose: (choice: Choice | null) => void;
  initial?: string;
}

/** Someone of the work directory. */
export function PersonPicker(props: Props) {
  const { t } = useLanguage();
  return (
    <Picker
      {...props}
      of="GET /api/administration/people"
      placeholder={t('administration.searchPerson')}
      toChoice={(person) => ({
        id: person.id,
        name: fullName(person),
        more: [person.employeeNumber, person.quality, person.structureName].filter(Boolean).join(' · '),
      })}
    />
  );
}

/** A structure that one administers and that is not closed; or any, where another one may be proposed to go. */
export function StructurePicker({ everywhere = false, ...props }: Props & { everywhere?: boolean }) {
  const { t } = useLanguage();
  return (
    <Picker
      {...props}
      of="GET /api/administration/structures"
      query={{ open: 'true', pageSize: 10, ...(everywhere && { everywhere: 'true' }) }}
      placeholder={t('administration.searchStructure')}
      toChoice={(structure) => ({
        id: structure.id,
        name: structure.name,
        more: `${structure.code} · ${structure.city}`,
      })}
    />
  );
}
