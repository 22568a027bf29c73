import type { Channel, ChannelEvents, TcpSettings } from "../../reference/core/host.js";
import type { TcpAddress } from "../../spec/reactor.js";

/** A channel in the hands of a test: it writes down what it is asked to do. */
export class FakeChannel implements Channel {
  readonly local: TcpAddress = { kind: "tcp", host: "127.0.0.1", port: 1 };
  readonly remote: TcpAddress = { kind: "tcp", host: "127.0.0.1", port: 2 };
  readonly asked: string[] = [];
  readonly tcp: TcpSettings = {
    setNoDelay: () => void this.asked.push("setNoDelay"),
    setKeepAlive: () => void this.asked.push("setKeepAlive"),
  };
  readonly written: Uint8Array[] = [];
  pendingBytes = 7;
  events: ChannelEvents | null = null;

  open(events: ChannelEvents): void {
    this.events = events;
    this.asked.push("open");
  }

  write(data: Uint8Array): void {
    this.written.push(data);
    this.asked.push("write");
  }

  end(): void {
    this.asked.push("end");
  }

  pause(): void {
    this.asked.push("pause");
  }

  resume(): void {
    this.asked.push("resume");
  }

  discardInput(): void {
    this.asked.push("discardInput");
  }

  abort(): void {
    this.asked.push("abort");
  }

  release(): void {
    this.asked.push("release");
  }
}
