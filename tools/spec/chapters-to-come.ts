import type { Chapter, Problem } from "./model.js";

const firstRelease = ["01", "02", "03", "04", "05", "06", "07", "08", "09"];
const completedByOthers = new Set(["unknown-reference", "unknown-term", "unused-term", "dead-link", "untested-share"]);

/** The numbers of the chapters of the first release that are not written yet. */
export function chaptersToCome(chapters: readonly Chapter[]): readonly string[] {
  return firstRelease.filter((number) => !chapters.some(({ file }) => file.startsWith(number)));
}

/** The problems without those that a chapter to come may solve. */
export function awaitingChapters(chapters: readonly Chapter[], problems: readonly Problem[]): readonly Problem[] {
  if (chaptersToCome(chapters).length === 0) return problems;
  return problems.filter(({ code }) => !completedByOthers.has(code));
}
