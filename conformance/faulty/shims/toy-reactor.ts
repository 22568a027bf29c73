/** What the toy shim is installed over: it has what it carries done by the host itself. */
export class ToyReactor {
  callLater<T>(act: () => T): T {
    return act();
  }

  listen<T>(act: () => T): T {
    return act();
  }

  connect<T>(act: () => T): T {
    return act();
  }
}
