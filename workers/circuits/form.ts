/** A component of a form that holds or shows something, as the circuit's sheet and checks need it. */
export interface FormComponent {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly label: string;
  /** Its value becomes a variable of the circuit. */
  readonly fact: boolean;
  readonly pieceType?: string;
  /** What a text must be (domain/field-format.ts). */
  readonly format?: string;
  /** Kept encrypted, shown masked. */
  readonly sensitive: boolean;
  readonly mandatory: boolean;
  /** Values offered, as text. */
  readonly options: readonly string[];
  /** Keys of its words in the texts: « quota.label », « quota.options.50 »… */
  readonly wordKeys: readonly string[];
}

export interface FormSheet {
  readonly id: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly components: readonly FormComponent[];
}

interface Raw {
  readonly id?: string;
  readonly key?: string;
  readonly type?: string;
  readonly label?: string;
  readonly dateLabel?: string;
  readonly description?: string;
  readonly text?: string;
  readonly values?: readonly { readonly value?: unknown }[];
  readonly properties?: Readonly<Record<string, string>>;
  readonly components?: readonly Raw[];
}

/** Reads a Camunda form; undefined when it is not one. */
export function readForm(source: string): FormSheet | undefined {
  let schema: unknown;
  try {
    schema = JSON.parse(source);
  } catch {
    return undefined;
  }
  const form = schema as Raw | null;
  if (typeof form?.id !== 'string' || !Array.isArray(form.components) || isTooDeep(form.components)) return undefined;
  return { id: form.id, schema: schema as Record<string, unknown>, components: flatten(form.components) };
}

/** Groups within groups, further than any person would fold them. */
const MAX_DEPTH = 20;

function isTooDeep(components: readonly Raw[]): boolean {
  let level: readonly Raw[] = components;
  for (let depth = 0; level.length > 0; depth++) {
    if (depth === MAX_DEPTH) return true;
    level = level.flatMap((raw) => (Array.isArray(raw?.components) ? (raw.components as Raw[]) : []));
  }
  return false;
}

function flatten(components: readonly Raw[]): FormComponent[] {
  return components.flatMap((raw) => {
    const key = raw.key ?? raw.id ?? '';
    const properties = raw.properties ?? {};
    const label = raw.label ?? raw.dateLabel ?? '';
    const wordKeys = [
      ...(label === '' ? [] : [`${key}.label`]),
      ...(raw.description === undefined ? [] : [`${key}.description`]),
      ...(raw.text === undefined ? [] : [`${key}.text`]),
      ...(raw.values ?? []).map(({ value }) => `${key}.options.${String(value)}`),
      ...(properties.validateMessage === undefined ? [] : [`${key}.validateMessage`]),
      ...(properties.requiredWhenMessage === undefined ? [] : [`${key}.requiredWhenMessage`]),
    ];
    const component: FormComponent = {
      id: raw.id ?? key,
      key,
      type: raw.type ?? '',
      label,
      fact: properties.fact === 'true',
      ...(properties.pieceType !== undefined && { pieceType: properties.pieceType }),
      ...(properties.format !== undefined && { format: properties.format }),
      sensitive: properties.sensitive === 'true',
      mandatory: properties.mandatory === 'true',
      options: (raw.values ?? []).map(({ value }) => String(value)),
      wordKeys,
    };
    return [component, ...flatten(raw.components ?? [])];
  });
}
