import { createHash } from "node:crypto";
import type { StartTlsOptions, TcpTransport, TlsOptions, TlsSession } from "../../../spec/reactor.js";
import type { Digest } from "../../language/data.js";
import type { OddValue } from "../../language/operations.js";
import type { TlsOperation, TlsSpec } from "../../language/tls.js";
import type { SessionInfo } from "../../trace/events.js";
import { keysOf } from "./captured.js";
import { describeError } from "./describe.js";
import { odd } from "./odd.js";
import { settle } from "./settle.js";
import { requireMethod } from "./recorder.js";
import { transportOf, type Perform, type Scene, type Stage } from "./stage.js";

/** The options, with every odd value in place. */
export function tlsOptionsOf(spec: TlsSpec): TlsOptions {
  const options: Record<string, unknown> = {};
  for (const name of keysOf(spec)) options[name] = valueOf((spec as Readonly<Record<string, unknown>>)[name]);
  return options;
}

function valueOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(valueOf);
  return typeof value === "object" && value !== null && "odd" in value ? odd((value as OddValue).odd) : value;
}

export function performTlsOperation(stage: Stage, perform: Perform, operation: TlsOperation, scene: Scene): void {
  const connection = operation.of ?? scene.connection?.name ?? "";
  const { recorder } = stage;
  recorder.call(operation.op, { connection }, () => {
    const transport = transportOf(stage, connection) as TcpTransport;
    if (operation.op === "inspectSession") return { value: describeSession(transport.session) };
    requireMethod(transport, "startTls");
    const options = {
      role: valueOf(operation.role), ...tlsOptionsOf(operation.tls), ...handedBack(operation, scene),
    } as StartTlsOptions;
    const after: Scene = { ...scene, connection: stage.connections.get(connection) ?? { name: connection, transport } };
    void settle(transport.startTls(options), (session) =>
      recorder.callback("secured", { connection, session: describeSession(session) ?? NOTHING }, () =>
        perform(operation.on?.secured ?? [], after)),
    (error) => recorder.callback("securingFailed", { connection, error: describeError(error) }, () =>
      perform(operation.on?.securingFailed ?? [], after)));
    return {};
  });
}

function handedBack({ handsBackFrom }: TlsOperation & { readonly op: "startTls" }, scene: Scene): object {
  const { chunk, total } = scene;
  if (handsBackFrom === undefined || chunk === undefined || total === undefined) return {};
  return { received: chunk.subarray(Math.max(0, handsBackFrom - (total - chunk.length))) };
}

const NOTHING: SessionInfo = { version: null, alpn: null, peerCertificate: null };

function describeSession(session: TlsSession | null | undefined): SessionInfo | null {
  if (session === null || session === undefined) return null;
  const { version, alpn, peerCertificate } = session;
  return {
    version: version ?? null, alpn: alpn ?? null,
    peerCertificate: peerCertificate instanceof Uint8Array ? digestOf(peerCertificate) : null,
  };
}

function digestOf(bytes: Uint8Array): Digest {
  return { bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}
