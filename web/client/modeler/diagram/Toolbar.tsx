import {
  Add,
  AddAlt,
  AddLarge,
  ArrowsHorizontal,
  FitToScreen,
  Map as MapIcon,
  Maximize,
  Minimize,
  PlayOutline,
  Redo,
  SidePanelClose,
  SidePanelOpen,
  StopOutline,
  Subtract,
  TrashCan,
  Undo,
} from '@carbon/icons-react';
import { OverflowMenu, OverflowMenuItem } from '@carbon/react';
import type { ComponentType } from 'react';
import { useLanguage } from '../../language/use-language.ts';
import { showWhole } from '../bpmn/show-whole.ts';
import type { DeskState } from './desk/use-desk.ts';
import type { Drawing } from './use-modeler.ts';

interface Props {
  drawing: Drawing;
  desk: DeskState;
  onDownload: (what: 'bpmn' | 'svg') => void;
  onHelp: () => void;
  /** Null where nothing can be put. */
  onInsert: (() => void) | null;
}

/** What one does to the drawing as a whole, and, without a mouse, to the element chosen in it. */
export function Toolbar({ drawing, desk, onDownload, onHelp, onInsert }: Props) {
  const { t } = useLanguage();
  const { modeler, canUndo, canRedo, isSimulating, selected } = drawing;
  const canvas = () => modeler?.get('canvas');
  const zoom = (by: number) => canvas()?.zoom((canvas()?.zoom() ?? 1) * by);
  const act = (action: string) => modeler?.get('editorActions').trigger(action, {});
  const isStep = selected !== null && selected.type !== 'bpmn:Process' && selected.type !== 'bpmn:Collaboration';
  return (
    <div className="h-modeler__tools" role="toolbar" aria-label={t('atelier.diagram.tools')}>
      <Tool
        icon={Undo}
        label={t('atelier.diagram.undo')}
        off={!canUndo}
        onUse={() => modeler?.get('commandStack').undo()}
      />
      <Tool
        icon={Redo}
        label={t('atelier.diagram.redo')}
        off={!canRedo}
        onUse={() => modeler?.get('commandStack').redo()}
      />
      <span className="h-modeler__gap" />
      <Tool icon={Add} label={t('request.zoomIn')} onUse={() => zoom(1.25)} />
      <Tool icon={Subtract} label={t('request.zoomOut')} onUse={() => zoom(0.8)} />
      <Tool icon={FitToScreen} label={t('request.zoomFit')} onUse={() => modeler && showWhole(modeler)} />
      {desk.hasMap ? (
        <Tool
          icon={MapIcon}
          label={t('atelier.diagram.minimap')}
          pressed={desk.isMapped}
          onUse={() => desk.setMapped(!desk.isMapped)}
        />
      ) : null}
      <span className="h-modeler__gap" />
      <Tool
        icon={AddLarge}
        label={t('atelier.diagram.insert')}
        off={onInsert === null || isSimulating}
        onUse={() => onInsert?.()}
        words
      />
      <Tool
        icon={AddAlt}
        label={t('atelier.diagram.append')}
        off={!isStep || isSimulating}
        onUse={() => act('appendElement')}
        words
      />
      <Tool
        icon={ArrowsHorizontal}
        label={t('atelier.diagram.replace')}
        off={!isStep || isSimulating}
        onUse={() => act('replaceElement')}
        words
      />
      <Tool
        icon={TrashCan}
        label={t('atelier.diagram.remove')}
        off={!isStep || isSimulating}
        onUse={() => act('removeSelection')}
      />
      <span className="h-modeler__gap" />
      <Tool
        icon={isSimulating ? StopOutline : PlayOutline}
        label={t(isSimulating ? 'atelier.diagram.stopSimulation' : 'atelier.diagram.simulate')}
        pressed={isSimulating}
        onUse={() => modeler?.get('toggleMode').toggleMode()}
        words
      />
      <span className="h-modeler__gap" />
      <Tool
        icon={desk.isFolded ? SidePanelOpen : SidePanelClose}
        label={t('atelier.diagram.panel')}
        pressed={!desk.isFolded}
        onUse={() => desk.setFolded(!desk.isFolded)}
      />
      <Tool
        icon={desk.isFull ? Minimize : Maximize}
        label={t(desk.isFull ? 'atelier.diagram.leaveFull' : 'atelier.diagram.full')}
        onUse={() => desk.setFull(!desk.isFull)}
      />
      <OverflowMenu
        size="sm"
        flipped
        iconDescription={t('atelier.diagram.more')}
        aria-label={t('atelier.diagram.more')}
        menuOptionsClass="h-modeler-more"
      >
        <OverflowMenuItem itemText={t('atelier.diagram.downloadBpmn')} onClick={() => onDownload('bpmn')} />
        <OverflowMenuItem itemText={t('atelier.diagram.downloadSvg')} onClick={() => onDownload('svg')} />
        <OverflowMenuItem itemText={t('atelier.diagram.help')} onClick={onHelp} hasDivider />
      </OverflowMenu>
    </div>
  );
}

function Tool(props: {
  icon: ComponentType;
  label: string;
  onUse: () => void;
  off?: boolean;
  pressed?: boolean;
  words?: boolean;
}) {
  const Icon = props.icon;
  return (
    <button
      type="button"
      disabled={props.off ?? false}
      title={props.label}
      onClick={props.onUse}
      {...(props.words ? {} : { 'aria-label': props.label })}
      {...(props.pressed === undefined ? {} : { 'aria-pressed': props.pressed })}
    >
      <Icon />
      {props.words ? <span>{props.label}</span> : null}
    </button>
  );
}
