import { type DrawnElement, elementsIn } from '../flows.ts';

/** Where a token of a request stands on its engine. */
export interface StandingToken {
  /** Of its passage through the element. */
  readonly key: string;
  readonly instanceKey: string;
  /** The element, as the whole circuit names it (block.ts). */
  readonly place: string;
}

/**
 * Why a token cannot be moved:
 *  · request-closed: nothing of the request goes on any more;
 *  · token-gone: it does not stand there any more;
 *  · not-a-target: nothing can be entered there by hand, or it is in another circuit than the token;
 *  · decision-underway: what somebody decided is being confirmed;
 *  · step-skipped: every way there goes through params.step, where somebody decides, and nobody did on this request;
 *  · not-withdrawn: from there a way comes to params.step, which closes a request as withdrawn, and nobody withdrew this one;
 *  · guarantee: from there a way comes to params.step without what its guarantee asks, said in params.fr and params.en, which no
 *    way of the drawing does from its start;
 *  · ways-too-many: more ways than can be gone through; nothing is proven;
 *  · engine-refuses: for params.reason.
 */
export const MOVE_CAUSES = [
  'request-closed',
  'token-gone',
  'not-a-target',
  'decision-underway',
  'step-skipped',
  'not-withdrawn',
  'guarantee',
  'ways-too-many',
  'engine-refuses',
] as const;

export interface MoveBar {
  readonly cause: (typeof MOVE_CAUSES)[number];
  readonly params: Readonly<Record<string, string>>;
}

const ENTERED = new Set([
  ...['bpmn:UserTask', 'bpmn:ServiceTask', 'bpmn:SendTask', 'bpmn:ReceiveTask', 'bpmn:BusinessRuleTask'],
  ...['bpmn:ScriptTask', 'bpmn:ManualTask', 'bpmn:Task', 'bpmn:CallActivity', 'bpmn:SubProcess'],
  ...['bpmn:ExclusiveGateway', 'bpmn:EventBasedGateway'],
  ...['bpmn:IntermediateCatchEvent', 'bpmn:IntermediateThrowEvent', 'bpmn:EndEvent'],
]);

/**
 * Lists the elements of a diagram that a token can be moved to by hand. Excluded: those with no
 * meaning alone (a join, what is repeated for each of a list, what an event begins), starts,
 * boundary events, and what waits behind an event gateway.
 */
export function movableTo(drawing: DrawnElement): string[] {
  const all = elementsIn(drawing);
  const scopeOf = new Map(all.map(({ scope, element }) => [element.id, scope]));
  const raced = new Set(
    all.flatMap(({ element: { $type, sourceRef, targetRef } }) =>
      $type === 'bpmn:SequenceFlow' && (sourceRef as DrawnElement).$type === 'bpmn:EventBasedGateway'
        ? [(targetRef as DrawnElement).id]
        : [],
    ),
  );
  const isPlain = (scope: DrawnElement | undefined): boolean =>
    scope === undefined ||
    scope === drawing ||
    (!isBegunOtherwise(scope) && scope.$type !== 'bpmn:AdHocSubProcess' && isPlain(scopeOf.get(scope.id)));
  return all.flatMap(({ scope, element }) =>
    ENTERED.has(element.$type) &&
    !raced.has(element.id) &&
    element.isForCompensation !== true &&
    element.triggeredByEvent !== true &&
    !isLink(element) &&
    isPlain(scope)
      ? [element.id]
      : [],
  );
}

const isBegunOtherwise = ({ triggeredByEvent, loopCharacteristics }: DrawnElement): boolean =>
  triggeredByEvent === true || loopCharacteristics !== undefined;

const isLink = ({ eventDefinitions }: DrawnElement): boolean =>
  ((eventDefinitions ?? []) as DrawnElement[]).some(({ $type }) => $type === 'bpmn:LinkEventDefinition');
