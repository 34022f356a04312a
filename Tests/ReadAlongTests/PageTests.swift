import Foundation
import Testing

@testable import Figures
@testable import Formats
@testable import ReadAlong

@Suite struct PageTests {
  /// What `body` writes on a page for this terminal.
  func output(_ terminal: Terminal = .plain, _ body: (Page) throws -> Void) rethrows -> String {
    var output = ""
    try body(Page(terminal: terminal, write: { output += $0 }))
    return output
  }

  let colored = Terminal(isInteractive: true, columns: 120, environment: ["TERM": "xterm"])

  @Test func `Blocks are parted by one blank line, lines by none`() {
    let output = output { page in
      page.line("a")
      page.line("b")
      page.table(["n"], [["1"]])
      page.line("c")
    }
    #expect(output == "a\nb\n\n  n\n  ─\n  1\n\nc\n")
  }

  @Test func `Text has at most 80 columns however wide the terminal is`() throws {
    let words = Array(repeating: "λθη×", count: 100).joined(separator: " ")
    let wide = Terminal(isInteractive: true, columns: 100, environment: [:])
    let page = try WovenPage(words + "\n", path: "README.md")
    let lines = try output(wide) { try $0.weave(page.parts[0]) }.split(separator: "\n")
    #expect(lines.map(\.count).max() == 79)
    #expect(lines.joined(separator: " ") == words)
  }

  @Test func `A pipe gets no escape codes and 80 columns, a terminal color and as many as fit`() throws {
    let page = try WovenPage("## 1.1 Title\n\n![Words](figures/curve.svg)\n", path: "README.md")
    for (terminal, expected) in [(Terminal.plain, "80 false"), (colored, "100 true")] {
      let output = try output(terminal) { sheet in
        try sheet.weave(page.parts[0]) {
          try $0.figure(
            "curve", terminal: { width, color in "\(width) \(color)   \n" },
            svg: { _ in
              Issue.record("no folder, no drawing")
              return ""
            })
        }
      }
      #expect(output.contains("\u{1B}") == terminal.allowsColor)
      #expect(output.hasSuffix("\n\n\(expected)\n"))
    }
  }
}
