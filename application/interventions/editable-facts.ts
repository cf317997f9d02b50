import type { FormComponent, FormSchema } from '../forms/schema.ts';
import type { Version } from '../versions.ts';

/** A fact of a circuit that can be corrected, with the form component that defines its values. */
export interface EditableFact {
  readonly name: string;
  readonly component: FormComponent;
}

/**
 * Lists the facts that the engine was given from a form: the closed list of the version, each with
 * its type and choices.
 */
export function editableFacts({ manifest, form }: Pick<Version, 'manifest' | 'form'>): EditableFact[] {
  const components = flatten(form.components);
  return manifest.facts.flatMap((name) => {
    const component = components.find(({ key }) => key === name);
    return component === undefined ? [] : [{ name, component }];
  });
}

const flatten = (components: readonly FormComponent[]): FormComponent[] =>
  components.flatMap((component) => [component, ...flatten(component.components ?? [])]);

/** Builds a form that asks for one fact only, without what depends on other answers. */
export function formOf({ component }: EditableFact): FormSchema {
  const { conditional: _, disabled: __, readonly: ___, properties = {}, ...rest } = component;
  const { validate: _rule, requiredWhen: _condition, ...kept } = properties;
  return { components: [{ ...rest, properties: kept }] };
}
