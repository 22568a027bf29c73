import type { PeerScript } from "../language/scenario.js";
import type { AddressInfo } from "../trace/address-info.js";
import { Stream } from "./stream.js";

/** Why a connection may be over. */
export type Cause = "done" | "lost" | "aborted" | "failed";

/** One end of a connection, as far as its program knows it, and what follows from that for the other end. */
export class End {
  readonly name: string;
  /** Whether its protocol has eofReceived: otherwise the peer's end closes it. */
  readonly isAware: boolean;
  /** The other end, once it is known: null also where it is no end of this reactor. */
  peer: End | null = null;
  local: AddressInfo | null = null;
  remote: AddressInfo | null = null;
  readonly sent = new Stream();
  received = 0;
  state: "attempt" | "made" | "lost" = "attempt";
  eofSeen = false;
  paused = false;
  /** What the program has done to it: `ended` its sending, `closed` it, `cut` it by an abort or a throw. */
  ended = false;
  closed = false;
  cut = false;
  /** The high watermark. */
  high = 65_536;
  /** What a callback threw first. */
  threw: string | null = null;
  /** The possible causes, once one is certain: then no other can come before it. */
  #final: ReadonlySet<Cause> | null = null;

  constructor(name: string, isAware: boolean) {
    this.name = name;
    this.isAware = isAware;
  }

  /** A peer of the kit's, as if it had done all of its script: when it has done what is not told. */
  static ofPeer(name: string, { script = [] }: PeerScript, local?: AddressInfo, remote?: AddressInfo): End {
    const end = new End(name, true);
    end.local = local ?? null;
    end.remote = remote ?? null;
    for (const step of script) if (step.step === "send") end.sent.write(step.data, true);
    const last = script.at(-1)?.step;
    end.ended = last === "end" || last === "close";
    end.closed = last === "close";
    end.cut = last === "reset";
    return end;
  }

  /** Whether it has the mirrored addresses of the other. */
  mirrors(other: End): boolean {
    return isSame(this.local, other.remote) && isSame(this.remote, other.local);
  }

  /** Whether the program may have nothing more to send: it has ended that, or the reactor for it. */
  get mayHaveEnded(): boolean {
    return this.ended || (!this.isAware && this.peer?.ended === true);
  }

  /** Whether the connection may be gone at this side, so that what the peer sends is answered by a reset. */
  get mayBeGone(): boolean {
    return this.state === "lost" || this.closed || this.cut || (this.mayHaveEnded && this.peer?.mayHaveEnded === true);
  }

  /** The causes that may be the first, as far as is known; `isStopping`: the reactor may close what is open. */
  causes(isStopping: boolean): ReadonlySet<Cause> {
    if (this.#final !== null) return this.#final;
    const { peer } = this;
    const causes = new Set<Cause>();
    if (this.closed || peer === null || (this.mayHaveEnded && peer.mayHaveEnded)) causes.add("done");
    const isAnswered = peer !== null && peer.mayBeGone && this.sent.length > peer.received;
    if (peer === null || peer.cut || isStopping || isAnswered) causes.add("lost");
    if (isStopping) causes.add("aborted");
    return causes;
  }

  /** The program has done what ends the connection at once, unless something else has ended it before. */
  settle(cause: Cause, isStopping: boolean): void {
    this.#final ??= new Set([...this.causes(isStopping), cause]);
  }
}

function isSame(one: AddressInfo | null, other: AddressInfo | null): boolean {
  return one?.port !== undefined && one.port === other?.port && one.host === other.host;
}
