import { z } from 'zod';

/** A component of a form that holds or shows something, as the circuit's manifest and checks need it. */
export interface FormComponent {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  /** Of a « datetime »: a day, an hour, or both. */
  readonly subtype?: string;
  readonly label: string;
  /** It, or a group that it stands in, is hidden by some answers: there is none there then. */
  readonly conditional: boolean;
  /** Its value becomes a variable of the circuit. */
  readonly fact: boolean;
  readonly pieceType?: string;
  /** For a document: only its agent and the manager of their file may open it. */
  readonly closed: boolean;
  /** What a text must be (domain/formats/field-format.ts). */
  readonly format?: string;
  /** Where it is filled in from, « theme.field » (domain/situation/prefill.ts). */
  readonly from?: string;
  /** Kept encrypted, shown masked. */
  readonly sensitive: boolean;
  /** Of a piece: the request does not leave without it. */
  readonly mandatory: boolean;
  /** Nobody files the form without an answer there: what the form works out is always there. */
  readonly required: boolean;
  /** Values offered, as text. */
  readonly options: readonly string[];
  /** The same, as an answer keeps them. */
  readonly values: readonly unknown[];
  /** Keys of its words in the texts: « quota.label », « quota.options.50 »… */
  readonly wordKeys: readonly string[];
}

export interface CircuitForm {
  readonly id: string;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly components: readonly FormComponent[];
}

/** What is read of a component; form-js keeps much more, which is the screen's. */
const Raw = z.looseObject({
  id: z.string().optional(),
  key: z.string().optional(),
  type: z.string(),
  subtype: z.unknown().optional(),
  conditional: z.unknown().optional(),
  label: z.string().optional(),
  dateLabel: z.string().optional(),
  description: z.string().optional(),
  text: z.string().optional(),
  values: z.array(z.looseObject({ value: z.unknown() })).optional(),
  expression: z.unknown().optional(),
  properties: z.record(z.string(), z.string()).optional(),
  validate: z.looseObject({ required: z.unknown() }).partial().optional(),
  get components(): z.ZodOptional<z.ZodArray<typeof Raw>> {
    return z.array(Raw).optional();
  },
});
type Raw = z.infer<typeof Raw>;
const Form = z.looseObject({ id: z.string().min(1), components: z.array(Raw) });

/** Why a form is not read: it is none (where, in the words of a reader of JSON), or is beyond a limit. */
export type UnreadForm =
  | { readonly unread: 'form-unreadable'; readonly params: { readonly reason: string } }
  | { readonly unread: 'form-too-many' | 'form-too-deep'; readonly params: { readonly max: number } };

/** Reads a Camunda form; undefined when it is not one. */
export function readForm(source: string): CircuitForm | undefined {
  const read = parseForm(source);
  return 'unread' in read ? undefined : read;
}

/** Reads a Camunda form, or says why it is not read. */
export function parseForm(source: string): CircuitForm | UnreadForm {
  let schema: unknown;
  try {
    schema = JSON.parse(source);
  } catch (error) {
    return noForm((error as Error).message);
  }
  const beyond = limitOf(schema);
  if (beyond !== null) return beyond;
  const form = Form.safeParse(schema);
  if (!form.success) {
    const issue = form.error.issues[0];
    return noForm(`${issue?.path.map(String).join('.') || '{}'}: ${issue?.message ?? ''}`);
  }
  return { id: form.data.id, schema: schema as Record<string, unknown>, components: flatten(form.data.components) };
}

const noForm = (reason: string): UnreadForm => ({ unread: 'form-unreadable', params: { reason } });

/** Groups within groups, further than any person would fold them. */
const MAX_DEPTH = 20;
const MAX_COMPONENTS = 500;

/** The limit that a form is beyond, its groups counted as components; null: it is within all of them. */
function limitOf(schema: unknown): UnreadForm | null {
  const children = (holder: unknown): unknown[] => {
    const { components } = (holder ?? {}) as { components?: unknown };
    return Array.isArray(components) ? components : [];
  };
  let level = children(schema);
  let count = 0;
  for (let depth = 0; level.length > 0; depth++) {
    count += level.length;
    if (count > MAX_COMPONENTS) return { unread: 'form-too-many', params: { max: MAX_COMPONENTS } };
    if (depth === MAX_DEPTH) return { unread: 'form-too-deep', params: { max: MAX_DEPTH } };
    level = level.flatMap(children);
  }
  return null;
}

function flatten(components: readonly Raw[], hidden = false): FormComponent[] {
  return components.flatMap((raw) => {
    const key = raw.key ?? raw.id ?? '';
    const properties = raw.properties ?? {};
    const label = raw.label ?? raw.dateLabel ?? '';
    const offered =
      raw.type === 'expression' ? writtenOut(raw.expression) : (raw.values ?? []).map(({ value }) => value);
    const conditional = hidden || (typeof raw.conditional === 'object' && raw.conditional !== null);
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
      ...(typeof raw.subtype === 'string' && { subtype: raw.subtype }),
      label,
      conditional,
      fact: properties.fact === 'true',
      ...(properties.pieceType !== undefined && { pieceType: properties.pieceType }),
      ...(properties.format !== undefined && { format: properties.format }),
      ...(properties.from !== undefined && { from: properties.from }),
      sensitive: properties.sensitive === 'true',
      closed: properties.closed === 'true',
      mandatory: properties.mandatory === 'true' || (raw.type === 'filepicker' && raw.validate?.required === true),
      required: raw.validate?.required === true || raw.type === 'expression',
      options: offered.map(String),
      values: offered,
      wordKeys,
    };
    return [component, ...flatten(raw.components ?? [], conditional)];
  });
}

/** The one value of an expression that is a text written out, « ="maternite" »: what it offers. */
function writtenOut(expression: unknown): string[] {
  const [, written] = (typeof expression === 'string' && /^=\s*"([^"\\]*)"\s*$/.exec(expression)) || [];
  return written === undefined ? [] : [written];
}
