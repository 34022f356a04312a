import Figures
import Formats
import Matrices
import Perceptrons
import ReadAlong

let ruleCommand = Command(
  "rule",
  summary: "Rosenblatt's rule on points of the plane, as in sections 3.5 and 3.7.",
  options: [
    Option("set", value: "NAME", help: "one (60 points of problem 1), and, or, xor; one unless given"),
    Option(
      "data", value: "FILE", help: "instead: a CSV file, two columns of numbers and a column class of 0 and 1"
    ),
    Option("epochs", value: "N", default: "1000", help: "passes over the points, at most"),
    Option("corrections", value: "N", help: "stop after so many, in the middle of an epoch"),
    Option("size", value: "X", default: "1", help: "what each correction is multiplied by"),
    Option("order", value: "N", default: "1", help: "decides the order of the points in each epoch"),
    Option("no-shuffle", help: "the points in their own order, epoch after epoch"),
    Option("seed", value: "N", default: "6", help: "decides the points of problem 1"),
  ]
) { arguments in
  let (X, y) = try planarPoints(arguments)
  let epochs = try arguments.int("epochs", in: 1...1_000_000_000)
  let seed = arguments.flag("no-shuffle") ? nil : try arguments.seed("order")
  let size = try arguments.float("size", in: .leastNonzeroMagnitude...1e6)
  let most = try arguments.ifGiven("corrections") { try arguments.int($0, in: 0...1_000_000_000) }
  let page = Page()
  var layer = Layer(inputs: 2, outputs: 1)
  if most == nil && size == 1 {
    let outcome = train(&layer, X, y, TrainingSettings(epochs: epochs, seed: seed))
    page.line("\(outcome)")
    page.line("\(outcome.mistakes) corrections, \(y.count - layer.mistakes(X, y)) of \(y.count) right")
  } else {
    var course = RuleCourse(X: X, y: y, seed: seed, size: size)
    while !course.isDone, course.corrections < most ?? .max, course.epoch < epochs || !course.rest.isEmpty {
      _ = course.next()
    }
    layer = course.layer
    let right = y.count - layer.mistakes(X, y)
    page.line("epoch \(course.epoch): \(course.corrections) corrections, \(right) of \(y.count) right")
  }
  guard (layer.weights.values + layer.bias.values).allSatisfy(\.isFinite) else {
    throw UserError("the weights became too large to be numbers")
  }
  page.line("weights \(layer.weights[0, 0]) and \(layer.weights[1, 0]), bias \(layer.bias[0, 0])")
  page.line(weightsLine(layer))
}

private func planarPoints(_ arguments: Arguments) throws -> (X: Matrix, y: [Int]) {
  try arguments.expectEither(("set", "data"), ("order", "no-shuffle"))
  if arguments.isGiven("data") || arguments.optionalString("set") ?? "one" != "one" {
    try arguments.refuse("seed", because: "it is for the points of --set one")
  }
  if let file = arguments.optionalString("data") {
    let table = try Table(file: file)
    let inputs = table.header.filter { $0 != "class" }
    let labels = try table.matrix(["class"]).values
    let X = try table.matrix(inputs)
    guard inputs.count == 2, labels.allSatisfy({ $0 == 0 || $0 == 1 }),
      X.values.allSatisfy({ abs($0) <= 1e30 })
    else {
      throw UserError(
        "\(file): expected two columns of numbers up to 1e30 and a column class of 0 and 1")
    }
    return (X, labels.map { Int($0) })
  }
  let corners: Matrix = [[0, 0], [0, 1], [1, 0], [1, 1]]
  switch arguments.optionalString("set") ?? "one" {
  case "one":
    var generator = SeededGenerator(seed: try arguments.seed("seed"))
    return ToyProblem.one.examples(60, using: &generator)
  case "and": return (corners, [0, 0, 0, 1])
  case "or": return (corners, [0, 1, 1, 1])
  case "xor": return (corners, [0, 1, 1, 0])
  case let name:
    throw UserError.usage("option --set: expected one, and, or or xor, found \(quoted(name, marks: true))")
  }
}

/// "weights 0123456789abcdef"
func weightsLine(_ layer: Layer) -> String {
  var sum = Checksum()
  sum.add(layer.weights.values)
  sum.add(layer.bias.values)
  return "weights \(sum.text)"
}
