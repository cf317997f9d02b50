import './modeler.scss';
import { InlineNotification } from '@carbon/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { PartRow } from '../../../contract/parts.ts';
import { useLanguage } from '../../language/use-language.ts';
import { Panel } from '../../ui/Panel.tsx';
import { allFaults, type ShownFault } from '../checks/faults.ts';
import { useCheck } from '../checks/use-check.ts';
import { isChosenWay } from '../conditions/change-condition.ts';
import { FlowCondition } from '../conditions/FlowCondition.tsx';
import { useDraftFiles, useFlush } from '../draft/use-draft-files.ts';
import { useNamesOfDiagram } from '../feel/use-names-of-diagram.ts';
import { readTextsFile, textsEdited, textsPath } from '../texts/circuit-texts.ts';
import { download } from './download.ts';
import { drawnNames, textsAfterDrawing } from './drawn-names.ts';
import { ElementNames } from './ElementNames.tsx';
import { FaultList } from './FaultList.tsx';
import { InsertDialog } from './InsertDialog.tsx';
import { flowToInsertIn, insertStep } from './insert-step.ts';
import { KeyboardHelp } from './KeyboardHelp.tsx';
import { StepList } from './StepList.tsx';
import type { BpmnModeler, DrawnElement } from './services.ts';
import { Toolbar } from './Toolbar.tsx';
import { type ElementTemplate, elementTemplates } from './templates.ts';
import { useLeftWords } from './use-left-words.ts';
import { useLinter } from './use-linter.ts';
import { useModeler } from './use-modeler.ts';
import { typeNameIn } from './words/translator.ts';

/** The drawing, its properties, its faults, and the same in words. */
export default function DiagramEditor({
  path,
  xml: opened,
  blocks,
}: {
  path: string;
  xml: string;
  blocks: readonly PartRow[];
}) {
  const { t, language } = useLanguage();
  const { textOf, change, draft } = useDraftFiles();
  const canvas = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const desk = useRef<HTMLDivElement>(null);
  const [helping, setHelping] = useState(false);
  const [inserting, setInserting] = useState(false);
  const [search] = useSearchParams();
  const { check } = useCheck();

  const keep = (xml: string) => {
    const before = drawnNames(textOf(path) ?? opened);
    change(path, xml);
    const texts = readTextsFile(textOf(textsPath('fr')));
    const renamed = texts && textsAfterDrawing(before, drawnNames(xml), texts);
    if (renamed) for (const file of textsEdited(textOf, { fr: renamed })) change(file.path, file.text);
  };
  const templates = useMemo(() => elementTemplates(draft, blocks, language), [draft, blocks, language]);
  const names = useNamesOfDiagram(check?.names);
  const drawing = useModeler({ canvas, panel, templates, names, xml: opened, onChange: keep });
  useFlush(drawing.flush);
  useLeftWords(canvas);
  useLeftWords(panel);

  const { modeler, steps, selected } = drawing;
  const reports = useLinter(textOf(path) ?? opened);
  const faults = useMemo(
    () => allFaults(reports, check?.faults ?? [], path, language).filter(({ report }) => report !== null),
    [reports, check, path, language],
  );
  const faulty = useMemo(() => new Set(faults.map(({ elementId }) => elementId)), [faults]);

  useEffect(() => {
    modeler?.get('linting').setErrors(faults.flatMap(({ report }) => report ?? []));
  }, [modeler, faults]);

  const choose = useCallback(
    (id: string) => {
      const element = modeler?.get('elementRegistry').get(id);
      if (!modeler || !element) return;
      showReadably(modeler, element);
      modeler.get('selection').select(element);
      desk.current?.scrollIntoView({ block: 'nearest' });
    },
    [modeler],
  );
  const goTo = useCallback(
    (fault: ShownFault) => {
      choose(fault.elementId);
      if (fault.report) modeler?.get('linting').showError(fault.report);
    },
    [choose, modeler],
  );

  // From the list of checks: straight to the element.
  const asked = search.get('element');
  useEffect(() => {
    if (asked) choose(asked);
  }, [asked, choose]);

  const save = async (what: 'bpmn' | 'svg') => {
    if (!modeler) return;
    if (what === 'bpmn') download(path, (await modeler.saveXML({ format: true })).xml, 'application/xml');
    else download(path.replace(/bpmn$/, 'svg'), (await modeler.saveSVG()).svg, 'image/svg+xml');
  };
  const flow = flowToInsertIn(selected);
  const insert = ({ id }: ElementTemplate) => {
    setInserting(false);
    if (!modeler || !flow) return;
    // The diagram is drawn in French, whatever the language on screen.
    const name = elementTemplates(draft, blocks, 'fr').find((template) => template.id === id)?.name ?? '';
    insertStep(modeler, flow, id, name);
  };
  const nameOf = (id: string) =>
    modeler?.get('elementRegistry').get(id)?.businessObject.name?.trim().replace(/\s+/g, ' ') || id;

  return (
    <div className="h-modeler">
      {drawing.failure ? (
        <InlineNotification
          kind="error"
          lowContrast
          hideCloseButton
          title={t('atelier.diagram.unreadable')}
          subtitle={drawing.failure}
          statusIconDescription={t('common.error')}
        />
      ) : null}
      <Toolbar
        drawing={drawing}
        onDownload={(what) => void save(what)}
        onHelp={() => setHelping(true)}
        onInsert={flow ? () => setInserting(true) : null}
      />
      <div ref={desk} className="h-modeler__desk">
        <section ref={canvas} className="h-modeler__canvas" aria-label={t('atelier.diagram.canvas')} />
        <div className="h-modeler__side">
          {selected && isNamed(selected.type) ? <ElementNames element={selected} /> : null}
          {modeler && selected && isChosenWay(selected) ? (
            <FlowCondition key={selected.id} modeler={modeler} flow={selected} blocks={blocks} />
          ) : null}
          <section ref={panel} className="h-modeler__panel" aria-label={t('atelier.diagram.properties')} />
        </div>
      </div>
      <div className="h-modeler__lists">
        <Panel title={t('atelier.diagram.faults', { count: faults.length })}>
          <FaultList faults={faults} nameOf={nameOf} onChoose={goTo} />
        </Panel>
        <Panel title={t('atelier.diagram.steps')}>
          <p className="h-muted">{t('atelier.diagram.stepsHelp')}</p>
          <StepList
            steps={steps}
            selected={selected?.id ?? null}
            faulty={faulty}
            typeName={(type) => typeNameIn(language, type)}
            onChoose={choose}
          />
        </Panel>
      </div>
      {inserting ? <InsertDialog templates={templates} onChoose={insert} onClose={() => setInserting(false)} /> : null}
      {helping ? <KeyboardHelp onClose={() => setHelping(false)} /> : null}
    </div>
  );
}

/** Below this scale names cannot be read. */
const READABLE = 0.7;

/** Brings an element into view, at a scale where its name can be read. */
function showReadably(modeler: BpmnModeler, element: DrawnElement): void {
  const canvas = modeler.get('canvas');
  if (canvas.zoom() < READABLE) canvas.zoom(READABLE);
  canvas.scrollToElement(element, 100);
}

const isNamed = (type: string): boolean => type !== 'bpmn:Process' && type !== 'bpmn:Collaboration' && type !== 'label';
