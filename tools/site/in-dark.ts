/** Declarations for dark pages: where the system asks for them or the reader has chosen them, and never on paper. */
export function inDark(declarations: string): string {
  return `@media screen and (prefers-color-scheme: dark) { :root:not([data-theme="light"]) {${declarations}} }
@media screen { :root[data-theme="dark"] {${declarations}} }`;
}
