import Testing
@Suite struct WorkedExampleTests {}
