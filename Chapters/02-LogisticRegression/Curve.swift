import Figures
import Formats
import LogisticRegression
import Matrices
import ReadAlong

let curveCommand = Command(
  "curve",
  summary: "Fits a border that can bend to two columns of a CSV file, as section 2.8 does.",
  options: LabeledExamples.options + [
    Option("degree", value: "N", default: "2", help: "of the products of the two inputs, 1 to 8"),
    Option(
      "l1", value: "X", default: "0",
      help: "λ of the lasso; with it by gradient descent, else by Newton's method"),
    Option("l2", value: "X", default: "0.000001", help: "λ of the ridge"),
    Option("test", value: "N", default: "0", help: "how many examples to set aside for a test"),
    Option("count", value: "N", help: "learn from so many of the others only"),
    Option("seed", value: "N", default: "1", help: "decides which are set aside"),
  ]
) { arguments in
  let examples = try LabeledExamples(arguments)
  guard examples.inputs.count == 2 else {
    throw UserError.usage(
      "option --inputs: expected two columns for a curve, found \(listed(examples.inputs))"
    )
  }
  var generator = SeededGenerator(seed: try arguments.seed("seed"))
  let test = try arguments.int("test", in: 0...examples.y.count - 1)
  let (others, testing) = split(examples.y.count, testing: test, using: &generator)
  let training = Array(
    others.prefix(
      try arguments.ifGiven("count") { try arguments.int($0, in: 1...others.count) } ?? others.count))
  let curve = try CurvedClassifier(
    degree: arguments.int("degree", in: 1...8), examples.X.rows(training), training.map { examples.y[$0] },
    l1: arguments.float("l1", in: 0...Float.infinity), l2: arguments.float("l2", in: 0...Float.infinity))

  let page = Page()
  let weights = curve.model.weights.values
  page.line("weights ≠ 0  \(weights.count { $0 != 0 }) of \(weights.count)")
  for (name, rows) in [("training", training), ("testing ", testing)] where !rows.isEmpty {
    let J = try finite(curve.loss(examples.X, examples.y, rows))
    page.line(
      "\(name)     J \(fixed(J, 4)), \(percent(curve.accuracy(examples.X, examples.y, rows))) of \(rows.count) right"
    )
  }
  page.line(weightsLine(curve.model))
}

/// "weights 0123456789abcdef"
func weightsLine(_ model: LogisticModel) -> String {
  var sum = Checksum()
  sum.add(model.weights.values)
  sum.add(model.bias)
  return "weights \(sum.text)"
}
