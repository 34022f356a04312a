import Testing

@testable import Figures
@testable import Formats
@testable import ReadAlong

@Suite struct ArgumentsTests {
  let options = [
    Option("epochs", value: "N", default: "20", help: "passes over the data"),
    Option("learning-rate", value: "RATE", default: "0.1", help: "step"),
    Option("seed", value: "N", default: "1", help: "seed"),
    Option("save", value: "FILE", help: "where the weights go"),
    Option("quiet", help: "no progress"),
  ]

  func parse(_ words: String..., operands: [Operand] = []) throws -> Arguments {
    try Arguments(words, options: options, operands: operands)
  }

  /// The sentence of the usage error that `body` throws.
  func sentence(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch {
      guard let error = error as? UserError, error.exitCode == 2 else { return "not a usage error: \(error)" }
      return error.description
    }
  }

  @Test func `Options not given have their defaults`() throws {
    let arguments = try parse()
    #expect(try arguments.int("epochs", in: 1...100) == 20)
    #expect(try arguments.float("learning-rate", in: 0...1) == 0.1)
    #expect(try arguments.seed("seed") == 1)
    #expect(arguments.optionalString("save") == nil)
    #expect(!arguments.flag("quiet"))
    #expect(arguments.operands.isEmpty)
  }

  @Test func `A value follows its option or an equals sign`() throws {
    let arguments = try parse("--epochs", "5", "--save=a=b.npy", "--quiet", "--seed=18446744073709551615")
    #expect(try arguments.int("epochs", in: 1...100) == 5)
    #expect(try arguments.string("save") == "a=b.npy")
    #expect(try arguments.seed("seed") == UInt64.max)
    #expect(arguments.flag("quiet"))
  }

  @Test func `Negative numbers are values and operands`() throws {
    let several = [Operand("X...", help: "numbers")]
    let arguments = try parse("--learning-rate", "-0.5", "-3", "--epochs=-2", "-1e-3", operands: several)
    #expect(try arguments.float("learning-rate", in: -1...1) == -0.5)
    #expect(try arguments.int("epochs", in: -5...5) == -2)
    #expect(arguments.operands == ["-3", "-1e-3"])
  }

  @Test func `Two dashes end the options`() throws {
    let several = [Operand("WORD...", help: "words")]
    let arguments = try parse("--quiet", "--", "--epochs", "-", "--", operands: several)
    #expect(arguments.operands == ["--epochs", "-", "--"])
    #expect(arguments.flag("quiet"))
  }

  @Test func `An empty value is a value, and no name of a file`() throws {
    #expect(try parse("--seed=").string("seed") == "")
    #expect(try parse("--seed", "").string("seed") == "")
    #expect(sentence { _ = try parse("--save", "") } == "option --save: expected a name in UTF-8, found \"\"")
  }

