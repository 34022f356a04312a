import Figures
import Formats
import ReadAlong
import Testing

@Suite struct TimingTests {
  @Test func `Every call that is timed is made, and what it throws comes out`() throws {
    var calls = 0
    let seconds = secondsPerCall { calls += 1 }
    #expect(calls >= 6)
    #expect(seconds >= 0)
    struct Failure: Error {}
    #expect(throws: Failure.self) { try secondsPerCall { throw Failure() } }
  }
}
