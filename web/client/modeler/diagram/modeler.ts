import '../adopted-styles.ts';
import '../feel/offer-values.ts';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn-embedded.css';
import 'diagram-js-minimap/assets/diagram-js-minimap.css';
import '@bpmn-io/properties-panel/dist/assets/properties-panel.css';
import 'bpmn-js-element-templates/dist/assets/element-templates.css';
import '@camunda/linting/assets/linting.css';
import 'bpmn-js-token-simulation/assets/css/bpmn-js-token-simulation.css';
import lintingModule from '@camunda/linting/modeler.js';
import Modeler from 'bpmn-js/lib/Modeler.js';
import { CreateAppendAnythingModule, CreateAppendElementTemplatesModule } from 'bpmn-js-create-append-anything';
import { CloudElementTemplatesPropertiesProviderModule } from 'bpmn-js-element-templates';
import {
  BpmnPropertiesPanelModule,
  BpmnPropertiesProviderModule,
  ZeebePropertiesProviderModule,
} from 'bpmn-js-properties-panel';
import tokenSimulationModule from 'bpmn-js-token-simulation/lib/modeler.js';
import zeebeBehaviorsModule from 'camunda-bpmn-js-behaviors/lib/camunda-cloud/index.js';
import minimapModule from 'diagram-js-minimap';
import zeebeModdle from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import type { BpmnModeler, Translate } from '../bpmn/services.ts';
import type { ElementTemplate } from '../bpmn/templates.ts';
import type { VariableResolver } from '../feel/variable-resolver.ts';
import { fieldPlacesModule } from '../fields/field-places.ts';
import { bindToDeployment } from './bind-to-deployment.ts';
import { sharedClipboardModule } from './clipboard/shared-clipboard.ts';
import { emptyIsAbsent } from './empty-is-absent.ts';
import { keepMenusInView } from './menus/keep-in-view.ts';
import { orderMenus } from './menus/order-menus.ts';
import { placePad } from './menus/place-pad.ts';
import { type ExistingWords, offerExisting } from './menus/to-existing.ts';
import { panelAfterDrawing } from './panel-after-drawing.ts';
import { routeAround } from './route-around.ts';
import { nameAfterTemplate } from './templates/name-after-template.ts';

/** The engine that diagrams are drawn for: what the linter and the templates go by. */
export const PLATFORM = { name: 'Camunda Cloud', version: '8.9.0' };

const MODELER_NAMESPACE = 'http://camunda.org/schema/modeler/1.0';

const NewModeler = Modeler as unknown as new (options: object) => BpmnModeler;

/** Makes the modeler: Zeebe's properties, our element templates, Camunda's rules, the simulation of tokens. */
export function makeModeler(options: {
  canvas: HTMLElement;
  panel: HTMLElement;
  templates: readonly ElementTemplate[];
  translate: Translate;
  names: VariableResolver;
  /** The French name of a template: the diagram is drawn in French. */
  templateName: (id: string) => string | undefined;
  groupName: Parameters<typeof orderMenus>[2];
  existing: ExistingWords;
}): BpmnModeler {
  const modeler = new NewModeler({
    container: options.canvas,
    propertiesPanel: { parent: options.panel },
    linting: { active: true },
    moddleExtensions: { zeebe: zeebeModdle },
    additionalModules: [
      BpmnPropertiesPanelModule,
      BpmnPropertiesProviderModule,
      ZeebePropertiesProviderModule,
      CloudElementTemplatesPropertiesProviderModule,
      CreateAppendAnythingModule,
      CreateAppendElementTemplatesModule,
      zeebeBehaviorsModule,
      lintingModule,
      tokenSimulationModule,
      minimapModule,
      { translate: ['value', options.translate], variableResolver: ['value', options.names] },
      sharedClipboardModule,
      fieldPlacesModule,
    ],
  });
  // A template that cannot be read is a fault of ours, not of the analyst: it is seen in tests.
  modeler.get('eventBus').on('elementTemplates.errors', ({ errors }) => console.error(errors));
  panelAfterDrawing(modeler);
  bindToDeployment(modeler);
  emptyIsAbsent(modeler);
  nameAfterTemplate(modeler, options.templateName);
  keepMenusInView(modeler);
  placePad(modeler);
  orderMenus(modeler, options.templates, options.groupName);
  offerExisting(modeler, options.existing);
  routeAround(modeler);
  modeler.get('elementTemplates').setEngines({ camunda: PLATFORM.version });
  modeler.get('elementTemplatesLoader').setTemplates(options.templates);
  return modeler;
}

/** A diagram drawn elsewhere may name no engine, or an older one: it is ours that will run it. */
export function namePlatform(modeler: BpmnModeler): void {
  const { $attrs } = modeler.getDefinitions();
  $attrs['xmlns:modeler'] ??= MODELER_NAMESPACE;
  $attrs['modeler:executionPlatform'] = PLATFORM.name;
  $attrs['modeler:executionPlatformVersion'] = PLATFORM.version;
}
