import { beforeEach, expect, test } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { createRef } from 'react';
import { show } from '#testing/component/show.tsx';
import RequestForm, { type FormHandle } from './RequestForm.tsx';
import type { FormComponent } from './schema.ts';

const unless = (key: string) => ({ requiredWhen: `=${key} = null or ${key} = ""` });
const FIELDS: FormComponent[] = [
  { id: 'phone', key: 'phone', type: 'textfield', label: 'Téléphone', properties: unless('since') },
  { id: 'since', key: 'since', type: 'datetime', subtype: 'date', dateLabel: 'Depuis', properties: unless('phone') },
  {
    id: 'proof',
    key: 'proof',
    type: 'filepicker',
    label: 'Justificatif',
    properties: { requiredWhen: '=phone = "x"' },
  },
];

/** A form on screen, and what the page asks of it. */
function showForm(components: readonly FormComponent[], initial = {}) {
  const handle = createRef<FormHandle>();
  const schema = { id: 'f', type: 'default', components };
  show(<RequestForm {...{ schema, initial, handle }} texts={{}} home={{ draftId: '' }} onChange={() => {}} />);
  return handle;
}

/** As a screen reader says it. */
const isRequired = (field: HTMLElement) => field.matches('[required], [aria-required="true"]');

// form-js draws when it likes: fields of ours within it are no part of what Testing Library waits for.
beforeEach(() => void Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false }));

test('a field that other answers make due says so at once, and no longer once they do not', async () => {
  showForm(FIELDS);
  const since = await screen.findByRole('textbox', { name: /^Depuis/ });
  const marks = () => [...document.querySelectorAll('label')].map((label) => label.textContent?.trim());
  await waitFor(() => expect(isRequired(since)).toBe(true));
  expect(marks()).toEqual(['Téléphone*', 'Depuis*', 'Justificatif']);

  await userEvent.type(screen.getByRole('textbox', { name: /^Téléphone/ }), 'x');
  await waitFor(() => expect(marks()).toEqual(['Téléphone*', 'Depuis', 'Justificatif* (obligatoire)']));
  expect(isRequired(since)).toBe(false);
});

test('what is wrong is what the server finds wrong: nothing of what is left empty, or not shown', async () => {
  const day = (key: string, properties = {}) => ({
    ...{ id: key, key, type: 'datetime', subtype: 'date', dateLabel: key, properties },
  });
  const box = (key: string, change: Partial<FormComponent>) => ({
    id: key,
    key,
    type: 'checkbox',
    label: key,
    ...change,
  });
  const due = { properties: { requiredWhen: '=start != null' } };
  const handle = showForm(
    [
      day('start', { validate: '=date(start) > date(end)' }),
      day('end', { validate: '=end != null' }),
      day('latest', { validate: '=date(latest) > date(start)' }),
      box('agreed', due),
      box('hidden', { ...due, conditional: { hide: '=start != null' } }),
    ],
    { start: '2027-02-01', latest: '2027-01-31' },
  );
  await screen.findByRole('textbox', { name: /^latest/ });
  await waitFor(() => expect(screen.queryByRole('checkbox', { name: /hidden/ })).toBeNull());
  expect(handle.current?.check().map(({ fieldId }) => fieldId)).toEqual(['latest', 'agreed']);
});