  @Test func `An unknown option is answered with the nearest`() {
    #expect(sentence { _ = try parse("--epoch", "3") } == "unknown option --epoch; did you mean --epochs?")
    #expect(sentence { _ = try parse("--epcohs=3") } == "unknown option --epcohs; did you mean --epochs?")
    #expect(
      sentence { _ = try parse("--learn", "3") } == "unknown option --learn; did you mean --learning-rate?")
    #expect(sentence { _ = try parse("--batch", "3") } == "unknown option --batch; --help shows them all")
    #expect(sentence { _ = try parse("-x") } == "unknown option -x; --help shows them all")
  }

  @Test func `A missing value is named`() {
    #expect(
      sentence { _ = try parse("--epochs") } == "option --epochs needs a value: expected N, found nothing")
    #expect(
      sentence { _ = try parse("--save", "--quiet") }
        == "option --save needs a value: expected FILE, found --quiet")
  }

  @Test func `A flag takes no value`() {
    #expect(sentence { _ = try parse("--quiet=yes") } == "option --quiet takes no value, found \"yes\"")
  }

  @Test func `An option given twice is refused, also a flag`() {
    #expect(sentence { _ = try parse("--epochs", "1", "--epochs=1") } == "option --epochs is given twice")
    #expect(sentence { _ = try parse("--quiet", "--quiet") } == "option --quiet is given twice")
  }

  @Test(arguments: ["0", "101", "five", "", "1.5", "1e2", "99999999999999999999"])
  func `What is no whole number in the range is refused`(text: String) throws {
    let arguments = try parse("--epochs=" + text)
    #expect(
      sentence { _ = try arguments.int("epochs", in: 1...100) }
        == "option --epochs: expected a whole number from 1 to 100, found \"\(text)\"")
    let unbounded = sentence { _ = try arguments.int("epochs", in: 1_000_000...(.max)) }
    #expect(
      unbounded == "option --epochs: expected a whole number of at least 1000000, found \"\(text)\"")
  }

  @Test(arguments: ["-0.1", "1.5", "nan", "inf", "1e99", "much", "0,5"])
  func `What is no number in the range is refused`(text: String) throws {
    let arguments = try parse("--learning-rate=" + text)
    #expect(
      sentence { _ = try arguments.float("learning-rate", in: 0...1) }
        == "option --learning-rate: expected a number from 0 to 1, found \"\(text)\"")
  }

  @Test func `Ranges without an end are told in words`() throws {
    let arguments = try parse("--learning-rate=0")
    #expect(
      sentence { _ = try arguments.float("learning-rate", in: .leastNonzeroMagnitude...0.5) }
        == "option --learning-rate: expected a number above 0 and up to 0.5, found \"0\"")
    #expect(
      sentence { _ = try arguments.float("learning-rate", in: 0.25...(.infinity)) }
        == "option --learning-rate: expected a number of at least 0.25, found \"0\"")
  }

  @Test(arguments: ["-1", "18446744073709551616", "now"])
  func `A seed is a whole number of 64 bits`(text: String) throws {
    let arguments = try parse("--seed", text)
    #expect(
      sentence { _ = try arguments.seed("seed") }
        == "option --seed: expected a whole number from 0 to 18446744073709551615, found \"\(text)\"")
  }

  @Test func `An option that must be given says so`() throws {
    let arguments = try parse()
    #expect(sentence { _ = try arguments.string("save") } == "option --save FILE is required")
  }

  @Test func `Operands are counted`() throws {
    let two = [Operand("BEDS", help: ""), Operand("BATHS", help: "")]
    #expect(try Arguments(["3", "2"], options: [], operands: two).operands == ["3", "2"])
    #expect(
      sentence { _ = try Arguments(["3"], options: [], operands: two) }
        == "BATHS is missing: expected BEDS BATHS, found 3")
    #expect(
      sentence { _ = try Arguments([], options: [], operands: two) }
        == "BEDS is missing: expected BEDS BATHS, found nothing")
    #expect(
      sentence { _ = try Arguments(["3", "2", "1"], options: [], operands: two) }
        == "expected only BEDS BATHS, found \"1\" besides")
    #expect(
      sentence { _ = try Arguments(["3"], options: [], operands: []) }
        == "expected no operands, found \"3\" besides")
  }

  @Test func `Operands may be optional or repeated`() throws {
    let optional = [Operand("A", help: ""), Operand("[B]", help: "")]
    #expect(try Arguments(["1"], options: [], operands: optional).operands == ["1"])
    #expect(throws: UserError.self) { try Arguments(["1", "2", "3"], options: [], operands: optional) }
    let some = [Operand("IMAGE...", help: "")]
    #expect(try Arguments(["1", "2", "3"], options: [], operands: some).operands.count == 3)
    #expect(throws: UserError.self) { try Arguments([], options: [], operands: some) }
    #expect(try Arguments([], options: [], operands: [Operand("[IMAGE...]", help: "")]).operands == [])
  }
}

@Suite struct EditDistanceTests {
  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("kitten", "sitting", 3), ("trian", "train", 1), ("epoch", "epochs", 1),
    ("ca", "abc", 3), ("same", "same", 0),
  ])
  func `Distances of known pairs, both ways`(first: String, second: String, distance: Int) {
    #expect(editDistance(first, second) == distance)
    #expect(editDistance(second, first) == distance)
  }

  @Test func `Only a near word is proposed`() {
    #expect(nearest(to: "predcit", among: ["train", "predict"]) == "predict")
    #expect(nearest(to: "bench", among: ["train", "predict", "benchmark"]) == "benchmark")
    #expect(nearest(to: "xyz", among: ["train", "predict"]) == nil)
    #expect(nearest(to: "train", among: []) == nil)
  }
}
