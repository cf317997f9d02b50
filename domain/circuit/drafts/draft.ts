import type { Bilingual } from '../../bilingual.ts';
import { THEME_FOLDER } from '../../situation/themes/theme.ts';
import { BLOCKS_FOLDER } from '../blocks/block.ts';

/**
 * Id of a process in BPMN and name of a kind: letters without accents, digits, single hyphens
 * between them. Ours are in lower case. Two hyphens separate a kind from a block that it deploys
 * (`processOfBlock`), so that no kind can take the id of another one's block; « Process_1x2y3z » is
 * a modeler's default id.
 */
export const CIRCUIT_KIND = /^(?!process_)(?=.{1,80}$)[a-z](?:\w|-(?=[a-z0-9]))*$/i;

/**
 * Name of a file of a circuit, « visa.form », « act.typ », « logo.svg »: no folders.
 * The diagram is « <kind>.bpmn »; the texts are « texts.fr.json » and « texts.en.json ».
 */
export const CIRCUIT_PATH = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.(?:bpmn|dmn|form|typ|json|svg)$/;

/** How large a circuit may be: one file and all of them in bytes, and how many files. */
export const CIRCUIT_LIMITS = { fileBytes: 1_000_000, bytes: 3_000_000, files: 60 } as const;

export const CIRCUIT_DRAFT_ORIGINS = ['version', 'import', 'new', 'copy', 'release'] as const;
/** Where a draft comes from. */
export type CircuitDraftOrigin = (typeof CIRCUIT_DRAFT_ORIGINS)[number];

/**
 * Folder of the files that every circuit prints with; no draft changes them, nor the themes that it
 * names.
 */
export const SHARED_FOLDER = '_shared/';

/**
 * True if a draft of the kind may change a file: not the shared files, nor the blocks and themes
 * that it names.
 */
export const isOwnFile = (path: string): boolean =>
  ![SHARED_FOLDER, BLOCKS_FOLDER, THEME_FOLDER].some((folder) => path.startsWith(folder));

/** True for files whose text is shown and edited; any other (a font) is carried along as it is. */
export const isTextFile = (path: string): boolean => /\.(bpmn|dmn|form|typ|json|svg)$/.test(path);

/** What a diagram says of itself, for the files that go with it. */
export interface DrawnCircuit {
  readonly kind: string;
  readonly title: string;
  /** Names of its elements, by id. */
  readonly named: ReadonlyMap<string, string>;
  /** Id of its start; null when it has none. */
  readonly startId: string | null;
  /** Id of the form of its start; null when it names none. */
  readonly formId: string | null;
}

/** Returns the id of the first form of a circuit whose start names none. */
export const ownFormId = (kind: string): string => `${kind}-demande`;

/** The category of a circuit that declares none. */
export const OTHER_REQUESTS: Bilingual = { fr: 'Autres demandes', en: 'Other requests' };

/** What is said of a circuit beside its title. */
interface SaidBeside {
  /** Its title in English; the French one until somebody says it. */
  readonly english?: string;
  readonly category?: Bilingual;
  /** Names of its elements in English, by id; the French ones until somebody says them. */
  readonly namedInEnglish?: ReadonlyMap<string, string>;
}

/**
 * Builds the texts and the form of a circuit drawn elsewhere: every name it has, in both languages.
 * @param formWords the words of the form that came with it; null: none came, and an empty one is
 * made
 */
export function filesBegunFor(
  { kind, title, named, formId }: Omit<DrawnCircuit, 'startId'>,
  formWords: Readonly<Record<string, string>> | null = null,
  { english = title, category = OTHER_REQUESTS, namedInEnglish = named }: SaidBeside = {},
): Map<string, string> {
  const words = (language: keyof Bilingual) => {
    const said = language === 'fr' ? title : english;
    return {
      title: said,
      summary: said,
      category: category[language],
      pieces: {},
      elements: Object.fromEntries(language === 'fr' ? named : namedInEnglish),
      form: formWords ?? { 'introduction.text': said },
      mails: {},
      acts: {},
    };
  };
  const form = {
    id: formId ?? ownFormId(kind),
    type: 'default',
    schemaVersion: 19,
    executionPlatform: 'Camunda Cloud',
    executionPlatformVersion: '8.9.0',
    components: [{ id: 'introduction', type: 'text', text: title, layout: { row: 'row-introduction', columns: null } }],
  };
  return new Map([
    ...(formWords === null ? [['demande.form', written(form)] as const] : []),
    ['texts.fr.json', written(words('fr'))],
    ['texts.en.json', written(words('en'))],
  ]);
}

