import Testing

@testable import Figures
@testable import Formats
@testable import ReadAlong

@Suite struct TextLayoutTests {
  @Test func `Width counts characters, neither bytes nor escape codes`() {
    #expect(visibleWidth("θ × η = ‖x̂‖²") == 12)
    #expect(visibleWidth("\u{1B}[1mbold\u{1B}[0m and \u{1B}[38;5;12mblue\u{1B}[0m") == 13)
    #expect(visibleWidth("") == 0)
  }

  @Test func `Text is broken at spaces when the next word does not fit`() {
    #expect(wrapped("one two three", width: 7) == ["one two", "three"])
    #expect(wrapped("one two three", width: 8) == ["one two", "three"])
    #expect(wrapped("one two three", width: 13) == ["one two three"])
    #expect(wrapped("ηηη × θθθ", width: 5) == ["ηηη ×", "θθθ"])
  }

  @Test func `A word longer than the width has its own line`() {
    #expect(wrapped("a extraordinarily b", width: 5) == ["a", "extraordinarily", "b"])
  }

  @Test func `Line ends and runs of spaces are one space`() {
    #expect(wrapped("  one\ntwo   three ", width: 40) == ["one two three"])
    #expect(wrapped(" \n ", width: 40) == [])
  }

  @Test func `A no-break space does not break`() {
    #expect(wrapped("about 0.5\u{A0}s", width: 9) == ["about", "0.5 s"])
  }

  @Test func `Padding counts what is seen`() {
    #expect(padded("θ", to: 3) == "θ  ")
    #expect(padded("\u{1B}[1mθ\u{1B}[0m", to: 3, .right) == "  \u{1B}[1mθ\u{1B}[0m")
    #expect(padded("four", to: 3) == "four")
  }

  @Test func `Definitions are aligned and a long term stands alone`() {
    let long = "--" + String(repeating: "x", count: 30)
    let lines = definitionLines([("--a", "first"), ("--beta", "second word"), (long, "third")], width: 40)
    #expect(
      lines == [
        "  --a" + String(repeating: " ", count: 25) + "first",
        "  --beta" + String(repeating: " ", count: 22) + "second word",
        "  " + long,
        String(repeating: " ", count: 30) + "third",
      ])
  }

  @Test func `A table sets numbers to the right and words to the left`() {
    let lines = tableLines(
      header: ["θ", "loss", "time", "note"],
      rows: [
        ["0.01", "-1.5", "1.2 s", "1 hidden layer"], ["10", "nan", "3 min 20 s", "×"], ["", "—", "5 ms", ""],
      ])
    #expect(
      lines == [
        "     θ   loss         time   note",
        "  ────   ────   ──────────   ──────────────",
        "  0.01   -1.5        1.2 s   1 hidden layer",
        "    10    nan   3 min 20 s   ×",
        "            —         5 ms",
      ])
  }

  @Test func `Grouped numbers, percentages and exponents are numbers`() {
    let lines = tableLines(header: ["n"], rows: [["60,000"], ["97.3 %"], ["5%"], ["1.2e-5"], ["−3"]])
    #expect(lines.dropFirst(2).allSatisfy { $0.count == 8 })
  }

  @Test func `A column of escape codes is as wide as what is seen`() {
    let lines = tableLines(header: ["a", "b"], rows: [["\u{1B}[32mxy\u{1B}[0m", "z"]])
    #expect(lines[1] == "  ──   ─")
    #expect(lines[2] == "  \u{1B}[32mxy\u{1B}[0m   z")
  }

  @Test func `Where a table is too wide, headers take several lines, and then the gaps close`() {
    func lines(width: Int) -> [String] {
      tableLines(
        header: ["way of it", "loss at the end"], rows: [["first", "1.5"], ["second", "22.5"]], width: width)
    }
    #expect(
      lines(width: 15) == [
        "           loss",
        "             at",
        "  way of    the",
        "  it        end",
        "  ──────   ────",
        "  first     1.5",
        "  second   22.5",
      ])
    #expect(lines(width: 14)[4] == "  ──────  ────")
  }

  @Test func `A line that is too wide goes on below, indented`() {
    #expect(folded("  let a = b + c", width: 15) == ["  let a = b + c"])
    #expect(folded("  let a = b + c", width: 14) == ["  let a = b +", "      c"])
    #expect(folded("abcdefgh ij kl", width: 6) == ["abcdefgh", "    ij", "    kl"])
    #expect(folded("    abcdefghij", width: 6) == ["    abcdefghij"])
    #expect(folded("", width: 6) == [""])
  }

  @Test func `A table without rows shows its header`() {
    #expect(tableLines(header: ["a", "bc"], rows: []) == ["  a   bc", "  ─   ──"])
  }
}
