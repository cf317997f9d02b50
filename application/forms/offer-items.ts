import type { ItemOffer } from '../../domain/situation/prefill.ts';
import type { PostOffer } from '../checks/in-campaign.ts';
import type { FormComponent, FormSchema } from './schema.ts';

/** The form with the items of the agent’s lists among the options of the fields that ask for one, and no others. */
export const offerItems = (form: FormSchema, offers: readonly ItemOffer[]): FormSchema =>
  offering(
    form,
    new Map(offers.map(({ key, items }) => [key, items.map(({ item }) => ({ value: item, label: String(item) }))])),
  );

/** The form with the posts of a campaign among the options of the fields that ask for one, and no others. */
export const offerPosts = (form: FormSchema, { keys, posts }: PostOffer): FormSchema =>
  offering(form, new Map(keys.map((key) => [key, posts.map(({ code }) => ({ value: code, label: code }))])));

function offering(form: FormSchema, values: ReadonlyMap<string, NonNullable<FormComponent['values']>>): FormSchema {
  if (values.size === 0) return form;
  const offered = (component: FormComponent): FormComponent => {
    const own = values.get(component.key ?? '');
    if (own !== undefined) return { ...component, values: own };
    return component.components === undefined
      ? component
      : { ...component, components: component.components.map(offered) };
  };
  return { ...form, components: form.components.map(offered) };
}
