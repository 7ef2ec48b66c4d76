// The reporter that closes a test run with one plain line, "N passed, N failed", after all that Jest prints.
export default class Summary {
  // Listed first, it takes the stream before Jest's own reporters buffer it.
  write = process.stdout.write.bind(process.stdout);

  onRunComplete(_contexts, { numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) {
    const line = `${numPassedTests} passed, ${numFailedTests + numRuntimeErrorTestSuites} failed\n`;
    process.once('exit', () => this.write(line));
  }
}
