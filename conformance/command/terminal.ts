/** Where a command's words go: results on standard output, all else on standard error. */
export interface Terminal {
  /** Writes a part of the result. */
  write(text: string): void;
  /** Writes a line of diagnostics. */
  diagnose(line: string): void;
  /** Shows how far the work is, in place of what was shown before; null takes it away. Only on a terminal. */
  progress(text: string | null): void;
  /** Whether results may be coloured: see `wantsColours`. */
  readonly colours: boolean;
  readonly cwd: string;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { stdout, stderr } = process;
  // Who reads the result may have read enough: `list | head` is no error.
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  // Taken now: while a subject runs in this process, what it writes there is kept back.
  const writeDiagnostics = stderr.write.bind(stderr);
  return {
    write: (text) => void stdout.write(text),
    diagnose: (line) => void writeDiagnostics(`reactor-standard: ${line}\n`),
    progress: (text) => {
      if (stderr.isTTY) writeDiagnostics(`\r\u001b[K${(text ?? "").slice(0, Math.max(0, stderr.columns - 1))}`);
    },
    colours: wantsColours(stdout, process.env),
    cwd: process.cwd(),
  };
}

/**
 * Whether to colour what is written to a stream: as FORCE_COLOR says if that is set ("0" and "false" for no); else on a
 * terminal that can, unless NO_COLOR is set.
 */
export function wantsColours(
  stream: Pick<NodeJS.WriteStream, "isTTY" | "hasColors">,
  { FORCE_COLOR: forced, NO_COLOR: refused = "" }: NodeJS.ProcessEnv,
): boolean {
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return stream.isTTY === true && stream.hasColors() && refused === "";
}
