import '../adopted-styles.ts';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import { basicSetup, EditorView } from 'codemirror';
import { type Ref, useEffect, useId, useImperativeHandle, useRef } from 'react';
import { useLanguage } from '../../language/use-language.ts';
import { useEditorWords } from '../use-editor-words.ts';
import { CODE_WORDS } from './code-words.ts';

/** Something wrong at a line, counted from 1. */
export interface CodeFault {
  line: number;
  column?: number | undefined;
  message: string;
  severity: 'error' | 'warning';
}

/** What the page asks of the editor on screen. */
export interface CodeHandle {
  insert: (text: string) => void;
  goTo: (line: number) => void;
}

interface CodeEditorProps {
  /** What it opens on; what comes later is its own. */
  text: string;
  label: string;
  onChange?: (text: string) => void;
  faults?: readonly CodeFault[];
  language?: Extension;
  short?: boolean;
  handle?: Ref<CodeHandle>;
}

const NONE: readonly CodeFault[] = [];

/** Code, with line numbers, search and undo; Tab leaves it. Without `onChange`, it is only read. */
export function CodeEditor({ text, label, onChange, faults = NONE, language, short = false, handle }: CodeEditorProps) {
  const words = useEditorWords();
  const { language: spoken } = useLanguage();
  const hintId = useId();
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const changed = useRef(onChange);
  changed.current = onChange;
  const isRead = onChange === undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `text` is what it opens on; later texts are its own
  useEffect(() => {
    const opened = new EditorView({
      parent: place.current as HTMLElement,
      doc: view.current?.state.doc ?? text,
      extensions: [
        basicSetup,
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label, 'aria-describedby': hintId, spellcheck: 'false' }),
        EditorState.phrases.of(spoken === 'fr' ? CODE_WORDS : {}),
        EditorState.readOnly.of(isRead),
        lintGutter(),
        ...(language ? [language] : []),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) changed.current?.(update.state.doc.toString());
        }),
      ],
    });
    view.current = opened;
    // Scrolled with the keyboard even when nothing in it takes the focus.
    opened.scrollDOM.tabIndex = 0;
    return () => opened.destroy();
  }, [label, hintId, spoken, isRead, language]);

  useEffect(() => {
    const opened = view.current;
    if (!opened) return;
    const { doc } = opened.state;
    const marks = faults.map((fault): Diagnostic => {
      const line = doc.line(Math.min(Math.max(fault.line, 1), doc.lines));
      const from = Math.min(line.from + Math.max((fault.column ?? 1) - 1, 0), line.to);
      return { from, to: line.to, severity: fault.severity, message: fault.message };
    });
    opened.dispatch(setDiagnostics(opened.state, marks));
  }, [faults]);

  useImperativeHandle(
    handle,
    (): CodeHandle => ({
      insert: (inserted) => {
        const opened = view.current;
        if (!opened) return;
        opened.dispatch(opened.state.replaceSelection(inserted));
        opened.focus();
      },
      goTo: (number) => {
        const opened = view.current;
        if (!opened) return;
        const line = opened.state.doc.line(Math.min(Math.max(number, 1), opened.state.doc.lines));
        opened.dispatch({ selection: { anchor: line.from }, effects: EditorView.scrollIntoView(line.from) });
        opened.focus();
      },
    }),
    [],
  );

  return (
    <div>
      <div ref={place} className={short ? 'h-code h-code--short' : 'h-code'} />
      <p id={hintId} className="h-muted">
        {words('files.keyboard')}
      </p>
    </div>
  );
}
