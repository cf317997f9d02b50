import '../adopted-styles.ts';
import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState, Prec } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import type { ActDatum } from '#domain/circuit/words/datum.ts';
import { useLanguage } from '../../language/use-language.ts';
import { CODE_WORDS } from '../controls/code-words.ts';
import { chips, type SayChip } from './chip-view.ts';
import { dataFound } from './data-found.ts';

/** What the page asks of a text. */
export interface TextHandle {
  focus: () => void;
  insert: (text: string) => void;
}

interface ChipTextProps {
  text: string;
  label: string;
  describedBy: string;
  /** The language that it is written in. */
  lang: 'fr' | 'en';
  isInvalid?: boolean;
  /** One line as the file has it, which wraps on screen. */
  isOneLine?: boolean;
  vocabulary: readonly ActDatum[];
  say: SayChip;
  onChange: (text: string) => void;
  onFocus?: () => void;
  /** Enter, in what is one line: where the text is cut. */
  onEnter?: (before: string, rest: string) => void;
  /** The key that removes a letter, in what has none left. */
  onEmpty?: () => void;
  handle: Ref<TextHandle>;
}

/** What is offered once a brace is typed: data by their names. */
const completion = (vocabulary: () => readonly ActDatum[], language: 'fr' | 'en') => {
  const offer = (context: CompletionContext): CompletionResult | null => {
    const typed = context.matchBefore(/\{[^{}]*$/);
    if (typed === null) return null;
    const offered = vocabulary().filter(({ type }) => type !== 'agreement');
    return {
      from: typed.from,
      filter: false,
      options: dataFound(offered, typed.text.slice(1), ({ label }) => label[language])
        .slice(0, 50)
        .map(({ path, label }) => ({ label: label[language], apply: `{${path}}` })),
      // With each letter at once: a list that waits to be read again lets Enter pass.
      update: (_former, _from, _to, now) => offer(now),
    };
  };
  return offer;
};

/** A text that is filled in later: words, and data as chips. */
export function ChipText({ text, handle, ...props }: ChipTextProps) {
  const { language } = useLanguage();
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const { say, lang, label, describedBy, isInvalid = false, isOneLine = false } = props;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `text` is what it opens on; what comes later is read below
  useEffect(() => {
    const opened = new EditorView({
      parent: place.current as HTMLElement,
      doc: view.current?.state.doc ?? text,
      // A datum that is inserted before anyone was in the text goes to its end.
      selection: { anchor: view.current?.state.doc.length ?? text.length },
      extensions: [
        isOneLine
          ? Prec.high(keymap.of([{ key: 'Enter', run: (editor) => split(editor, latest.current.onEnter) }]))
          : [],
        Prec.high(
          keymap.of([
            { key: 'Backspace', run: ({ state }) => removed(state.doc.length === 0, latest.current.onEmpty) },
          ]),
        ),
        history(),
        keymap.of([...historyKeymap, ...defaultKeymap]),
        autocompletion({
          override: [completion(() => latest.current.vocabulary, language)],
          icons: false,
          // Asked for by « { »: Enter, however soon, takes what is offered and never splits what was typed of its name.
          interactionDelay: 0,
        }),
        chips(say),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of(() => ({
          'aria-label': latest.current.label,
          'aria-describedby': latest.current.describedBy,
          'aria-invalid': String(latest.current.isInvalid ?? false),
          lang,
          spellcheck: 'true',
        })),
        EditorState.phrases.of(language === 'fr' ? CODE_WORDS : {}),
        // What is pasted on several lines is read on one.
        EditorState.transactionFilter.of((change) =>
          isOneLine && change.newDoc.lines > 1
            ? [change, { changes: joined(change.newDoc.toString()), sequential: true }]
            : change,
        ),
        EditorView.updateListener.of(({ docChanged, focusChanged, state, view: editor }) => {
          if (focusChanged && editor.hasFocus) latest.current.onFocus?.();
          if (docChanged) latest.current.onChange(state.doc.toString());
        }),
      ],
    });
    view.current = opened;
    return () => opened.destroy();
  }, [lang, isOneLine, language, say]);

  // What it is called, and whether something is wrong in it, are read again at each change of its own alone.
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are what it is told anew for
  useEffect(() => view.current?.dispatch({}), [label, describedBy, isInvalid]);

  // A chip whose form was changed beside, or the half that Enter left.
  useEffect(() => {
    const opened = view.current;
    if (!opened || opened.state.doc.toString() === text) return;
    opened.dispatch({
      changes: { from: 0, to: opened.state.doc.length, insert: text },
      selection: { anchor: text.length },
    });
  }, [text]);

  useImperativeHandle(
    handle,
    (): TextHandle => ({
      focus: () => view.current?.focus(),
      insert: (inserted) => {
        const opened = view.current;
        if (!opened) return;
        opened.dispatch(opened.state.replaceSelection(inserted));
        opened.focus();
      },
    }),
    [],
  );
  return <div ref={place} className="h-chiptext" />;
}

/** Each line end of a text, as the space that it stands for. */
const joined = (text: string) =>
  [...text.matchAll(/[ \t]*\n\s*/g)].map(({ 0: ends, index }) => ({
    from: index,
    to: index + ends.length,
    insert: ' ',
  }));

/** Enter: what stands before the cursor stays, what stands after it leaves. */
function split({ state }: EditorView, onEnter: ChipTextProps['onEnter']): boolean {
  const { from, to } = state.selection.main;
  onEnter?.(state.sliceDoc(0, from).trimEnd(), state.sliceDoc(to).trimStart());
  return true;
}

/** Backspace in what is empty. */
function removed(isEmpty: boolean, onEmpty: ChipTextProps['onEmpty']): boolean {
  if (isEmpty) onEmpty?.();
  return isEmpty;
}
