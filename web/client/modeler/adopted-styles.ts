import { StyleModule } from 'style-mod';

type Mount = typeof StyleModule.mount;

/**
 * CodeMirror (the editors of FEEL, of tables and of act templates) writes its rules in style elements, which the portal's
 * content security policy refuses. In a shadow root it adopts a constructed sheet instead, which no policy needs to
 * allow: the page is shown to it as one. Import this file before any editor is made.
 */
const page = {
  ownerDocument: document,
  get adoptedStyleSheets() {
    return document.adoptedStyleSheets;
  },
  set adoptedStyleSheets(sheets: CSSStyleSheet[]) {
    document.adoptedStyleSheets = sheets;
  },
} as unknown as ShadowRoot;

const mount: Mount = StyleModule.mount.bind(StyleModule);
// jsdom, where components are tested, adopts none and has no policy.
const adopts = 'adoptedStyleSheets' in document;
StyleModule.mount = (root, modules, options) => mount(adopts && root === document ? page : root, modules, options);
