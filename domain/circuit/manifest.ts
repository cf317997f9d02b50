import type { Bilingual } from '../bilingual.ts';
import type { SilenceMeaning } from '../calendar/deadline.ts';
import type { DecisionKind, OfferableOutcome, Template } from '../decision/decision.ts';
import type { LaterActNature } from '../decision/later-act.ts';
import type { Role, TaskRole } from '../permissions/role.ts';
import type { Status } from '../situation/status.ts';
import type { Theme, Themes } from '../situation/themes/theme.ts';
import type { BlockCall } from './blocks/block.ts';

/** A supporting document the form asks for: `filepicker` with the custom properties `pieceType` and `mandatory`. */
export interface PieceRule {
  /** What it is filed as; the field's key, where the form says nothing else. */
  readonly pieceType: string;
  readonly label: Bilingual;
  readonly mandatory: boolean;
  /**
   * True if only its agent and the people who keep their file open it. Absent where anybody who
   * sees the request does.
   */
  readonly closed?: boolean;
  /** Key of the form's component. */
  readonly field: string;
}

export const STEP_TYPES = ['start', 'user', 'service', 'decision', 'end', 'event', 'block'] as const;
/** `block`: the call of one; what stands in it follows it. */
export type StepType = (typeof STEP_TYPES)[number];

/** An element of the diagram that people see as a step. */
export interface ManifestStep {
  /** Within a block, by the calls that lead there (domain/circuit/blocks/block.ts). */
  readonly elementId: string;
  readonly name: Bilingual;
  readonly type: StepType;
  /** Who holds it; null when nobody. */
  readonly role: TaskRole | null;
  /** What is decided there: user tasks only. */
  readonly decision: DecisionKind | null;
  /** Which act is signed there: signature tasks only. */
  readonly template: Template | null;
  /** What a visa or an answer offers, when not the usual. Absent in versions published before it could be said. */
  readonly outcomes?: readonly OfferableOutcome[] | null;
  /** What a visa may propose instead of what was asked, by the keys of the form that files the request. Absent where it proposes nothing. */
  readonly proposable?: readonly string[];
  /** Elements whose deciders may not decide here: two people, not one twice. */
  readonly distinctFrom?: readonly string[];
  /** Whether the ways to reach the agent, known before this request, are shown there. */
  readonly contacts?: boolean;
  /**
   * Whether a request that is granted goes through it, always or in some cases, when all goes well. Absent where it does not,
   * and in versions published before it could be said.
   */
  readonly normal?: 'always' | 'sometimes';
}

/** Returns the step of an element of the diagram; undefined: people do not see it as a step. */
export const stepOf = ({ steps }: Pick<CircuitManifest, 'steps'>, elementId: string): ManifestStep | undefined =>
  steps.find((step) => step.elementId === elementId);

/** True if what is sent under this type is closed: one field that says so is enough. */
export const isClosedPiece = ({ pieces }: Pick<CircuitManifest, 'pieces'>, type: string): boolean =>
  pieces.some(({ pieceType, closed }) => closed && pieceType === type);

/** What the silence of the administration means at the end of the legal delay. */
export interface SilenceRule {
  /** ISO 8601 duration, « P2M ». */
  readonly after: string;
  readonly means: SilenceMeaning;
  readonly legalReference: string | null;
}

/** A mail of the circuit, by message id. */
export interface MailText {
  readonly subject: Bilingual;
  readonly body: Bilingual;
}

/**
 * What is read off a circuit's files when it is published, so that nothing needs to read BPMN again to show a list. It
 * belongs to one immutable version.
 */
export interface CircuitManifest {
  readonly kind: string;
  readonly title: Bilingual;
  readonly summary: Bilingual;
  readonly category: Bilingual;
  readonly delay: Bilingual | null;
  readonly legalReference: string | null;
  readonly silence: SilenceRule | null;
  /** The role that starts it for an agent; the agents themselves file it when there is none. */
  readonly startedBy?: Role | null;
  /** The statuses of the agents that it is offered to; all, where there is none. */
  readonly offeredTo?: readonly Status[];
  /** Other kinds that a request of it brings (a birth, a leave), by their names; some may not be published. */
  readonly proposes?: readonly string[];
  /**
   * Where it is filed in campaigns: the table that gives candidates their points, by the id of its decision. Absent in versions
   * published before it could be said.
   */
  readonly campaign?: string | null;
  /**
   * What its act does to the earlier one that its form chooses (`from = "decisions"`); null: nothing. `laterActFrom` is the field
   * that says since when, the day of signature without it. Absent in versions published before it could be said.
   */
  readonly laterAct?: LaterActNature | null;
  readonly laterActFrom?: string | null;
  /** Whether filing asks for a fresh proof of identity. Absent in versions published before it could be said. */
  readonly stepUp?: boolean;
  /**
   * True if the requester is written to before anyone has to do something, on every way. Absent in
   * versions published before it was recorded.
   */
  readonly confirmsFiling?: boolean;
  /** Facts beside those of the form that the engine is given at the start (domain/circuit/interventions/start-fact.ts). */
  readonly startFacts?: readonly string[];
  /** Day of the month on which pay is closed, where the kind waits for it. */
  readonly payCutoffDay?: number | null;
  /**
   * What a granted request changes, by the names of themes, read off the steps that apply them: nobody declares it, so that no
   * circuit escapes the rules of an effect that it has.
   */
  readonly effects: readonly string[];
  /** The definitions that it was published with, of the themes that it names. */
  readonly themes: Themes;
  /** Whether signed acts move pay. */
  readonly payImpact: boolean;
  /** Whether a refusal must follow an interview, whose date is asked. */
  readonly refusalInterview: boolean;
  /** In drawn order. */
  readonly steps: readonly ManifestStep[];
  /** Id of the form that files the request, and the bundle's path of its .form. */
  readonly form: { readonly id: string; readonly path: string };
  /** Forms of user tasks, by element id. */
  readonly taskForms: Readonly<Record<string, { readonly id: string; readonly path: string }>>;
  readonly pieces: readonly PieceRule[];
  /** Keys of the form's components that become variables of the engine. Nothing else does: nothing personal goes there. */
  readonly facts: readonly string[];
  /** Paths of the act templates in the bundle. */
  readonly templates: Readonly<Partial<Record<Template, string>>>;
  /** Path of the diagram in the bundle. */
  readonly diagram: string;
  /** The calls of blocks, by the path that leads into each. Absent in versions published before there were any. */
  readonly calls?: Readonly<Record<string, BlockCall>>;
  readonly texts: {
    /** Names of elements, by element id. */
    readonly elements: Readonly<Record<string, Bilingual>>;
    /** Labels, descriptions, options of the form by component key: `<key>.label`, `<key>.options.<value>`… */
    readonly form: Readonly<Record<string, Bilingual>>;
    readonly mails: Readonly<Record<string, MailText>>;
  };
}

/** Lists the themes that a circuit changes. */
export const effectsOf = ({ effects, themes }: Pick<CircuitManifest, 'effects' | 'themes'>): readonly Theme[] =>
  effects.map((name) => {
    const theme = themes[name];
    if (theme === undefined) throw new Error(`the circuit changes « ${name} » and has no such theme`);
    return theme;
  });
