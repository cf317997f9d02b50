import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { useLanguage } from '../../language/use-language.ts';
import type { BpmnModeler, DrawnElement } from '../bpmn/services.ts';
import { showWhole } from '../bpmn/show-whole.ts';
import { type Step, stepsOf } from '../bpmn/steps.ts';
import type { ElementTemplate } from '../bpmn/templates.ts';
import { translatorFor, typeNameIn } from '../bpmn/words/translator.ts';
import type { VariableResolver } from '../feel/variable-resolver.ts';
import { makeModeler, namePlatform } from './modeler.ts';

const DRAWING_PAUSE = 300;

export interface Drawing {
  readonly modeler: BpmnModeler | null;
  /** Why the file could not be drawn. */
  readonly failure: string | null;
  readonly steps: readonly Step[];
  readonly selected: DrawnElement | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly isSimulating: boolean;
  /** Reports at once what is still waiting for the pause. */
  readonly flush: () => Promise<void>;
}

/** Opens a diagram in the modeler, and reports the whole new XML after each pause of the drawing. */
export function useModeler(options: {
  canvas: RefObject<HTMLDivElement | null>;
  panel: RefObject<HTMLDivElement | null>;
  /** What may be picked from, in the language on screen. */
  templates: readonly ElementTemplate[];
  /** The French name of a template: what is drawn from it bears it. */
  templateName: (id: string) => string | undefined;
  /** The names that expressions may use. */
  names: VariableResolver;
  xml: string;
  onChange: (xml: string) => void;
}): Drawing {
  const { language, t } = useLanguage();
  const [opened, setOpened] = useState<BpmnModeler | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [seen, setSeen] = useState(NOTHING_SEEN);
  const [isSimulating, setSimulating] = useState(false);
  const onChange = useRef(options.onChange);
  onChange.current = options.onChange;
  const flush = useRef<() => Promise<void>>(async () => undefined);
  const { canvas, panel, templates, templateName, names, xml } = options;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the XML is read once; a newer one comes with another key
  useEffect(() => {
    if (!canvas.current || !panel.current) return;
    const modeler = makeModeler({
      canvas: canvas.current,
      panel: panel.current,
      templates,
      names,
      translate: translatorFor(language),
      templateName,
      groupName: (group) => t(`atelier.diagram.choiceGroups.${group}`),
      existing: {
        label: t('atelier.diagram.existing'),
        description: t('atelier.diagram.existingHelp'),
        to: (name) => t('atelier.diagram.existingStep', { name }),
        typeName: (type) => typeNameIn(language, type),
      },
    });
    // What the window gives the drawing changes: panel folded, full screen.
    const sized = new ResizeObserver(() => modeler.get('canvas').resized());
    sized.observe(canvas.current);
    let isOpen = true;
    let timer: number | undefined;
    const look = () => {
      if (isOpen) setSeen(lookAt(modeler));
    };
    const report = async () => {
      if (timer === undefined) return;
      window.clearTimeout(timer);
      timer = undefined;
      const drawn = await modeler.saveXML({ format: true });
      onChange.current(drawn.xml);
    };
    flush.current = report;
    const events = modeler.get('eventBus');
    events.on('commandStack.changed', () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => void report(), DRAWING_PAUSE);
      look();
    });
    events.on('selection.changed', look);
    events.on('tokenSimulation.toggleMode', ({ active }) => setSimulating(active === true));
    modeler.importXML(xml).then(
      () => {
        if (!isOpen) return;
        namePlatform(modeler);
        showWhole(modeler);
        // Names are French in any language of the screens.
        modeler.get('canvas').getContainer().querySelector('svg')?.setAttribute('lang', 'fr');
        // An empty stack: « undo » never goes back to an empty page.
        window.clearTimeout(timer);
        timer = undefined;
        setFailure(null);
        setOpened(modeler);
        look();
      },
      (error: unknown) => {
        if (isOpen) setFailure(error instanceof Error ? error.message : String(error));
      },
    );
    return () => {
      isOpen = false;
      setOpened(null);
      sized.disconnect();
      // What was drawn in the last instant is reported before the page goes, once what leaves with it has drawn its own.
      void Promise.resolve()
        .then(report)
        .finally(() => modeler.destroy());
    };
  }, [language]);

  return { modeler: opened, failure, ...seen, isSimulating, flush: useCallback(() => flush.current(), []) };
}

const NOTHING_SEEN: Pick<Drawing, 'steps' | 'selected' | 'canUndo' | 'canRedo'> = {
  steps: [],
  selected: null,
  canUndo: false,
  canRedo: false,
};

function lookAt(modeler: BpmnModeler): typeof NOTHING_SEEN {
  const stack = modeler.get('commandStack');
  const [element] = modeler.get('selection').get();
  const processes = modeler.getDefinitions().rootElements.filter(({ $type }) => $type === 'bpmn:Process');
  return {
    steps: processes.flatMap(stepsOf),
    selected: element?.labelTarget ?? element ?? null,
    canUndo: stack.canUndo(),
    canRedo: stack.canRedo(),
  };
}
