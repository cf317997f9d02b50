import { ComposedModal, ModalBody, ModalHeader } from '@carbon/react';
import { useState } from 'react';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { Step } from '../../bpmn/steps.ts';
import { ChoiceList } from './ChoiceList.tsx';
import type { Choice } from './choices.ts';
import type { Ways } from './insert-step.ts';
import { WaysForm } from './WaysForm.tsx';

/** What to put in a flow; of a gateway, where its other way leads is asked in the same gesture. */
export function InsertDialog(props: {
  choices: readonly Choice[];
  /** The steps that the other way of a gateway may lead to. */
  targets: readonly Step[];
  /** What stands after the flow. */
  next: string;
  onInsert: (choice: Choice, ways?: Ways) => void;
  onClose: () => void;
}) {
  const { t } = useLanguage();
  const [gateway, setGateway] = useState<Choice | null>(null);
  const title = gateway ? gateway.name : t('atelier.diagram.insert');
  return (
    <ComposedModal open size="sm" onClose={props.onClose} aria-label={title}>
      <ModalHeader title={title} iconDescription={t('common.close')} />
      <ModalBody hasScrollingContent aria-label={title}>
        {gateway ? (
          <WaysForm
            isExclusive={gateway.id === 'exclusive'}
            targets={props.targets}
            next={props.next}
            onBack={() => setGateway(null)}
            onInsert={(ways) => props.onInsert(gateway, ways)}
          />
        ) : (
          <ChoiceList
            choices={props.choices}
            onClose={props.onClose}
            onChoose={(choice) => (choice.group === 'gateways' ? setGateway(choice) : props.onInsert(choice))}
          />
        )}
      </ModalBody>
    </ComposedModal>
  );
}
