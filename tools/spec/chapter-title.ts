/**
 * What a chapter is called in a list, by the name of its file. The files are numbered anew when a chapter comes
 * between; their names stay, so that this holds of every version.
 */
export function chapterTitle(file: string): string {
  const words = file.replace(/^\d+-/, "").replace(/\.md$/, "").replaceAll("-", " ");
  const title = `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
  return /^(Tcp|Tls|Unix)$/.test(title) ? title.toUpperCase() : title;
}
