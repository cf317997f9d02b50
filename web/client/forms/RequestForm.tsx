import { Form } from '@bpmn-io/form-js-viewer';
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import '../styles/form.scss';
import { type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Subject } from '#domain/formats/field-format.ts';
import type { FieldFault } from '#web/contract/common.ts';
import { faultText } from '../api/problem-text.ts';
import type { PieceHome } from '../api/upload.ts';
import { useLanguage } from '../language/use-language.ts';
import { todayInParis } from '../ui/fields/civil-date.ts';
import { speakInCalendars } from './calendar-words.ts';
import { dueFields } from './due-fields.ts';
import { FieldWarnings, warnedFields } from './field-warnings.ts';
import { formWords } from './form-words.ts';
import { answeredIn, furtherErrors } from './further-checks.ts';
import { ownFields } from './own-fields.ts';
import { allComponents, type FormSchema, type FormTexts, labelOf, readySchema } from './schema.ts';

type Data = Record<string, unknown>;

/** One thing to put right, with its field. */
export interface FormIssue {
  fieldId: string;
  label: string;
  text: string;
}

/** What the page asks of the form on screen. */
export interface FormHandle {
  /** Checks every field, shows what is wrong next to it, and gives the list. */
  check: () => FormIssue[];
  /** Shows what the server found wrong, in the same way. */
  show: (faults: FieldFault[]) => FormIssue[];
  data: () => Data;
  focus: (fieldId: string) => void;
}

interface FormProps {
  schema: Record<string, unknown>;
  texts: FormTexts;
  initial: Data;
  home: PieceHome;
  /** What is said beside some fields, by key. */
  notes?: Readonly<Record<string, string>>;
  /** What there is to check of fields that can be filed as they are, by key. */
  warnings?: Readonly<Record<string, string>>;
  /** Whom the form is about: their name is compared with an account's holder. */
  subject?: Subject;
  onChange?: (data: Data) => void;
  /** What is still to be put right, after each change that follows a check. */
  onCorrected?: (issues: FormIssue[]) => void;
  handle: Ref<FormHandle>;
}

/** A fault that the server found in a field as it was. */
interface ServerFault {
  readonly id: string;
  readonly text: string;
  /** Top key of the data it is in, and what was there. */
  readonly root: string;
  readonly value: string | undefined;
}

const NONE: Readonly<Record<string, string>> = {};

