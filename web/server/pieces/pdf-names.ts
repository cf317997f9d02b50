/** A parser reads one version of each object, a viewer may read another: whatever stands in the file is searched as well. */
const ACTIVE =
  /\/(?:JavaScript|Launch|EmbeddedFiles?|FileAttachment|RichMedia\w*|SubmitForm|ImportData|GoToE)(?![A-Za-z0-9])/;

/** « /J#61vaScript » is « /JavaScript ». */
export const plainNames = (text: string): string =>
  text.replace(/#([0-9a-f]{2})/gi, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** Whether some text of a PDF, objects or not, names a script, a program to launch or a file carried along. */
export const namesActiveContent = (text: string): boolean => ACTIVE.test(plainNames(text));
