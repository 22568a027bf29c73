import { openDatagram } from "../language/build-datagrams.js";
import {
  addHook, callLater, connect, entered, inspectReactor, mark, marked, never, occurs, relation, returned, scenario,
  stop, when,
} from "../language/build.js";
import { profiles } from "../../spec/requirement.js";
import type { Operation } from "../language/operations.js";
import type { Scenario } from "../language/scenario.js";

const inspected = (as: string): ReturnType<typeof returned> => returned("inspectReactor", { as });
const listed = (as: string) => ({ event: inspected(as), field: "value.profiles" });

const unknown = { kind: "nonesuch" };
const listenAtUnknown: Operation = { op: "listen", listener: "listener", protocol: "any", address: unknown };

/** The scenarios of the chapter on conventions. */
export const conventionScenarios: readonly Scenario[] = [
  scenario({
    id: "profile.declared",
    title: "a reactor lists the profile core",
    phases: [{ before: [inspectReactor("before")], start: [mark("started")] }],
    ends: [when(marked("started"))],
    expect: [
      occurs("profiles lists core",
        returned("inspectReactor", { as: "before", value: { profiles: { $with: "core" } } })),
    ],
  }),
  ...profiles.filter((profile) => profile !== "core").map((profile) => scenario({
    id: `profile.declared/${profile}`,
    title: `a reactor for which the profile ${profile} is claimed lists it`,
    claims: [profile],
    phases: [{ before: [inspectReactor("before")], start: [mark("started")] }],
    ends: [when(marked("started"))],
    expect: [
      occurs(`profiles lists ${profile}, which is claimed`,
        returned("inspectReactor", { as: "before", value: { profiles: { $with: profile } } })),
    ],
  })),
  scenario({
    id: "profile.constant",
    title: "the set of profiles is the same before, during and after a run",
    phases: [{
      before: [
        inspectReactor("before"),
        addHook("startup", "startup", inspectReactor("starting")),
        addHook("shutdown", "shutdown", inspectReactor("stopping")),
      ],
      start: [inspectReactor("running"), stop],
      after: [inspectReactor("after")],
    }],
    ends: [when(inspected("after"))],
    expect: ["starting", "running", "stopping", "after"].map((time) =>
      relation(`profiles has the same members when the reactor is ${time === "after" ? "stopped" : time} as before`,
        listed(time), "equals", listed("before"))),
  }),
  scenario({
    id: "profile.absent",
    title: "addresses of a kind that no profile has are refused in the promise",
    protocols: { any: {} },
    phases: [{
      start: [
        listenAtUnknown, connect("connection", "any", unknown), openDatagram("port", "any", { local: unknown }),
        callLater("witness", 1),
      ],
    }],
    ends: [
      when(entered("listenFailed")), when(entered("connectFailed")), when(entered("openFailed")),
      when(entered("timedCall")),
    ],
    expect: [
      never("listen does not throw for an address of a kind that no profile has",
        returned("listen", { threw: { $exists: true } })),
      never("connect does not throw for an address of a kind that no profile has",
        returned("connect", { threw: { $exists: true } })),
      never("openDatagram does not throw for an address of a kind that no profile has",
        returned("openDatagram", { threw: { $exists: true } })),
      occurs("listen is rejected as unsupported for an address of a kind that no profile has",
        entered("listenFailed", { error: { category: "unsupported" } })),
      occurs("connect is rejected as unsupported for an address of a kind that no profile has",
        entered("connectFailed", { error: { category: "unsupported" } })),
      occurs("openDatagram is rejected as unsupported for an address of a kind that no profile has",
        entered("openFailed", { error: { category: "unsupported" } })),
    ],
  }),
];
