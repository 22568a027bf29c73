import type { Report } from "../../conformance/report/report.js";
import { played, report, requirement, result, trace, verdictOf } from "./report-fixture.js";

/** Texts by which a subject may try to be something else than text. */
export const hostileTexts: readonly string[] = [
  "\u0000\u0001\b\u000b\u001b[31m\u007f\u0085\u2028", "\ud800 and \udfff", "\ufffe\uffff\ufeff", "\u202ereversed",
  "]]>", "<!-- -->", "</failure><failure>", "&amp; &lt; &#0; &quot;", "<script>alert(1)</script>",
  "\" onmouseover=\"alert(1)\" '", "javascript:alert(1)", "</style><img src=x onerror=alert(1)>",
  "# SKIP", "\\# TODO \\\\", "not ok 1 - x\nok 2 - y # TODO\n1..2\nBail out!", "...\n---\n- a: *b", "\r\n\t: {[,\"'",
  "::error::x", "\n::set-output name=a::b\n::endgroup::", "##[error]x", "%0A::warning title=a,b:c::%25",
  "::stop-commands::t",
  "| a | b |\n|---|---|", "`code` ``more`` ```", "```\n~~~\n# heading", "@someone #1 https://example.org <https://a.b>",
  "![i](https://example.org/i.png) [l](javascript:a)", "</details><details open>", "<a href='//x'>", "\\", "", " ", "`",
];

/** A megabyte of one of them, and of nothing that is special. */
export const longTexts: readonly string[] = ["<]]>".repeat(1 << 18), "`".repeat(1 << 20), "x".repeat(1 << 20)];

/** A run of a subject that says `text` wherever it can say something. */
export function reportOf(text: string): Report {
  const id = "timer.once";
  const error = { type: text, message: text, category: text, code: text };
  const said = played(id, {
    outcome: "incomplete", message: `waited: ${text}`, diagnostics: `${text}\n${text}`,
    findings: [{ requirement: id, scenario: id, kind: "violation", says: text, at: 20 }],
    trace: [
      ...trace.slice(0, -1),
      { seq: 19, t: 103, ev: "mark", name: text },
      { seq: 20, t: 104, ev: "enter", cb: "connectionLost", depth: 1, connection: text, reason: { kind: text, error } },
      { seq: 21, t: 105, ev: "return", op: text, n: 3, value: { [text]: text, list: [text, text] } },
      { ev: "peer", peer: text, saw: "connected", local: { host: text, port: 1 } },
    ],
  });
  return {
    ...report,
    rerun: () => `npx reactor-standard test '${text}'`,
    requirements: result.requirements.map((each) => requirement(each.id)),
    result: {
      ...result,
      terms: { ...result.terms, expectations: [{ requirement: "timer.many", reason: text, link: text }] },
      subject: { name: text, version: text, language: text, runtime: text, profiles: [text, "core"] },
      requirements: [
        verdictOf("timer.active", "pass"), verdictOf(id, "fail", text), verdictOf("timer.many", "deviation", text),
        verdictOf("execution.serial", "error", text), verdictOf("tcp.a", "skip", text),
      ],
      scenarios: [said],
      stale: [text],
    },
  };
}
