import type { HtmlTagDescriptor, Plugin } from 'vite';

/**
 * What the page itself says of its files. The script that asks for texts and answers waits for no other, the style sheet
 * included; the fonts, which every page uses, are asked for before the style sheet that names them has been read.
 */
export function firstPage(): Plugin {
  return {
    name: 'harmonie:first-page',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const script = /<script type="module"(?=[^>]*\/first-asks-)/;
        if (!script.test(html)) throw new Error('The page no longer begins with first-asks.ts in a file of its own.');
        const fonts = Object.keys(bundle).filter((file) => /ibm-plex-sans.*\.woff2$/.test(file));
        const preloads: HtmlTagDescriptor[] = fonts.map((file) => ({
          tag: 'link',
          attrs: { rel: 'preload', href: `/${file}`, as: 'font', type: 'font/woff2', crossorigin: true },
          injectTo: 'head',
        }));
        return { html: html.replace(script, '$& async'), tags: preloads };
      },
    },
  };
}
