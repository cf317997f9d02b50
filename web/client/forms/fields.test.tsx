import { describe, expect, jest, test } from '@jest/globals';
import { screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { show } from '#testing/component/show.tsx';
import { speak } from '../language/language.ts';
import { DateField } from './DateField.tsx';
import { SelectField } from './SelectField.tsx';

const aField = { inputId: 'field', label: 'Date de début', required: true, disabled: false, onBlur: () => {} };

/** What a screen reader says after the name of the field. */
const saidWith = (field: HTMLElement): string =>
  (field.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ');

function TypedDate({ onChange }: { onChange: (value: string | null) => void }) {
  const [value, setValue] = useState<string | null>(null);
  const change = (next: string | null) => {
    setValue(next);
    onChange(next);
  };
  return <DateField {...aField} errors={[]} value={value} onChange={change} />;
}

describe('a date', () => {
  test('is typed day first, in figures, and kept as the day that it is', async () => {
    const onChange = jest.fn();
    show(<TypedDate onChange={onChange} />);
    const field = screen.getByRole('textbox', { name: /Date de début/ });
    expect(saidWith(field)).toContain('jour/mois/année');

    await userEvent.type(field, '1/9/2027');
    await userEvent.tab();

    expect(onChange).toHaveBeenLastCalledWith('2027-09-01');
    expect((field as HTMLInputElement).value).toBe('01/09/2027');
    expect(field.getAttribute('aria-invalid')).toBe('false');
  });

  test('that does not exist stays as it was typed, and says so', async () => {
    const onChange = jest.fn();
    show(<TypedDate onChange={onChange} />);
    const field = screen.getByRole('textbox', { name: /Date de début/ });

    await userEvent.type(field, '31/02/2027');
    expect(screen.queryByRole('alert')).toBeNull();
    await userEvent.tab();

    expect((field as HTMLInputElement).value).toBe('31/02/2027');
    expect(onChange).toHaveBeenLastCalledWith('31/02/2027');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(saidWith(field)).toContain('Cette date n’existe pas');
    expect(screen.getByRole('alert').textContent).toContain('Cette date n’existe pas');
  });

  test('that is emptied is no date at all', async () => {
    const onChange = jest.fn();
    show(<TypedDate onChange={onChange} />);
    const field = screen.getByRole('textbox', { name: /Date de début/ });
    await userEvent.type(field, '01/09/2027');
    await userEvent.clear(field);
    expect(onChange).toHaveBeenLastCalledWith(null);
  });

  test('is explained in English too', async () => {
    await speak('en');
    show(<TypedDate onChange={() => {}} />);
    expect(saidWith(screen.getByRole('textbox'))).toContain('day/month/year');
    expect(screen.getByRole('button', { name: /calendar/ })).toBeDefined();
  });
});

describe('a choice', () => {
  const options = [
    { label: '50 %', value: 50 },
    { label: '80 %', value: 80 },
  ];
  const aChoice = { ...aField, label: 'Quotité', options, value: null, errors: [] };

  test('gives the value behind the words, whatever its type, or none', async () => {
    const onChange = jest.fn();
    const { rerender } = show(<SelectField {...aChoice} onChange={onChange} />);
    const field = screen.getByRole('combobox', { name: /Quotité/ });
    expect(screen.getByRole('option', { name: 'Choisir…', selected: true })).toBeDefined();

    await userEvent.selectOptions(field, '80 %');
    expect(onChange).toHaveBeenLastCalledWith(80);

    rerender(<SelectField {...aChoice} value={80} onChange={onChange} />);
    await userEvent.selectOptions(screen.getByRole('combobox'), 'Choisir…');
    expect(onChange).toHaveBeenLastCalledWith(null);
  });

  test('says with the field what is wrong about it', () => {
    show(
      <SelectField
        {...aChoice}
        description="De la durée légale."
        errors={['Choisissez une quotité.']}
        onChange={() => {}}
      />,
    );
    const field = screen.getByRole('combobox', { name: /Quotité/ });
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(saidWith(field)).toBe('De la durée légale. Choisissez une quotité.');
  });
});
