import { describe, expect, test } from '@jest/globals';
import type { FormComponent, FormSchema } from '../../forms/schema.ts';
import { textsAfterForm } from './form-words-kept.ts';

const form = (...components: FormComponent[]): FormSchema => ({ id: 'f', components });
const field = (changes: Partial<FormComponent> = {}): FormComponent => ({
  id: 'Field_1',
  key: 'reason',
  type: 'textarea',
  label: 'Motif',
  ...changes,
});
const texts = {
  fr: { form: { 'reason.label': 'Motif', 'other.label': 'Autre' } },
  en: { form: { 'reason.label': 'Reason', 'other.label': 'Other' } },
};

describe('a form and the words people read', () => {
  test('a changed label is the French word; the English one stays, to be read again', () => {
    const after = textsAfterForm(form(field()), form(field({ label: 'Motifs' })), texts, {});
    expect(after.fr.form).toEqual({ 'reason.label': 'Motifs', 'other.label': 'Autre' });
    expect(after.en.form).toEqual(texts.en.form);
  });

  test('words follow a field that takes another key, in both languages', () => {
    const after = textsAfterForm(form(field()), form(field({ key: 'why' })), texts, {});
    expect(after.fr.form).toEqual({ 'why.label': 'Motif', 'other.label': 'Autre' });
    expect(after.en.form).toEqual({ 'why.label': 'Reason', 'other.label': 'Other' });
  });

  test('a new field brings its French words', () => {
    const added = field({ id: 'Field_2', key: 'day', type: 'datetime', label: '', dateLabel: 'Jour' });
    const after = textsAfterForm(form(field()), form(field(), added), texts, {});
    expect(after.fr.form).toEqual({ ...texts.fr.form, 'day.label': 'Jour' });
    expect(after.en.form).toEqual(texts.en.form);
  });

  test('a removed field takes its words along, unless another form shows them', () => {
    const alone = textsAfterForm(form(field()), form(), texts, {});
    expect([alone.fr.form, alone.en.form]).toEqual([{ 'other.label': 'Autre' }, { 'other.label': 'Other' }]);
    const shared = textsAfterForm(form(field()), form(), texts, { 'reason.label': 'Motif' });
    expect(shared.fr.form).toEqual(texts.fr.form);
  });

  test('a text that says it better than the form is kept while the form does not change', () => {
    const better = { ...texts, fr: { form: { 'reason.label': 'Motif de la demande' } } };
    const after = textsAfterForm(form(field()), form(field({ description: 'Dites tout.' })), better, {});
    expect(after.fr.form).toEqual({ 'reason.label': 'Motif de la demande', 'reason.description': 'Dites tout.' });
  });
});
