import { beforeEach, expect, test } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { show } from '../../../testing/component/show.tsx';
import RequestForm from './RequestForm.tsx';

const unless = (key: string) => ({ requiredWhen: `=${key} = null or ${key} = ""` });
const SCHEMA = {
  ...{ id: 'f', type: 'default' },
  components: [
    { id: 'phone', key: 'phone', type: 'textfield', label: 'Téléphone', properties: unless('since') },
    { id: 'since', key: 'since', type: 'datetime', subtype: 'date', dateLabel: 'Depuis', properties: unless('phone') },
    {
      id: 'proof',
      key: 'proof',
      type: 'filepicker',
      label: 'Justificatif',
      properties: { requiredWhen: '=phone = "x"' },
    },
  ],
};

/** As a screen reader says it. */
const isRequired = (field: HTMLElement) => field.matches('[required], [aria-required="true"]');

// form-js draws when it likes: fields of ours within it are no part of what Testing Library waits for.
beforeEach(() => void Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false }));

test('a field that other answers make due says so at once, and no longer once they do not', async () => {
  show(
    <RequestForm
      schema={SCHEMA}
      texts={{}}
      initial={{}}
      home={{ draftId: '' }}
      onChange={() => {}}
      handle={{ current: null }}
    />,
  );
  const since = await screen.findByRole('textbox', { name: /^Depuis/ });
  const marks = () => [...document.querySelectorAll('label')].map((label) => label.textContent?.trim());
  await waitFor(() => expect(isRequired(since)).toBe(true));
  expect(marks()).toEqual(['Téléphone*', 'Depuis*', 'Justificatif']);

  await userEvent.type(screen.getByRole('textbox', { name: /^Téléphone/ }), 'x');
  await waitFor(() => expect(marks()).toEqual(['Téléphone*', 'Depuis', 'Justificatif* (obligatoire)']));
  expect(isRequired(since)).toBe(false);
});
