import Formats
import Testing

@testable import ReadAlong

@Suite struct MarkdownTests {
  @Test func `Blocks know their lines`() throws {
    let page = try Markdown(
      """
      # A *b*

      Text over
      two lines.
      - one
        - inner
      - two

      2. second

      | a | b \\| c |
      |---|--:|
      | `x` | 1 |

      > said

      ```swift
      let x = 1
      ```
      ![words](figures/a.svg)

      $$x^2$$

      ```math
      y
      ```
      ---
      <!-- not
      shown -->
      """, path: "p")
    #expect(page.blocks.map(\.place.line) == [1, 3, 5, 9, 11, 15, 17, 20, 22, 24, 27, 28])
    #expect(page.blocks[0].content == .heading(level: 1, [.text("A "), .emphasis([.text("b")])]))
    #expect(page.blocks[1].content == .paragraph([.text("Text over two lines.")]))
    guard case .list(nil, let items, false) = page.blocks[2].content else { throw Unexpected() }
    #expect(items.count == 2 && items[0].count == 2)
    guard case .list(2, _, false) = page.blocks[3].content else { throw Unexpected() }
    #expect(
      page.blocks[4].content
        == .table(
          header: [[.text("a")], [.text("b | c")]], alignments: [.none, .right],
          rows: [[[.code("x")], [.text("1")]]]))
    #expect(page.blocks[6].content == .code(info: "swift", lines: ["let x = 1"]))
    #expect(page.blocks[7].content == .image(words: "words", target: "figures/a.svg"))
    #expect(page.blocks[8].content == .formula(.scripts(.letter("x"), sub: nil, sup: .number("2"))))
    #expect(page.blocks[9].content == .formula(.letter("y")))
  }

  @Test func `Inlines`() throws {
    let page = try Markdown(
      "a **b `c*`** [d $e$](f.md) $`g`$ \\* 2 * 3 ``h`i`` [1, 2] snake_case <https://j.k>", path: "p")
    #expect(
      page.blocks[0].content
        == .paragraph([
          .text("a "), .strong([.text("b "), .code("c*")]), .text(" "),
          .link([.text("d "), .formula(.letter("e"))], target: "f.md"), .text(" "), .formula(.letter("g")),
          .text(" * 2 * 3 "), .code("h`i"), .text(" [1, 2] snake_case "),
          .link([.text("https://j.k")], target: "https://j.k"),
        ]))
  }

  @Test(arguments: [
    ("a\n\n<b>c</b>", "p:3: found <b: there is no HTML here; \\< is the sign itself"),
    ("a\nb *c", "p:2: found no * that closes; \\* is the sign itself"),
    ("costs 5 $ now", "p:1: found a $ with a space after it; \\$ is the sign itself"),
    ("costs $5 now", "p:1: found no $ that closes the formula; \\$ is the sign itself"),
    ("a `b", "p:1: found no ` that closes the code"),
    ("a ~~b~~", "p:1: found ~ before a word, which strikes it out on the web; \\~ is the sign itself"),
    ("a ~b~", "p:1: found ~ before a word, which strikes it out on the web; \\~ is the sign itself"),
    ("a :smile: b", "p:1: found a name between colons, a picture on the web; \\: is the sign itself"),
    ("a\nb $$x$$, c", "p:2: found $$ in a line of text: such a formula has lines of its own"),
    ("a\n| b | c |\n|---|---|\n| 1 | 2 |", "p:3: found a table with no blank line before it"),
    ("|a|b|\n|-|-|\n|c|d|\ne", "p:4: found a line without | right below a table"),
    ("> a\nb", "p:2: found a line without > right below a quote"),
    ("- - -", "p:1: found - - -, expected --- or an item"),
    ("_ _ _", "p:1: found _ _ _, expected --- or an item"),
    ("a\n\nb \u{1B}[31m", #"p:3: found the invisible sign \u{1B}"#),
    ("a\r\n\r\nb \u{202E}", #"p:3: found the invisible sign \u{202E}"#),
    ("a\n:--", "p:2: found a table with no blank line before it"),
    ("a\n--", "p:2: found -- below a paragraph"),
    ("1) a", "p:1: found an item with 1), expected - or 1."),
    ("## a ##", "p:1: expected a heading, one to four # and a space"),
    ("$\\frac{}{2}$", "p:1: in a formula: found nothing between a fraction's braces"),
    ("$\\hat{\\frac{a}{b}}$", "p:1: in a formula: \\hat over more than letters is not known"),
    (
      "```math\n\\begin{aligned} a \\\\[4pt] b \\end{aligned}\n```",
      "p:2: in a formula: a distance between rows is not known"
    ),
    ("a\n\n_b_", "p:3: found _ at the beginning of a word; * sets emphasis, \\_ is the sign itself"),
    ("a &nbsp; b", "p:1: found &nbsp;, expected the character itself"),
    ("```sh\na", "p:1: the fence is not closed"),
    ("    code", "p:1: found a line set in by four or more, expected a fence"),
    ("a\n---", "p:2: found --- below a paragraph"),
    ("|a|b|\n|-|-|\n|c|", "p:3: found 1 cells in a table of 2 columns"),
    ("a\n\n$$x\n\n$$", "p:3: found no $$ that ends the formula"),
    ("a $x \\foo$", "p:1: in a formula: \\foo is not known"),
    ("words ![b](c.svg)", "p:1: found an image in a line of text"),
    ("a\n[b][c]", "p:2: found [b], expected [words](target); \\[ is the sign itself"),
    ("[b]: c", "p:1: found [b], expected [words](target); \\[ is the sign itself"),
    ("[b] (c)", "p:1: found [b], expected [words](target); \\[ is the sign itself"),
    ("a [^1]", "p:1: found [^1], expected [words](target); \\[ is the sign itself"),
    ("- [ ] a", "p:1: found [ ], expected [words](target); \\[ is the sign itself"),
    ("> [!NOTE]\n> a", "p:1: found [!NOTE], expected [words](target); \\[ is the sign itself"),
    ("a \\(x\\)", "p:1: found \\(: a formula stands between dollars"),
    ("- a\n+ b", "p:2: found an item with +, expected - or 1."),
    ("* a", "p:1: found an item with *, expected - or 1."),
    (
      "```Swift\na\n```",
      "p:1: found a fence of kind \"Swift\", expected console, js, math, output, python, sh, swift, text"
    ),
    (
      "```\na\n```",
      "p:1: found a fence of kind \"\", expected console, js, math, output, python, sh, swift, text"
    ),
  ])
  func `What is not known is an error with file and line`(text: String, sentence: String) {
    #expect(throws: UserError(sentence)) { try Markdown(text, path: "p") }
  }

  @Test func `A page is laid out as plain text`() throws {
    let text = try printed(
      """
      ## 1.2 Title

      A long paragraph with `code`, *emphasis*, a [link](x.md), [the web](https://a.b) and $x_1$, wrapped.

      - one
        1. inner
      - two

      | left | right |
      |:---|---:|
      | a | 1 |
      | bcd | 23 |

      > quoted

      $$\\frac 1n$$

      ```text
      as it
        stands
      ```
      """)
    #expect(
      text == """

        1.2 Title
        ────────────────────────────────────────────────────────────────────────────────

        A long paragraph with `code`, emphasis, a link, the web (https://a.b) and x₁,
        wrapped.

        • one
          1. inner
        • two

          left   right
          ────   ─────
          a          1
          bcd       23

        │ quoted

             1
            ───
             n

          as it
            stands
        """)
  }

  @Test func `On a terminal words have color, and Swift its keywords`() throws {
    let terminal = Terminal(isInteractive: true, columns: 80, environment: ["TERM": "xterm"])
    let text = try printed("*a b* `c`\n\n```swift\nlet x = 1  // two\n```", terminal)
    #expect(
      text == """
        \u{1B}[3ma\u{1B}[0m \u{1B}[3mb\u{1B}[0m \u{1B}[32mc\u{1B}[0m

          \u{1B}[35mlet\u{1B}[0m x = \u{1B}[36m1\u{1B}[0m  \u{1B}[2m// two\u{1B}[0m
        """)
  }

  @Test func `A table too wide for its room wraps its cells`() throws {
    let long = Array(repeating: "word", count: 30).joined(separator: " ")
    let text = try printed("| a | b |\n|---|---|\n| x | \(long) |\n| y | z |")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.allSatisfy { $0.count <= 80 })
    #expect(lines.count == 6)
  }
}

private struct Unexpected: Error {}

private func printed(_ text: String, _ terminal: Terminal = .plain) throws -> String {
  let printer = MarkdownPrinter(terminal: terminal)
  return try Markdown(text, path: "p").blocks.map { printer.lines($0).joined(separator: "\n") }.joined(
    separator: "\n\n")
}
