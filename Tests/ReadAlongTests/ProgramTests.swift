import Foundation
import Testing

@testable import Figures
@testable import Formats
@testable import ReadAlong

@Suite struct ProgramTests {
  static let page = """
    # A line

    ## 1.1 One weight

    First section.

    ## 1.2 A house

    Second section.

    ![A house](figures/house.svg)

    ## 1.10 The end

    Tenth section.

    """

  let chapter: Chapter
  var program: Program { chapter.program }

  init() throws {
    chapter = try Chapter(
      ProgramTests.page,
      [
        Section("1.1") { _ in },
        Section("1.2") {
          try $0.figure("house", terminal: { _, _ in "drawing" }, svg: { _ in "<svg>λ</svg>" })
        },
        Section("1.10") { _ in },
      ], name: "line", summary: "a line through points",
      commands: [
        Command(
          "train", summary: "Train the line on a file of numbers.",
          options: [
            Option("epochs", value: "N", default: "20", help: "passes over the training data"),
            Option(
              "learning-rate", value: "RATE", default: "0.01",
              help: "how far a step goes along the negative gradient; too large a rate diverges"),
            Option("quiet", help: "no progress"),
          ], operands: [Operand("FILE", help: "the numbers")]
        ) { arguments in
          let epochs = try arguments.int("epochs", in: 1...100)
          throw UserError("trained \(epochs) epochs on \(arguments.operands)")
        },
        Command("predict", summary: "Predict.") { _ in },
      ])
  }

  func output(_ words: String...) throws -> String { try chapter.printed(words) }

  func sentence(_ words: String...) -> String? {
    let page = Page(terminal: .plain, write: { _ in })
    let error = #expect(throws: UserError.self) { try program.execute(words, on: page) }
    return error.map { "\($0.exitCode): \($0)" }
  }

  @Test func `Without arguments all sections run in their order`() throws {
    let output = try output()
    let titles = ["1.1 One weight", "First", "1.2 A house", "Second", "drawing", "1.10 The end", "Tenth"]
    let places = titles.map { output.range(of: $0)?.lowerBound ?? output.endIndex }
    #expect(places == places.sorted() && !places.contains(output.endIndex))
  }

  @Test(arguments: [["--section", "1.2"], ["--section=2"]])
  func `One section runs alone`(words: [String]) throws {
    var output = ""
    try program.execute(words, on: Page(terminal: .plain, write: { output += $0 }))
    #expect(output.hasPrefix("1.2 A house\n"))
    #expect(output.hasSuffix("Second section.\n\ndrawing\n"))
  }

  @Test func `A section that does not exist is answered with those that do`() {
    let expected = "2: option --section: expected one of 1.1, 1.2, 1.10, found "
    #expect(sentence("--section", "3") == expected + "\"3\"")
    #expect(sentence("--section", "0") == expected + "\"0\"")
    #expect(sentence("--section=") == expected + "\"\"")
  }

  @Test func `The list names the sections`() throws {
    #expect(
      try output("--list") == """
          1.1   One weight
          1.2   A house
          1.10  The end

        """)
  }

  @Test func `Figures go to a folder that is made for them`() throws {
    let root = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: root) }
    let folder = root.appendingPathComponent("new/figures")
    _ = try output("--figures", folder.path, "--section", "2")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["house.svg"])
    #expect(try readText(folder.path + "/house.svg") == "<svg>λ</svg>")
  }

  @Test func `A figure that cannot be written is an error that names it`() throws {
    try makeDirectory(chapter.folder + "/house.svg/occupied")
    let answer = try #require(sentence("--figures", chapter.folder))
    #expect(answer.hasPrefix("1: ") && answer.contains(chapter.folder + "/house.svg"))
  }

  @Test func `A folder that cannot be made is an error before any work`() {
    #expect(
      sentence("--figures", "/dev/null/x")
        == "1: cannot make the folder /dev/null/x: expected a place that can be written")
  }

  @Test func `A command gets its arguments`() {
    #expect(sentence("train", "--epochs=7", "a.csv") == "1: trained 7 epochs on [\"a.csv\"]")
    #expect(
      sentence("train", "a.csv", "--epochs", "0")
        == "2: option --epochs: expected a whole number from 1 to 100, found \"0\"")
    #expect(sentence("train") == "2: FILE is missing: expected FILE, found nothing")
  }

  @Test func `Unknown words are answered with the nearest`() {
    #expect(sentence("trian") == "2: unknown command trian; did you mean train?")
    #expect(sentence("fly") == "2: unknown command fly; --help shows them all")
    #expect(sentence("--lits") == "2: unknown option --lits; did you mean --list?")
    #expect(sentence("train", "--epoch", "3", "f") == "2: unknown option --epoch; did you mean --epochs?")
    #expect(sentence("--list", "train") == "2: expected no operands, found \"train\" besides")
  }

  @Test(arguments: [["--help"], ["-h"], ["--section", "9", "--help"]])
  func `Help shows the read-along and every command`(words: [String]) throws {
    var output = ""
    try program.execute(words, on: Page(terminal: .plain, write: { output += $0 }))
    #expect(
      output == """
        line: a line through points

        usage: swift run line [--section N] [--figures DIR]
               swift run line COMMAND [options]

        Read along: without a command the sections run one after the other.
          --list         list the sections
          --section N    run one section alone
          --figures DIR  write each figure to DIR as an SVG file
          --update       write outputs and figures into the page
          --measured     with --update: measured times and rates, too
          --check        compare the page with what is computed
          --help         show this help

        Sections:
          1.1   One weight
          1.2   A house
          1.10  The end

        Commands, each with a --help of its own:
          train    Train the line on a file of numbers.
          predict  Predict.

        """)
  }

  @Test(arguments: [["train", "--help"], ["train", "-h"], ["train", "--epochs", "--nonsense", "--help"]])
  func `A command's help shows every option with its default`(words: [String]) throws {
    var output = ""
    try program.execute(words, on: Page(terminal: .plain, write: { output += $0 }))
    #expect(
      output == """
        usage: swift run line train [options] FILE

        Train the line on a file of numbers.

        Operands:
          FILE  the numbers

        Options:
          --epochs N            passes over the training data (default: 20)
          --learning-rate RATE  how far a step goes along the negative gradient; too
                                large a rate diverges (default: 0.01)
          --quiet               no progress
          --help                show this help

        """)
  }

  @Test func `After two dashes help is a word like any other`() {
    #expect(sentence("train", "--", "--help") == "1: trained 20 epochs on [\"--help\"]")
  }
}