/** The analyst's form, as form-js draws it, in the language on screen. Loaded only where a form is filled. */
export default function RequestForm({
  schema,
  texts,
  initial,
  home,
  subject = null,
  notes,
  warnings = NONE,
  onChange,
  onCorrected,
  handle,
}: FormProps) {
  const { t, language } = useLanguage();
  const { i18n } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const form = useRef<Form | null>(null);
  const ready = useRef<FormSchema | null>(null);
  const latest = useRef<Data>(initial);
  const [warned] = useState(() => new FieldWarnings());
  const changed = useRef(onChange);
  changed.current = onChange;
  const corrected = useRef(onCorrected);
  corrected.current = onCorrected;
  /** Whether what is wrong is on screen, and what of it the server alone found, until its field changes. */
  const checked = useRef(false);
  const fromServer = useRef<ServerFault[]>([]);

  const issuesOf = (errors: Record<string, unknown>): FormIssue[] =>
    allComponents(ready.current?.components ?? []).flatMap((component) =>
      flat(errors[component.id]).map((text) => ({ fieldId: component.id, label: labelOf(component), text })),
    );
  /** Checks every field and shows what is wrong next to it. */
  const check = (): FormIssue[] => {
    const opened = form.current;
    if (!opened || !ready.current) return [];
    const data = opened._getSubmitData() as Data;
    const errors = opened.validate() as Record<string, unknown>;
    const evaluate = (expression: string, data: Data): unknown =>
      opened
        .get<{ evaluate: (expression: string, data: Data) => unknown }>('expressionLanguage')
        .evaluate(expression, data);
    const words = {
      noSuchDate: t('form.noSuchDate'),
      pastDate: t('form.pastDate'),
      invalid: t('faults.invalid'),
      fault: (code: string) => faultText({ field: '', code, params: {} }),
    };
    const answered = answeredIn(opened, ready.current, data);
    const further = furtherErrors(answered, data, errors, todayInParis(), evaluate, words, subject);
    fromServer.current = fromServer.current.filter(({ root, value }) => JSON.stringify(data[root]) === value);
    const standing: Record<string, string[]> = {};
    for (const { id, text } of fromServer.current) standing[id] = [...(standing[id] ?? []), text];
    const all = { ...standing, ...errors, ...further };
    checked.current = true;
    // form-js has no public way to show an error that it did not find itself.
    opened._setState({ errors: all });
    return issuesOf(all);
  };
  const latestCheck = useRef(check);
  latestCheck.current = check;

  // `initial` is what the form opens on; later values are its own
  useEffect(() => {
    speakInCalendars(language);
    const options = {
      container: place.current,
      // Otherwise what was typed in the last moments is undone when another field changes meanwhile (an upload that ends).
      debounce: false,
      additionalModules: [formWords(language), ownFields(home, i18n), dueFields, warnedFields(warned)],
    };
    const opened = new Form(options);
    const translated = readySchema(schema as unknown as FormSchema, texts, language, notes);
    let listening = true;
    form.current = opened;
    ready.current = translated;
    void opened.importSchema(translated, latest.current).then(() => {
      if (!listening) return;
      // What form-js makes of an empty form is not yet something typed.
      latest.current = opened._getSubmitData() as Data;
      opened.on('changed', () => {
        const data = opened._getSubmitData() as Data;
        if (JSON.stringify(data) === JSON.stringify(latest.current)) return;
        latest.current = data;
        changed.current?.(data);
        // What was mended goes from the list at once; the focus stays where one types.
        if (checked.current) corrected.current?.(latestCheck.current());
      });
    });
    return () => {
      listening = false;
      opened.destroy();
    };
  }, [language, schema, texts, home, i18n, notes, warned]);

  useEffect(() => warned.say(warnings), [warned, warnings]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: everything it reads is a ref
  useImperativeHandle(handle, (): FormHandle => {
    return {
      data: () => (form.current?._getSubmitData() ?? latest.current) as Data,
      check: () => {
        fromServer.current = [];
        return latestCheck.current();
      },
      show: (faults) => {
        const errors: Record<string, string[]> = {};
        const data = (form.current?._getSubmitData() ?? {}) as Data;
        fromServer.current = [];
        checked.current = true;
        const components = allComponents(ready.current?.components ?? []);
        // A field of a repeated group comes as « rows[0].day ».
        const nameOf = (field: string): string => field.split('.').at(-1) ?? field;
        for (const fault of faults) {
          const component = components.find((each) => each.key === nameOf(fault.field) || each.id === fault.field);
          if (!component) continue;
          const text = ownMessage(component.properties, fault) ?? faultText(fault);
          errors[component.id] = [...(errors[component.id] ?? []), text];
          const root = /^[^.[]*/.exec(fault.field)?.[0] ?? fault.field;
          fromServer.current.push({ id: component.id, text, root, value: JSON.stringify(data[root]) });
        }
        form.current?._setState({ errors });
        return issuesOf(errors);
      },
      focus: (fieldId) => {
        const domId = `fjs-form-${form.current?._id}-${fieldId}`;
        const field = place.current?.querySelector<HTMLElement>(
          ['input', 'select', 'textarea', 'button', '[tabindex]']
            .map((tag) => `${tag}[id^="${domId}"]:not([type="date"])`)
            .join(','),
        );
        field?.focus();
        field?.scrollIntoView({ block: 'center' });
      },
    };
  }, []);

  return <div ref={place} className="h-form" />;
}

/** The words the analyst wrote for a rule over several fields. */
const ownMessage = (properties: Record<string, string> | undefined, fault: FieldFault): string | undefined =>
  fault.code === 'rule'
    ? properties?.validateMessage
    : fault.code === 'required-when'
      ? properties?.requiredWhenMessage
      : undefined;

/** Errors of a repeated group are nested by row. */
function flat(errors: unknown): string[] {
  if (typeof errors === 'string') return [errors];
  if (errors && typeof errors === 'object') return Object.values(errors).flatMap(flat);
  return [];
}
