import type { Bilingual } from '#domain/circuit/manifest.ts';
import type { PostOffer } from '../checks/in-campaign.ts';
import type { FormComponent, FormSchema } from './schema.ts';

/** What a choice offers to one agent: the items of a list of theirs, what was decided for them. */
export interface OptionOffer {
  /** Of the component. */
  readonly key: string;
  readonly options: readonly { readonly value: string; readonly label: Bilingual }[];
}

/** The form with what it offers to one agent among the options of the fields that ask for it, and nothing else. */
export const offerItems = (form: FormSchema, offers: readonly OptionOffer[]): FormSchema =>
  offering(
    form,
    new Map(offers.map(({ key, options }) => [key, options.map(({ value }) => ({ value, label: value }))])),
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

/** The words of what is offered, keyed as those of the options that a form has: « enfant.options.<id> ». */
export const offeredTexts = (offers: readonly OptionOffer[]): Readonly<Record<string, Bilingual>> =>
  Object.fromEntries(
    offers.flatMap(({ key, options }) => options.map(({ value, label }) => [`${key}.options.${value}`, label])),
  );
