/**
 * The channel of the program to the process that began it, in a world of its own. A message may come at any time, so the
 * host's loop would never come to rest by itself: the channel holds it only when there is nothing left to do but wait.
 */
export class ParentChannel {
  constructor() {
    process.channel?.unref();
  }

  /** There is nothing left to do: waits for a message, if the program does. Returns whether it does. */
  wait(): boolean {
    if (!this.#isListenedTo()) return false;
    process.channel?.ref();
    return true;
  }

  /** A message has come. */
  heard(): void {
    process.channel?.unref();
  }

  /** Gives the channel back to the host. */
  end(): void {
    if (this.#isListenedTo()) process.channel?.ref();
  }

  /** As the host has it: who listens to messages, or for the end of the channel, is kept alive by it. */
  #isListenedTo(): boolean {
    return process.connected && process.listenerCount("message") + process.listenerCount("disconnect") > 0;
  }
}
