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

  @Test func `Blocks are parted by one blank line, headings by two`() {
    let rule = String(repeating: "─", count: 80)
    let output = output { page in
      page.heading("1.1", "One weight", note: "a deck")
      page.text("First.\n\nSecond.")
      page.formula("y = x\nz = y")
      page.line("a")
      page.line("b")
      page.table(["n"], [["1"]])
      page.heading("1.2", "Two")
    }
    #expect(
      output == """
        1.1  One weight
        \(rule)
        a deck

        First.

        Second.

            y = x
            z = y

        a
        b

          n
          ─
          1


        1.2  Two
        \(rule)

        """)
  }

  @Test func `Text has at most 80 columns however wide the terminal is`() {
    let words = Array(repeating: "λθη×", count: 100).joined(separator: " ")
    let wide = Terminal(isInteractive: true, columns: 100, environment: [:])
    let lines = output(wide) { $0.text(words) }.split(separator: "\n")
    #expect(lines.map(\.count).max() == 79)
    #expect(lines.joined(separator: " ") == words)
  }

  @Test func `A pipe gets no escape codes and marks what was measured`() throws {
    let output = try output { page in
      page.heading("1", "Title", note: "note")
      page.formula("x²")
      page.measured("12 ms")
      page.line("equal")
      page.table(["a"], [["1 s"]], measured: true)
      try page.show("figure", terminal: { width, color in "\(width) \(color)   \n" }, svg: { "" })
    }
    #expect(!output.contains("\u{1B}"))
    #expect(output.hasSuffix("\n~ 12 ms\nequal\n\n~     a\n~   ───\n~   1 s\n\n80 false\n"))
  }

  @Test func `A terminal gets color and unmarked measurements`() throws {
    let output = try output(colored) { page in
      page.heading("1", "Title")
      page.measured("12 ms")
      try page.show("figure", terminal: { width, color in "\(width) \(color)" }, svg: { "" })
    }
    #expect(output.hasPrefix("\u{1B}[1m1  Title\u{1B}[0m\n"))
    #expect(output.hasSuffix("\n\n12 ms\n\n100 true\n"))
  }

  @Test func `Figures are files only where a folder is given`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }

    let page = Page(terminal: .plain, figures: folder.path, write: { _ in })
    try page.show("loss", terminal: { _, _ in "" }, svg: { "<svg>λ</svg>" })
    #expect(page.figureCount == 1)
    let written = try String(contentsOf: folder.appendingPathComponent("loss.svg"), encoding: .utf8)
    #expect(written == "<svg>λ</svg>")

    let without = Page(terminal: .plain, write: { _ in })
    try without.show(
      "loss", terminal: { _, _ in "" },
      svg: {
        Issue.record("no folder, no drawing")
        return ""
      })
    #expect(without.figureCount == 0)
  }

  @Test func `A figure that cannot be written is an error that names it`() {
    let page = Page(terminal: .plain, figures: "/dev/null/none", write: { _ in })
    let error = #expect(throws: UserError.self) {
      try page.show("loss", terminal: { _, _ in "" }, svg: { "" })
    }
    #expect(error?.description.contains("/dev/null/none/loss.svg") == true)
    #expect(error?.exitCode == 1)
  }
}
