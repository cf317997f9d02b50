import type { FormComponent, FormSchema } from '../forms/schema.ts';
import type { Version } from '../versions.ts';

/** A fact of a circuit that can be put right, with the component of the form that says what it may be. */
export interface EditableFact {
  readonly name: string;
  readonly component: FormComponent;
}

/** What the engine was given of a form: the closed list of the version, each with its type and choices. */
export function editableFacts({ manifest, form }: Pick<Version, 'manifest' | 'form'>): EditableFact[] {
  const components = flatten(form.components);
  return manifest.facts.flatMap((name) => {
    const component = components.find(({ key }) => key === name);
    return component === undefined ? [] : [{ name, component }];
  });
}

const flatten = (components: readonly FormComponent[]): FormComponent[] =>
  components.flatMap((component) => [component, ...flatten(component.components ?? [])]);

/** A form that asks for one fact alone: what the component may hold, without what depends on other answers. */
export function formOf({ component }: EditableFact): FormSchema {
  const { conditional: _, disabled: __, readonly: ___, properties = {}, ...rest } = component;
  const { validate: _rule, requiredWhen: _condition, ...kept } = properties;
  return { components: [{ ...rest, properties: kept }] };
}
