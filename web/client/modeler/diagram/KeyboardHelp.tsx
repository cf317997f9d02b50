import { Modal } from '@carbon/react';
import { useLanguage } from '../../language/use-language.ts';

const KEYS = [
  ['tab', 'Tab'],
  ['create', 'N'],
  ['append', 'A'],
  ['replace', 'R'],
  ['editLabel', 'E'],
  ['move', '← ↑ → ↓'],
  ['moveView', 'Ctrl + ← ↑ → ↓'],
  ['connect', 'C'],
  ['undo', 'Ctrl + Z'],
  ['redo', 'Ctrl + Y'],
  ['copy', 'Ctrl + C, Ctrl + V'],
  ['find', 'Ctrl + F'],
  ['remove', 'Suppr / Del'],
  ['zoom', 'Ctrl + +, Ctrl + −, Ctrl + 0'],
] as const;

/** What the keyboard does when the drawing has the focus. */
export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  return (
    <Modal
      open
      passiveModal
      size="sm"
      modalHeading={t('atelier.diagram.help')}
      closeButtonLabel={t('common.close')}
      onRequestClose={onClose}
    >
      {/* Not what closes it, whose hint takes the first Escape. */}
      <p className="h-text" tabIndex={-1} data-modal-primary-focus>
        {t('atelier.diagram.helpText')}
      </p>
      <dl className="h-modeler__keys">
        {KEYS.map(([name, keys]) => (
          <div key={name}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{t(`atelier.diagram.keys.${name}`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
