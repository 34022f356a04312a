import Figures
import Formats
import Foundation
import Testing

@testable import ReadAlong

@Suite struct WeavingTests {
  static let page = """
    # Chapter

    ![the same](figures/curve.svg)

    ## 1.1 First

    Before.

    ```output numbers
    old
    ```

    Between.

    ![Words](figures/curve.svg)

    ```output times measured
    1 s
    ```

    ## Errata

    None.

    """

  let section = Section("1.1") { page in
    let sum = try page.output("numbers") { out in
      out.line("a line")
      out.table(["n", "n²"], [["1", "1"], ["12", "144"]])
      return 145
    }
    try page.figure(
      "curve", terminal: { width, _ in "drawn at \(width)" }, svg: { "<svg>\($0) \(sum)</svg>" })
    try page.output("times") { $0.line("2 s") }
  }

  @Test func `The page's text stands before what is computed, and after it`() throws {
    let chapter = try Chapter(WeavingTests.page, [section])
    #expect(
      try chapter.printed([]) == """
        Chapter
        ════════════════════════════════════════════════════════════════════════════════

        [Picture: the same]


        1.1 First
        ────────────────────────────────────────────────────────────────────────────────

        Before.

          a line

           n    n²
          ──   ───
           1     1
          12   144

        Between.

        drawn at 80

          2 s


        Errata
        ────────────────────────────────────────────────────────────────────────────────

        None.

        """)
    #expect(try chapter.printed(["--section", "1"]).hasPrefix("1.1 First\n"))
    #expect(try chapter.printed(["--list"]) == "  1.1  First\n")
  }

  @Test func `The text down to an output is printed before the Swift that computes it runs`() throws {
    let page = try WovenPage(WeavingTests.page, path: "README.md")
    var text = ""
    let sheet = Page(terminal: .plain) { text += $0 }
    try sheet.weave(page.parts[1]) { sheet in
      #expect(text.hasSuffix("Before.\n"))
      try sheet.output("numbers") { _ in }
      #expect(text.hasSuffix("Between.\n"))
      try sheet.figure("curve", terminal: { _, _ in "" }, svg: { _ in "" })
      try sheet.output("times") { _ in }
    }
  }

  @Test func `--update writes the outputs and figures that changed, measured ones left alone`() throws {
    let chapter = try Chapter(WeavingTests.page, [section])
    #expect(throws: UserError("the page differs in 2 places; --update writes it")) {
      try chapter.printed(["--check"])
    }
    _ = try chapter.printed(["--update"])
    let new = WeavingTests.page.replacing("old", with: "a line\n\n n    n²\n──   ───\n 1     1\n12   144")
    #expect(try chapter.readme == new)
    #expect(try readText(chapter.folder + "/figures/curve.svg") == "<svg>Words 145</svg>")
    _ = try chapter.printed(["--check"])
    _ = try chapter.printed(["--update", "--measured"])
    #expect(try chapter.readme == new.replacing("1 s", with: "2 s"))
  }

  @Test func `A difference is told with its line`() throws {
    let path = try Chapter(WeavingTests.page, []).folder + "/README.md"
    let place = try #require(WovenPage(WeavingTests.page, path: "p").parts[1].names.first)
    let computed = [Computed(place: place, content: .output(["old", "and more"]))]
    #expect(
      WovenPage.differences(path: path, text: WeavingTests.page, computed).map(\.description) == [
        "p:11: the output numbers: the page has its end, the run gives \"and more\""
      ])

    // Of what is measured the words are held, the numbers and the lines are not
    let times = try #require(WovenPage(WeavingTests.page, path: "p").parts[1].names.last)
    func differs(_ lines: [String]) -> Bool {
      let computed = [Computed(place: times, content: .output(lines))]
      return !WovenPage.differences(path: path, text: WeavingTests.page, computed).isEmpty
    }
    #expect(!differs(["2.5 ms"]) && !differs(["", "12 s"]) && differs(["1 s more"]) && differs(["1 h"]))
  }

  @Test(arguments: [
    (
      "numbers", "other",
      "README.md:9: the page has the output other here, the section's Swift gives the output numbers"
    ),
    (
      "```output times measured\n1 s\n```", "",
      "README.md:5: the section's Swift gives the output times, which its section of the page does not have here"
    ),
    (
      "None.", "None.\n\n```output lost\n```",
      "README.md:25: an output needs a name of a-z, 0-9 and -, a section, and the left margin"
    ),
    ("Between.", "Between.\n\n```output numbers\n```", "README.md:15: the output numbers stands twice"),
    (
      "## Errata", "```output more\n```\n\n## Errata",
      "README.md:21: the section's Swift does not give the output more"
    ),
    ("## 1.1", "## 1.2", "README.md has no heading ## 1.1"),
    ("## Errata", "## 1.2 More", "README.md:21: no Swift belongs to the section 1.2"),
  ])
  func `A name on one side without the other is an error with file and line`(
    old: String, new: String, sentence: String
  ) throws {
    let chapter = try Chapter(WeavingTests.page.replacing(old, with: new), [section])
    #expect {
      _ = try chapter.printed([])
    } throws: { error in
      "\(error)".replacing(chapter.folder + "/", with: "") == sentence
    }
  }

  @Test func `A chapter without its page says where it looked`() throws {
    let chapter = try Chapter(WeavingTests.page, [section])
    try FileManager.default.removeItem(atPath: chapter.folder + "/README.md")
    #expect {
      _ = try chapter.printed([])
    } throws: { error in
      "\(error)".hasPrefix("found no page README.md in \(chapter.folder)")
    }
  }
}

/// A chapter's folder for one test.
final class Chapter {
  let folder = FileManager.default.temporaryDirectory.path + "/" + UUID().uuidString
  let program: Program

  init(
    _ page: String, _ sections: [Section], name: String = "name", summary: String = "",
    commands: [Command] = []
  ) throws {
    program = Program(
      name: name, summary: summary, sections: sections, commands: commands, source: folder + "/main.swift")
    try makeDirectory(folder)
    try writeSafely(page, to: folder + "/README.md")
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  var readme: String { get throws { try readText(folder + "/README.md") } }

  func printed(_ words: [String]) throws -> String {
    var text = ""
    try program.execute(words, on: Page(terminal: .plain) { text += $0 })
    return text
  }
}
