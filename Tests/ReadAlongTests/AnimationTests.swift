import Testing

@testable import Figures
@testable import Formats
@testable import ReadAlong

@Suite struct AnimationTests {
  @Test func `Each frame is drawn over the one before`() {
    var written: [String] = []
    var paused: [Double] = []
    let terminal = Terminal(isInteractive: true, columns: 70, environment: ["TERM": "xterm"])
    let animation = Animation(
      terminal: terminal, write: { written.append($0) }, pause: { paused.append($0) })
    animation.show(seconds: 0.1) { "\($0) columns\nsecond line" }
    animation.show(seconds: 0.2) { _ in "one line" }
    animation.show(seconds: 0.3) { _ in "the last" }
    #expect(
      written == [
        "70 columns\nsecond line\n", "\u{1B}[2A\u{1B}[Jone line\n", "\u{1B}[1A\u{1B}[Jthe last\n",
      ])
    #expect(paused == [0.1, 0.2, 0.3])
  }

  @Test func `Through a pipe and without color nothing is drawn and nobody waits`() {
    let withoutColor = Terminal(
      isInteractive: true, columns: 70, environment: ["TERM": "xterm", "NO_COLOR": "1"])
    for terminal in [Terminal.plain, withoutColor] {
      var calls = 0
      let animation = Animation(terminal: terminal, write: { _ in calls += 1 }, pause: { _ in calls += 1 })
      animation.show { _ in
        calls += 1
        return "frame"
      }
      #expect(calls == 0)
    }
  }
}
