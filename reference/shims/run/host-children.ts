const { execArgv } = process;

/**
 * Has the processes that the program forks, those of a cluster among them, be the host's as all others are: they are
 * given the arguments of this one, and the import of `module` is taken from these. In a world of its own nobody would
 * reach such a process, and its channel to this one would hold up its time.
 */
export function leaveChildrenToHost(module: string): void {
  for (let index = execArgv.length - 1; index >= 0; index--) {
    const isImport = execArgv[index] === "--import" && execArgv[index + 1] === module;
    if (isImport) execArgv.splice(index, 2);
    else if (execArgv[index] === `--import=${module}`) execArgv.splice(index, 1);
  }
}
