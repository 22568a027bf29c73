import { escapeMarkup } from "../../conformance/report/escape-markup.js";

/** A text as the content of an element, where quotes mean nothing: shorter than as the value of an attribute. */
export function textMarkup(text: string): string {
  return escapeMarkup(text).replaceAll("&quot;", '"').replaceAll("&apos;", "'");
}
