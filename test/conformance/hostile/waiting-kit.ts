import { AgentProcess } from "../../../conformance/driver/agent-process.js";

// Stands for a kit that waits for its agent: it tells the number of the agent's process, and goes on waiting.
const started = { cwd: process.cwd(), env: process.env, channel: false };
const agent = new AgentProcess([process.execPath, "-e", "for (;;);"], started);
process.stdout.write(`${agent.pid}\n`);
setInterval(() => undefined, 1000);
