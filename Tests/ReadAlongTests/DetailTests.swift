import Formats
import Foundation
import Matrices
import Support
import Testing

@testable import ReadAlong

@Suite struct DetailTests {
  @Test func `A word of which a third is wrong is near, and one of which more is wrong is not`() {
    #expect(nearest(to: "banana", among: ["bandit"]) == nil)
    #expect(nearest(to: "banana", among: ["banaxx"]) == "banaxx")
  }

  @Test func `The differences err by the step's fourth power only`() throws {
    let check = try GradientCheck([5], at: [1], step: 0.1) { $0[0] * $0[0] * $0[0] * $0[0] * $0[0] }
    #expect(check.error < 1e-3)
  }

  @Test func `A gradient of zeros where there are slopes does not pass`() throws {
    let check = try GradientCheck([0, 0], at: [1.5, -0.7]) { $0[0] * $0[0] * $0[1] }
    #expect(check.error == 1 && check.found == 0)
  }

  @Test func `The digits after the point fall at 1, 100 and 10,000`() {
    #expect(
      [0.999, 1, 99.9, 100, 9999.5, 10_000].map { significant($0) } == [
        "0.99900", "1.000", "99.900", "100.0", "9999.5", "10000",
      ])
  }

  @Test func `How many times is a number`() {
    let lines = tableLines(header: ["faster"], rows: [["2.5×"], ["10×"]])
    #expect(lines.dropFirst(2) == ["    2.5×", "     10×"])
  }

  @Test func `A text that begins with a word without end is refused, though spaces follow`() throws {
    try withTemporaryFolder { folder in
      let path = try write([UInt8](repeating: 65, count: 70_000) + [32, 66], folder + "/t")
      #expect(throws: UserError.self) { try TextBlocks(file: path).bytes(of: 0) }
    }
  }

  @Test func `A tolerance is met by a change below it`() throws {
    var tolerance = try Tolerance(0.5)
    tolerance.hear(1)
    #expect(!tolerance.isMet)
    tolerance.hear(0.5)
    #expect(!tolerance.isMet)
    tolerance.hear(0.75)
    #expect(tolerance.isMet)
    #expect(tolerance.facts.map(\.value) == ["0.75", "0.25"])
  }

  @Test func `A training is resumed by its own recipe and by no other`() throws {
    let options = ["epochs", "resume", "seed"].map { Option($0, value: "X", help: "") }
    let arguments = try Arguments(["--resume", "m", "--epochs", "7"], options: options)
    func recipe(seed: Int = 1, epochs: Int? = 5, data: Float = 1) -> Recipe {
      Recipe(["seed": seed], falling: epochs.map { ("epochs", $0) }, data: Checksum([data]))
    }
    let saved = recipe().text
    #expect(saved == "seed=1;epochs=5;data=\(Checksum([1]).text)")
    try recipe().expect(saved, of: arguments)
    try recipe(epochs: nil).expect(saved, of: arguments)
    try recipe(seed: 2).expect(saved, of: Arguments([], options: options))
    func sentence(_ recipe: Recipe) throws -> String {
      try #require(throws: UserError.self) { try recipe.expect(saved, of: arguments) }.description
    }
    #expect(try sentence(recipe(seed: 2)) == "option --seed: m was trained with \"1\", found \"2\"")
    #expect(
      try sentence(recipe(epochs: 7))
        == "option --epochs: the learning rate of m falls over 5 epochs, found 7")
    #expect(try sentence(recipe(data: 2)) == "m was trained on other data than these")
  }

  @Test func `Raw weights give the outputs of those for scaled inputs`() {
    // 1 + 2 (x - 3) / 0.5 = 4 x - 11
    let rows = rowsOfRawWeights(
      ["a"], [2], bias: 1, means: [3], deviations: [0.5], on: [[1], [4]], [-7, 5], limit: 1e-4)
    #expect(rows == [["a", "4.000"], ["(bias)", "-11.000"]])
    // Six digits of 1/3 and of what cancels it are too few here
    let far = rowsOfRawWeights(
      ["a"], [1], bias: 0, means: [30_000], deviations: [3], on: [[30_003]], [1], limit: 1e-4)
    let numbers = far.compactMap { Double($0[1]) }
    #expect(abs(numbers[0] * 30_003 + numbers[1] - 1) <= 1e-4)
  }

  @Test func `A run's rate counts its last epoch`() async {
    let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
      let arguments = try Arguments([], options: TrainingRun.options(save: ""))
      let run = try TrainingRun(arguments, total: 1, done: 0, unit: "examples", 3)
      try run.train { _ = run.report(1, 0.5, saving: { _ in }) }
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("1 epoch in ") && text.contains(" examples/s\n"), "\(text)")
  }

  private func printed(_ text: String) throws -> String {
    let printer = MarkdownPrinter(terminal: .plain)
    return try Markdown(text, path: "p").blocks.flatMap { printer.lines($0) }.joined(separator: "\n")
  }

  @Test func `A cell is set to the middle where the table says so`() throws {
    #expect(
      try printed("| long word | b |\n|:---:|---|\n| x | y |")
        == "  long word   b\n  ─────────   ─\n      x       y")
  }

  @Test func `A link's target may hold parentheses`() throws {
    #expect(
      try Markdown("[a](b_(c).md) d", path: "p").blocks[0].content
        == .paragraph([.link([.text("a")], target: "b_(c).md"), .text(" d")]))
  }

  @Test func `Pairs of aligned columns stand apart`() throws {
    let tex = #"\begin{aligned} a &= b & c &= d \\ xx &= y & z &= w \end{aligned}"#
    let formula = try Formula(tex: tex, at: Place(path: "page", line: 7))
    #expect(formula.display(width: 76) == [" a = b    c = d", "xx = y    z = w"])
  }

  @Test func `A deviation of 0 is refused`() throws {
    try withTemporaryFolder { folder in
      let path = try write("input,deviation\na,0.5\nb,0\n(bias),0\n", folder + "/m.csv")
      #expect(throws: UserError("\(path): found a deviation of 0.0 for b, expected more than 0")) {
        try ModelTable(file: path).positive("deviation")
      }
      let good = try write("input,deviation\na,0.5\nb,2\n(bias),0\n", folder + "/n.csv")
      #expect(try ModelTable(file: good).positive("deviation") == [0.5, 2])
    }
  }

  @Test func `Of a long cell the middle is left out`() {
    var output = ""
    let page = Page(terminal: .plain, write: { output += $0 })
    page.table(["a"], [[String(repeating: "x", count: 100)], [String(repeating: "y", count: 101)]])
    #expect(output.contains(String(repeating: "x", count: 100)))
    #expect(
      output.contains(
        "  " + String(repeating: "y", count: 60) + "…" + String(repeating: "y", count: 30) + "\n"))
  }

  @Test func `A long usage goes on below its words`() throws {
    let operands = (1...8).map { Operand("OPERAND-\($0)", help: "") }
    let program = Program(
      name: "line", summary: "", sections: [],
      commands: [Command("add", summary: "Add.", operands: operands) { _ in }])
    let lines = program.helpLines(of: program.commands[0])
    #expect(lines[0] == "usage: swift run line add OPERAND-1 OPERAND-2 OPERAND-3 OPERAND-4 OPERAND-5")
    #expect(lines[1] == String(repeating: " ", count: 17) + "OPERAND-6 OPERAND-7 OPERAND-8")
  }
}
