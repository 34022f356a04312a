import Testing

@testable import Figures
@testable import Formats
@testable import ReadAlong

@Suite struct TerminalTests {
  func terminal(columns: Int = 90, _ environment: [String: String]) -> Terminal {
    Terminal(isInteractive: true, columns: columns, environment: environment)
  }

  @Test func `A pipe is plain and 80 columns wide`() {
    let pipe = Terminal(isInteractive: false, columns: 132, environment: ["TERM": "xterm"])
    #expect(pipe.width == 80)
    #expect(!pipe.allowsColor)
    #expect(pipe.bold("a") + pipe.dim("b") + pipe.colored("c", .red) == "abc")
  }

  @Test func `The width is the terminal's, at most 100, and 80 where unknown`() {
    #expect(terminal(columns: 60, [:]).width == 60)
    #expect(terminal(columns: 250, [:]).width == 100)
    #expect(terminal(columns: 0, [:]).width == 80)
  }

  @Test func `Color needs a terminal that can and a reader who wants`() {
    #expect(terminal(["TERM": "xterm"]).allowsColor)
    #expect(terminal(["TERM": "xterm", "NO_COLOR": ""]).allowsColor)
    #expect(!terminal(["TERM": "xterm", "NO_COLOR": "1"]).allowsColor)
    #expect(!terminal(["TERM": "dumb"]).allowsColor)
    #expect(!terminal([:]).allowsColor)
  }

  @Test func `Styles are escape codes around the text`() {
    let terminal = terminal(["TERM": "xterm"])
    #expect(terminal.bold("a") == "\u{1B}[1ma\u{1B}[0m")
    #expect(terminal.dim("a") == "\u{1B}[2ma\u{1B}[0m")
    #expect(terminal.colored("a", .cyan) == "\u{1B}[36ma\u{1B}[0m")
    #expect(terminal.bold("") == "")
  }
}
