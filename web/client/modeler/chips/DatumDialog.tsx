import { Modal, Search } from '@carbon/react';
import { useState } from 'react';
import type { ActDatum } from '#domain/circuit/words/datum.ts';
import { useLanguage } from '../../language/use-language.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { dataFound } from './data-found.ts';

/** All that a text can name, by its name: what is chosen goes where the cursor was. */
export function DatumDialog(props: {
  vocabulary: readonly ActDatum[];
  onChosen: (datum: ActDatum) => void;
  onClose: () => void;
}) {
  const words = useEditorWords();
  const { read, t } = useLanguage();
  const [typed, setTyped] = useState('');
  const found = dataFound(props.vocabulary, typed, ({ label }) => read(label));
  return (
    <Modal
      open
      passiveModal
      size="sm"
      modalHeading={words('data.insert')}
      closeButtonLabel={t('common.close')}
      onRequestClose={props.onClose}
    >
      <Search
        id="datum-search"
        size="lg"
        labelText={words('data.search')}
        placeholder={words('data.search')}
        closeButtonLabelText={words('data.clear')}
        value={typed}
        data-modal-primary-focus
        onChange={(event) => setTyped(event.target.value)}
      />
      <p className="h-muted" role="status">
        {words('data.found', { count: found.length })}
      </p>
      <ul className="h-data-list">
        {found.map((datum) => (
          <li key={datum.path}>
            <button type="button" onClick={() => props.onChosen(datum)}>
              {read(datum.label)}
              {datum.sure ? null : <span className="h-muted"> ({words('data.unsure')})</span>}
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  );
}
