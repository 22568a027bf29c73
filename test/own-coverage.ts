// Loaded before the tests: coverage is of the tests' own process. Hundreds of agents and command lines, each with a report
// to merge, would take longer than all tests.
// In a process that only hands the files to others, it stays, for these to have it when they begin.
if (process.env["MOCHA_WORKER_ID"] !== undefined) delete process.env["NODE_V8_COVERAGE"];
