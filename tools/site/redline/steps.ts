import { compare, type Comparison } from "../../../conformance/versions/compare.js";
import { currentText, type StandardText } from "../../../conformance/versions/standard-text.js";
import { edition } from "../../../spec/edition.js";

/** Two versions that follow one another. */
export interface Step {
  readonly former: StandardText;
  readonly text: StandardText;
  readonly comparison: Comparison;
}

/** The versions that were published and the present text, the oldest first. */
export function textsOf(published: readonly StandardText[]): readonly StandardText[] {
  return published.at(-1)?.version === edition.version ? published : [...published, currentText()];
}

/** The way from each text to the next, the last one first. */
export function stepsOf(texts: readonly StandardText[]): readonly Step[] {
  return texts.slice(1).flatMap((text, index): readonly Step[] => {
    const former = texts[index];
    return former === undefined ? [] : [{ former, text, comparison: compare(former, text) }];
  }).toReversed();
}

/** What a version is called in a heading: the one that is still prepared has no number of a draft. */
export function titleOf({ version }: StandardText): string {
  return edition.draft && version === edition.version ? `${version}, in preparation` : version;
}

export function anchorOf({ version }: StandardText): string {
  return `to-${version}`;
}
