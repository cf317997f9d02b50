import type { Bilingual } from '#domain/bilingual.ts';
import type { PostOffer } from '../checks/in-campaign.ts';
import type { FormComponent, FormSchema } from './schema.ts';

/**
 * The options that a field offers to one agent: items of a list of theirs, decisions taken for
 * them.
 */
export interface OptionOffer {
  /** Key of the component. */
  readonly key: string;
  readonly options: readonly { readonly value: string; readonly label: Bilingual }[];
}

/**
 * Returns the form with the options that it offers to one agent, and no others, in the fields
 * concerned.
 */
export const offerItems = (form: FormSchema, offers: readonly OptionOffer[]): FormSchema =>
  offering(
    form,
    new Map(offers.map(({ key, options }) => [key, options.map(({ value }) => ({ value, label: value }))])),
  );

/** Returns the form with the posts of a campaign, and no others, in the fields that ask for one. */
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

/**
 * Builds the labels of these options, keyed like the other options of a form: « enfant.options.<id>
 * ».
 */
export const offeredTexts = (offers: readonly OptionOffer[]): Readonly<Record<string, Bilingual>> =>
  Object.fromEntries(
    offers.flatMap(({ key, options }) => options.map(({ value, label }) => [`${key}.options.${value}`, label])),
  );
