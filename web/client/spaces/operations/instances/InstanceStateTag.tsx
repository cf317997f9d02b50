import { Tag } from '@carbon/react';
import type { InstanceView } from '../../../../contract/operations/instances.ts';
import { useLanguage } from '../../../language/use-language.ts';

const COLOURS = {
  active: 'blue',
  incident: 'red',
  completed: 'green',
  terminated: 'gray',
} as const satisfies Record<InstanceView['state'], string>;

export function InstanceStateTag({ state }: { state: InstanceView['state'] }) {
  const { t } = useLanguage();
  return <Tag type={COLOURS[state]}>{t(`instances.states.${state}`)}</Tag>;
}
