import { inDark } from "../in-dark.js";

/** The colours of code, light and dark. */
export const codeStyle = `
:root {
  --code-keyword: #7a3db8; --code-title: #7d4200; --code-string: #0c6135; --code-number: #0b57a4;
  --code-comment: #575d66;
}
${inDark(`
  --code-keyword: #cba6f7; --code-title: #efb878; --code-string: #8fd6a0; --code-number: #8cc2f7;
  --code-comment: #a2a9b4;
`)}
.hljs-keyword, .hljs-built_in, .hljs-type { color: var(--code-keyword); }
.hljs-title { color: var(--code-title); }
.hljs-string, .hljs-regexp { color: var(--code-string); }
.hljs-number, .hljs-literal { color: var(--code-number); }
.hljs-comment { color: var(--code-comment); }
.hljs-comment.output { color: var(--text); font-weight: 600; }
`;
