import { marked, occurs, scenario, when } from "../language/build.js";
import type { Scenario } from "../language/scenario.js";

/** What a JavaScript program can see of memory, with the host's collector: scenarios in code. */
export const releaseScenarios: readonly Scenario[] = [
  scenario({
    id: "resource.timed-call.released",
    title: "callbacks of calls that were called or cancelled are collected, though their handles are kept",
    binding: "typescript",
    code: "resource.timed-call.released",
    phases: [],
    ends: [when(marked("done"))],
    expect: [
      occurs("the callback of a call that was called is collected", marked("called: collected")),
      occurs("the callback of a call that was cancelled is collected", marked("cancelled: collected")),
    ],
  }),
  scenario({
    id: "resource.connection.released",
    title: "the protocol and the transport of a lost connection are collected",
    binding: "typescript",
    code: "resource.connection.released",
    phases: [],
    ends: [when(marked("done"))],
    expect: [
      occurs("the protocol of a lost connection is collected", marked("protocol: collected")),
      occurs("the transport of a lost connection is collected", marked("transport: collected")),
    ],
  }),
  scenario({
    id: "resource.connection.kept",
    title: "a connection that nobody refers to goes on after the host has collected garbage",
    binding: "typescript",
    code: "resource.connection.kept",
    phases: [],
    ends: [when(marked("answered"))],
    expect: [occurs("a connection that nobody refers to is notified of its data", marked("answered"))],
  }),
  scenario({
    id: "resource.write.released",
    title: "the pending output of an aborted connection is collected, though its transport is kept",
    binding: "typescript",
    code: "resource.write.released",
    phases: [],
    ends: [when(marked("done"))],
    expect: [occurs("the pending output of an aborted connection is collected", marked("output: collected"))],
  }),
];
