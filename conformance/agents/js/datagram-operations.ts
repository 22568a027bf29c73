import type { DatagramOptions, DatagramPort, DatagramProtocol, UdpAddress } from "../../../spec/reactor.js";
import { bytesOf } from "../../language/data.js";
import type { DatagramAddressSpec, DatagramOperation } from "../../language/datagram-operations.js";
import { portProtocol } from "./datagram-protocols.js";
import { describeAddress, describeError } from "./describe.js";
import { numberOf, odd } from "./odd.js";
import { settle } from "./settle.js";
import { NotThere, requireMethod } from "./recorder.js";
import type { Perform, Port, Scene, Stage } from "./stage.js";
import { viewOf } from "./view.js";

type Of<Op extends DatagramOperation["op"]> = Extract<DatagramOperation, { readonly op: Op }>;

/** Makes the call of a port for datagrams, or of the reactor that opens one, that an operation stands for. */
export function performDatagramOperation(
  stage: Stage,
  perform: Perform,
  operation: DatagramOperation,
  scene: Scene,
): void {
  switch (operation.op) {
    case "openDatagram": return openDatagram(stage, perform, operation, scene);
    case "sendDatagram": return sendDatagram(stage, operation, scene);
    case "closePort": return closePort(stage, perform, operation, scene);
    case "inspectPort": return inspectPort(stage, operation, scene);
    case "echoDatagram": {
      const { port, datagram } = scene;
      if (datagram !== undefined) port?.port?.send(datagram.data, datagram.from);
    }
  }
}

function openDatagram(stage: Stage, perform: Perform, operation: Of<"openDatagram">, scene: Scene): void {
  const { recorder, reactor } = stage;
  const { port: name } = operation;
  recorder.call("openDatagram", { port: name }, () => {
    requireMethod(reactor, "openDatagram");
    const local = addressOf(stage, operation.local ?? { port: 0 }, scene);
    const options: DatagramOptions = operation.remote === undefined
      ? {}
      : { remote: addressOf(stage, operation.remote, scene) };
    const before = stage.ports.get(operation.sameProtocolAs ?? "");
    const port: Port = before ?? portProtocol(stage, perform, operation.protocol, name);
    port.name = name;
    stage.ports.set(name, port);
    const protocol = operation.odd === undefined ? port.protocol : odd(operation.odd) as DatagramProtocol;
    void settle(reactor.openDatagram(local, protocol, options), (made) => {
      recorder.callback("opened", { port: name, samePort: made === port.port }, () => {
        port.port ??= made;
        return perform(operation.on?.opened ?? [], { port });
      });
    }, (error) => recorder.callback("openFailed", { port: name, error: describeError(error) }, () =>
      perform(operation.on?.openFailed ?? [], {})));
    return {};
  });
}

function sendDatagram(stage: Stage, operation: Of<"sendDatagram">, scene: Scene): void {
  const { recorder } = stage;
  const name = nameOf(operation, scene);
  const data = "odd" in operation ? odd(operation.odd) as Uint8Array : bytesOf(operation.data);
  const bytes = !("odd" in operation) && operation.asView === true ? viewOf(data) : data;
  recorder.call("sendDatagram", { port: name, ...("odd" in operation ? {} : { bytes: bytes.length }) }, () => {
    const port = portOf(stage, name);
    if (operation.to === undefined) port.send(bytes);
    else port.send(bytes, addressOf(stage, operation.to, scene));
    return {};
  });
  if (!("odd" in operation) && operation.thenOverwrite === true) bytes.fill(0);
}

function closePort(stage: Stage, perform: Perform, operation: Of<"closePort">, scene: Scene): void {
  const { recorder } = stage;
  const name = nameOf(operation, scene);
  recorder.call("closePort", { port: name }, () => {
    void settle(portOf(stage, name).close(), () => recorder.callback("closed", { port: name }, () =>
      perform(operation.on?.closed ?? [], {})),
    (error) => recorder.callback("closeFailed", { port: name, error: describeError(error) }, () =>
      perform(operation.on?.closeFailed ?? [], {})));
    return {};
  });
}

function inspectPort(stage: Stage, operation: Of<"inspectPort">, scene: Scene): void {
  const name = nameOf(operation, scene);
  stage.recorder.call("inspectPort", { port: name }, () => {
    const { local, remote } = portOf(stage, name);
    return { value: { local: describeAddress(local) ?? null, remote: describeAddress(remote) ?? null } };
  });
}

function nameOf(operation: { readonly of?: string }, scene: Scene): string {
  return operation.of ?? scene.port?.name ?? "";
}

function portOf(stage: Stage, name: string): DatagramPort {
  const port = stage.ports.get(name)?.port;
  if (port === undefined || port === null) throw new NotThere(`no port ${name}`);
  return port;
}

function addressOf(stage: Stage, spec: DatagramAddressSpec, scene: Scene): UdpAddress {
  const resolved = stage.player?.resolve(spec) ?? spec;
  if ("of" in resolved) return portOf(stage, resolved.of).local;
  if ("odd" in resolved) return odd(resolved.odd) as UdpAddress;
  if ("kind" in resolved) return { kind: resolved.kind, host: "127.0.0.1", port: 9 } as unknown as UdpAddress;
  if ("sender" in resolved && scene.datagram !== undefined) return scene.datagram.from;
  if (!("port" in resolved)) throw new NotThere("no such address");
  const { host = "127.0.0.1", port } = resolved;
  return { kind: "udp", host: typeof host === "string" ? host : odd(host.odd) as string, port: numberOf(port) };
}
