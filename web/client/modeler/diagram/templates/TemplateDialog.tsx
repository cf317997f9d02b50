import { ComposedModal, ModalBody, ModalHeader } from '@carbon/react';
import { useEffect, useState } from 'react';
import { useLanguage } from '#web/client/language/use-language.ts';
import type { BpmnModeler, DrawnElement } from '../../bpmn/services.ts';
import { ChoiceList } from '../insert/ChoiceList.tsx';
import { templateChoices } from '../insert/choices.ts';

/** What the panel of properties asks for by « Choisir » and « Changer »: which of our templates an element follows. */
export function TemplateDialog({ modeler }: { modeler: BpmnModeler | null }) {
  const { t, language } = useLanguage();
  const [element, setElement] = useState<DrawnElement | null>(null);
  useEffect(() => {
    modeler?.get('eventBus').on('elementTemplates.select', (event) => setElement(event.element as DrawnElement));
  }, [modeler]);

  if (!modeler || !element) return null;
  const service = modeler.get('elementTemplates');
  const now = service.get(element)?.id;
  const templates = service.getLatest(element).filter(({ id }) => id !== now);
  const close = () => setElement(null);
  const title = t('atelier.diagram.template');
  return (
    <ComposedModal open size="sm" onClose={close} aria-label={title}>
      <ModalHeader title={title} iconDescription={t('common.close')} />
      <ModalBody hasScrollingContent aria-label={title}>
        {templates.length === 0 ? (
          <p>{t('atelier.diagram.noTemplate')}</p>
        ) : (
          <ChoiceList
            choices={templateChoices(templates, language)}
            onClose={close}
            onChoose={({ id }) => {
              const template = templates.find((each) => each.id === id);
              if (template) service.applyTemplate(element, template);
              close();
            }}
          />
        )}
      </ModalBody>
    </ComposedModal>
  );
}
