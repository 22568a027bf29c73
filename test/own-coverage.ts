// Loaded before the tests: coverage is of the tests' own process. Hundreds of agents and command lines, each with a report
// to merge, would take longer than all tests.
delete process.env["NODE_V8_COVERAGE"];
