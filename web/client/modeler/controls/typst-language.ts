import { StreamLanguage } from '@codemirror/language';

const KEYWORDS =
  /^#?(?:let|set|show|import|include|if|else|for|in|while|return|context|and|or|not|none|auto|true|false)\b/;

/** Enough of Typst to read it with colours: comments, texts, numbers, keywords, what is called. */
export const typst = StreamLanguage.define<{ inComment: boolean }>({
  name: 'typst',
  startState: () => ({ inComment: false }),
  token(stream, state) {
    if (state.inComment) {
      state.inComment = !stream.match(/^.*?\*\//);
      if (state.inComment) stream.skipToEnd();
      return 'comment';
    }
    if (stream.match('//')) {
      stream.skipToEnd();
      return 'comment';
    }
    if (stream.match('/*')) {
      state.inComment = true;
      return 'comment';
    }
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return 'string';
    if (stream.match(KEYWORDS)) return 'keyword';
    if (stream.match(/^#[\p{L}_][\p{L}\p{N}_-]*/u)) return 'variableName';
    if (stream.match(/^\d+(?:\.\d+)?(?:pt|em|cm|mm|%|fr)?/)) return 'number';
    if (stream.match(/^[\p{L}_][\p{L}\p{N}_-]*/u)) return null;
    stream.next();
    return null;
  },
  languageData: { commentTokens: { line: '//', block: { open: '/*', close: '*/' } } },
});