const written = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Builds the smallest circuit that can be drawn on: filed, registered, closed. */
export function newCircuit(
  kind: string,
  title: string,
  beside: Omit<SaidBeside, 'namedInEnglish'> = {},
): Map<string, string> {
  const named = new Map([
    ['demande-deposee', 'Demande déposée'],
    ['enregistrer', 'Enregistrer la demande'],
    ['cloturer', 'Clore la demande'],
    ['demande-close', 'Demande close'],
  ]);
  const namedInEnglish = new Map([
    ['demande-deposee', 'Request filed'],
    ['enregistrer', 'Register the request'],
    ['cloturer', 'Close the request'],
    ['demande-close', 'Request closed'],
  ]);
  const formId = ownFormId(kind);
  const files = filesBegunFor({ kind, title, named, formId }, null, { ...beside, namedInEnglish });
  return new Map([[`${kind}.bpmn`, newDiagram(kind, title, formId)], ...files]);
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.codePointAt(0)};`);

function newDiagram(kind: string, title: string, formId: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:modeler="http://camunda.org/schema/modeler/1.0" id="definitions" targetNamespace="http://bpmn.io/schema/bpmn" modeler:executionPlatform="Camunda Cloud" modeler:executionPlatformVersion="8.9.0">
  <bpmn:process id="${kind}" name="${escaped(title)}" isExecutable="true">
    <bpmn:startEvent id="demande-deposee" name="Demande déposée">
      <bpmn:extensionElements>
        <zeebe:formDefinition formId="${formId}" bindingType="deployment" />
      </bpmn:extensionElements>
      <bpmn:outgoing>vers-enregistrer</bpmn:outgoing>
    </bpmn:startEvent>
    <bpmn:serviceTask id="enregistrer" name="Enregistrer la demande" zeebe:modelerTemplate="fr.harmonie.request-register" zeebe:modelerTemplateVersion="1">
      <bpmn:extensionElements>
        <zeebe:taskDefinition type="request-register" retries="5" />
      </bpmn:extensionElements>
      <bpmn:incoming>vers-enregistrer</bpmn:incoming>
      <bpmn:outgoing>vers-cloturer</bpmn:outgoing>
    </bpmn:serviceTask>
    <bpmn:serviceTask id="cloturer" name="Clore la demande" zeebe:modelerTemplate="fr.harmonie.request-close" zeebe:modelerTemplateVersion="1">
      <bpmn:extensionElements>
        <zeebe:taskDefinition type="request-close" retries="5" />
        <zeebe:taskHeaders>
          <zeebe:header key="outcome" value="closed" />
        </zeebe:taskHeaders>
      </bpmn:extensionElements>
      <bpmn:incoming>vers-cloturer</bpmn:incoming>
      <bpmn:outgoing>vers-demande-close</bpmn:outgoing>
    </bpmn:serviceTask>
    <bpmn:endEvent id="demande-close" name="Demande close">
      <bpmn:incoming>vers-demande-close</bpmn:incoming>
    </bpmn:endEvent>
    <bpmn:sequenceFlow id="vers-enregistrer" sourceRef="demande-deposee" targetRef="enregistrer" />
    <bpmn:sequenceFlow id="vers-cloturer" sourceRef="enregistrer" targetRef="cloturer" />
    <bpmn:sequenceFlow id="vers-demande-close" sourceRef="cloturer" targetRef="demande-close" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram">
    <bpmndi:BPMNPlane id="plane" bpmnElement="${kind}">
      <bpmndi:BPMNShape id="demande-deposee_di" bpmnElement="demande-deposee">
        <dc:Bounds x="180" y="142" width="36" height="36" />
        <bpmndi:BPMNLabel>
          <dc:Bounds x="164" y="185" width="68" height="27" />
        </bpmndi:BPMNLabel>
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="enregistrer_di" bpmnElement="enregistrer">
        <dc:Bounds x="280" y="120" width="100" height="80" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="cloturer_di" bpmnElement="cloturer">
        <dc:Bounds x="450" y="120" width="100" height="80" />
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="demande-close_di" bpmnElement="demande-close">
        <dc:Bounds x="622" y="142" width="36" height="36" />
        <bpmndi:BPMNLabel>
          <dc:Bounds x="606" y="185" width="68" height="27" />
        </bpmndi:BPMNLabel>
      </bpmndi:BPMNShape>
      <bpmndi:BPMNEdge id="vers-enregistrer_di" bpmnElement="vers-enregistrer">
        <di:waypoint x="216" y="160" />
        <di:waypoint x="280" y="160" />
      </bpmndi:BPMNEdge>
      <bpmndi:BPMNEdge id="vers-cloturer_di" bpmnElement="vers-cloturer">
        <di:waypoint x="380" y="160" />
        <di:waypoint x="450" y="160" />
      </bpmndi:BPMNEdge>
      <bpmndi:BPMNEdge id="vers-demande-close_di" bpmnElement="vers-demande-close">
        <di:waypoint x="550" y="160" />
        <di:waypoint x="622" y="160" />
      </bpmndi:BPMNEdge>
    </bpmndi:BPMNPlane>
  </bpmndi:BPMNDiagram>
</bpmn:definitions>
`;
}
