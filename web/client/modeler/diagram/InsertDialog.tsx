import { ComposedModal, ModalBody, ModalHeader } from '@carbon/react';
import { useLanguage } from '../../language/use-language.ts';
import type { ElementTemplate } from './templates.ts';

/** The steps that can be put in the circuit, each with what it does. */
export function InsertDialog({
  templates,
  onChoose,
  onClose,
}: {
  templates: readonly ElementTemplate[];
  onChoose: (template: ElementTemplate) => void;
  onClose: () => void;
}) {
  const { t, language } = useLanguage();
  const sorted = templates.toSorted((a, b) => a.name.localeCompare(b.name, language));
  return (
    <ComposedModal open size="sm" onClose={onClose} aria-label={t('atelier.diagram.insert')}>
      <ModalHeader title={t('atelier.diagram.insert')} iconDescription={t('common.close')} />
      <ModalBody hasScrollingContent aria-label={t('atelier.diagram.insert')}>
        <ul className="h-modeler__choices">
          {sorted.map((template) => (
            <li key={template.id}>
              <button type="button" onClick={() => onChoose(template)}>
                <strong>{template.name}</strong>
                <span>{template.description}</span>
              </button>
            </li>
          ))}
        </ul>
      </ModalBody>
    </ComposedModal>
  );
}
