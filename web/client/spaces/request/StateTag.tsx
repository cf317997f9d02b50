import { Tag } from '@carbon/react';
import type { RequestState } from '#web/contract/requests/requests.ts';
import { useLanguage } from '../../language/use-language.ts';

const COLOR: Record<RequestState, 'blue' | 'purple' | 'teal' | 'green' | 'red' | 'gray' | 'warm-gray' | 'magenta'> = {
  filed: 'blue',
  'in-review': 'blue',
  'complement-asked': 'magenta',
  'to-sign': 'purple',
  'signed-sealing': 'teal',
  granted: 'green',
  refused: 'red',
  withdrawn: 'warm-gray',
  closed: 'gray',
};

/** The state of a request, in words first. */
export function StateTag({ state }: { state: RequestState }) {
  const { t } = useLanguage();
  return (
    <Tag type={COLOR[state]} size="md" className="h-state">
      {t(`request.states.${state}`)}
    </Tag>
  );
}
