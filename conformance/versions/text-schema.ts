import { levels, requirementProfiles } from "../../spec/requirement.js";
import type { Schema } from "../driver/json-schema.js";

const text: Schema = { type: "string" };

/** What a file has at least that holds a version of the standard: a snapshot, or the `spec.json` of the pages. */
export const textSchema: Schema = {
  type: "object",
  required: ["version", "date", "requirements"],
  properties: {
    version: text,
    date: text,
    requirements: {
      type: "array",
      items: {
        type: "object",
        required: ["id", "level", "profile", "text"],
        properties: {
          id: text,
          aliases: { type: "array", items: text },
          level: { enum: levels },
          profile: { enum: requirementProfiles },
          binding: { anyOf: [{ const: "typescript" }, { const: null }] },
          text,
          intent: text,
          prior: { anyOf: [text, { type: "null" }] },
          chapter: text,
          since: text,
          test: {
            anyOf: [
              { type: "object", required: ["kind"], properties: { kind: { const: "scenario" } } },
              { type: "object", required: ["kind", "reason"], properties: { kind: { const: "none" }, reason: text } },
            ],
          },
        },
      },
    },
  },
};
