/** The style of the drawings of runs, by the colours of the page. What is checked is bold, too, not coloured alone. */
export const sequenceStyle = `
.sequence { margin: .75rem 0; }
.sequence svg { display: block; width: 100%; max-width: 27rem; height: auto; font: 11px/1 system-ui, sans-serif; }
.sequence text {
  text-anchor: middle; fill: currentColor; stroke: var(--page); stroke-width: 3px; stroke-linejoin: round;
  paint-order: stroke;
}
.sequence .lines, .sequence .life { fill: none; stroke: currentColor; }
.sequence .life { stroke-width: .75; opacity: .45; }
.sequence .pause { stroke-dasharray: 1.5 3; }
.sequence text.pause { fill: var(--quiet); font-style: italic; }
.sequence .dashed { stroke-dasharray: 4 3; }
.sequence .heads { fill: currentColor; }
.sequence .heads.dashed { stroke: none; }
.sequence .bars { fill: var(--page); stroke: currentColor; stroke-width: .9; }
.sequence .box { fill: var(--panel); stroke: var(--line); }
.sequence text.start { text-anchor: start; }
.sequence text.end, .sequence text.never { text-anchor: end; }
.sequence .dots { stroke: currentColor; stroke-width: 5; stroke-linecap: round; }
.sequence text.head { font-weight: 600; stroke: none; }
.sequence .lines.expected { stroke: var(--pass); stroke-width: 2; }
.sequence .heads.expected { fill: var(--pass); }
.sequence .dots.expected { stroke: var(--pass); stroke-width: 7; }
.sequence text.expected { fill: var(--pass); font-weight: 700; }
.sequence rect.never {
  fill: var(--removed); fill-opacity: .45; stroke: var(--fail); stroke-dasharray: 3 3; stroke-width: .75;
}
.sequence text.never { fill: var(--fail); font-weight: 600; }
.sequence ol { margin: .4rem 0; padding-left: 2rem; }
`;
