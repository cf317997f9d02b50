import type { ItemOffer } from '../../domain/situation/prefill.ts';
import type { FormComponent, FormSchema } from './schema.ts';

/** The form with the items of the agent’s lists among the options of the fields that ask for one, and no others. */
export function offerItems(form: FormSchema, offers: readonly ItemOffer[]): FormSchema {
  if (offers.length === 0) return form;
  const offered = (component: FormComponent): FormComponent => {
    const offer = offers.find(({ key }) => key === component.key);
    if (offer !== undefined)
      return { ...component, values: offer.items.map(({ item }) => ({ value: item, label: String(item) })) };
    return component.components === undefined
      ? component
      : { ...component, components: component.components.map(offered) };
  };
  return { ...form, components: form.components.map(offered) };
}
