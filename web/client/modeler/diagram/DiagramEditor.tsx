import './modeler.scss';
import { InlineNotification } from '@carbon/react';
import { type CSSProperties, Fragment, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { PartRow } from '#web/contract/circuits/parts.ts';
import { useLanguage } from '../../language/use-language.ts';
import { download } from '../../ui/download.ts';
import { Panel } from '../../ui/Panel.tsx';
import { showReadably } from '../bpmn/show-whole.ts';
import { elementTemplates } from '../bpmn/templates.ts';
import { typeNameIn } from '../bpmn/words/translator.ts';
import { isChosenWay } from '../conditions/change-condition.ts';
import { FlowCondition } from '../conditions/FlowCondition.tsx';
import { useSayWay } from '../conditions/use-say-way.ts';
import { useDraftFiles, useFlush } from '../draft/use-draft-files.ts';
import { allFaults, type ShownFault } from '../faults/faults.ts';
import { useLinter } from '../faults/lint/use-linter.ts';
import { useCheck } from '../faults/use-check.ts';
import { useNamesOfDiagram } from '../feel/use-names-of-diagram.ts';
import { ChosenFields } from '../fields/ChosenFields.tsx';
import { useBegunMessages } from '../texts/use-begun-messages.ts';
import { BroughtNote } from './clipboard/BroughtNote.tsx';
import { useSharedClipboard } from './clipboard/use-shared-clipboard.ts';
import { Splitter } from './desk/Splitter.tsx';
import { useDesk } from './desk/use-desk.ts';
import { useMinimap } from './desk/use-minimap.ts';
import { FaultList } from './FaultList.tsx';
import { choicesIn } from './insert/choices.ts';
import { InsertDialog } from './insert/InsertDialog.tsx';
import { flowToInsertIn, insertStep, targetsOf } from './insert/insert-step.ts';
import { KeyboardHelp } from './KeyboardHelp.tsx';
import { CheckWords, isCheck } from './names/CheckWords.tsx';
import { ElementNames } from './names/ElementNames.tsx';
import { useElementName } from './names/use-element-name.ts';
import { StepList } from './StepList.tsx';
import { Toolbar } from './Toolbar.tsx';
import { entriesAtFault } from './templates/entries-at-fault.ts';
import { TemplateDialog } from './templates/TemplateDialog.tsx';
import { useKeepDrawing } from './use-keep-drawing.ts';
import { useLeftWords } from './use-left-words.ts';
import { useModeler } from './use-modeler.ts';

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
  const { textOf, draft } = useDraftFiles();
  const canvas = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const desk = useDesk(place);
  const [helping, setHelping] = useState(false);
  const [inserting, setInserting] = useState(false);
  const [search] = useSearchParams();
  const { check } = useCheck();
  useBegunMessages(check);

  const onChange = useKeepDrawing(path, opened, blocks);
  const templates = useMemo(() => elementTemplates(draft, blocks, language), [draft, blocks, language]);
  const names = useNamesOfDiagram(check?.names);
  const french = useMemo(
    () => new Map(elementTemplates(draft, blocks, 'fr').map(({ id, name }) => [id, name])),
    [draft, blocks],
  );
  const drawing = useModeler({
    canvas,
    panel,
    templates,
    templateName: (id) => french.get(id),
    names,
    xml: opened,
    onChange,
  });
  useFlush(drawing.flush);
  useLeftWords(canvas);
  useLeftWords(panel);

  const { modeler, steps, selected } = drawing;
  useMinimap(modeler, desk.isMapped);
  const brought = useSharedClipboard(modeler);
  const sayWay = useSayWay(modeler, blocks);
  // Once it is drawn: its faults can wait, whoever opens it cannot.
  const reports = useLinter(modeler && (textOf(path) ?? opened));
  const faults = useMemo(
    () =>
      allFaults(reports, check?.faults ?? [], path, language, entriesAtFault(templates)).filter(
        ({ report }) => report !== null,
      ),
    [reports, check, path, language, templates],
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
      canvas.current?.scrollIntoView({ block: 'nearest' });
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
  const choices = useMemo(
    () =>
      choicesIn(templates, language, (choice) => ({
        name: t(`atelier.diagram.choices.${choice}.name`),
        description: t(`atelier.diagram.choices.${choice}.description`),
      })),
    [templates, language, t],
  );
  const nameIn = useElementName(textOf(path) ?? opened);
  const nameOf = (id: string) =>
    nameIn(id) ?? typeNameIn(language, modeler?.get('elementRegistry').get(id)?.businessObject.$type ?? id);

  return (
    <div ref={place} className={desk.isFull ? 'h-modeler h-modeler--full' : 'h-modeler'} data-floating-menu-container>
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
      <BroughtNote brought={brought} />
      <Toolbar
        drawing={drawing}
        desk={desk}
        onDownload={(what) => void save(what)}
        onHelp={() => setHelping(true)}
        onInsert={flow ? () => setInserting(true) : null}
      />
      <div
        className={desk.isFolded ? 'h-modeler__desk h-modeler__desk--folded' : 'h-modeler__desk'}
        style={{ '--h-side': `${desk.width}px` } as CSSProperties}
      >
        <section ref={canvas} className="h-modeler__canvas" aria-label={t('atelier.diagram.canvas')} />
        {desk.isFolded ? null : <Splitter desk={desk} controls={SIDE} />}
        <div id={SIDE} className="h-modeler__side" hidden={desk.isFolded}>
          {modeler && selected ? (
            // One key for all: beside one another, two of the same key would outlive their element.
            <Fragment key={selected.id}>
              {isNamed(selected.type) ? (
                <ElementNames modeler={modeler} element={selected} onRenamed={drawing.flush} />
              ) : null}
              {isCheck(selected) ? <CheckWords element={selected} /> : null}
              {isChosenWay(selected) ? <FlowCondition modeler={modeler} flow={selected} blocks={blocks} /> : null}
            </Fragment>
          ) : null}
          <section ref={panel} className="h-modeler__panel" aria-label={t('atelier.diagram.properties')} />
        </div>
      </div>
      <div className="h-modeler__lists">
        <FaultList faults={faults} nameOf={nameOf} onChoose={goTo} />
        <Panel title={t('atelier.diagram.steps')}>
          <p className="h-muted">{t('atelier.diagram.stepsHelp')}</p>
          <StepList
            steps={steps}
            selected={selected?.id ?? null}
            faulty={faulty}
            typeName={(type) => typeNameIn(language, type)}
            sayWay={sayWay}
            onChoose={choose}
          />
        </Panel>
      </div>
      {modeler && flow && inserting ? (
        <InsertDialog
          choices={choices}
          targets={targetsOf(flow, steps)}
          next={nameOf(flow.target.id)}
          onInsert={({ drawn }, ways) => {
            setInserting(false);
            insertStep(modeler, flow, drawn, ways);
          }}
          onClose={() => setInserting(false)}
        />
      ) : null}
      <TemplateDialog modeler={modeler} />
      {modeler ? <ChosenFields modeler={modeler} names={check?.names} /> : null}
      {helping ? <KeyboardHelp onClose={() => setHelping(false)} /> : null}
    </div>
  );
}

const SIDE = 'modeler-side';

const isNamed = (type: string): boolean => type !== 'bpmn:Process' && type !== 'bpmn:Collaboration' && type !== 'label';
