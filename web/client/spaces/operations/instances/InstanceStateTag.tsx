import { Tag } from '@carbon/react';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { InstanceView } from '#web/contract/operations/instances.ts';

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
