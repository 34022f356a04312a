import Figures
import Formats
import Matrices
import MultilayerPerceptron
import ReadAlong

let followCommand = Command(
  "follow",
  summary: "Trains the network with eight weights of section 4.2; its biases stay.",
  options: [
    Option("steps", value: "N", default: "1", help: "steps of gradient descent"),
    Option("learning-rate", value: "X", default: "0.5", help: "the length of a step"),
    Option(
      "numbers", value: "W1,…", default: "0.15,0.2,0.25,0.3,0.4,0.45,0.5,0.55,0.35,0.6,0.05,0.1,0.01,0.99",
      help: "the weights w1 to w8, the biases b1 and b2, the two inputs, the two outputs that are wanted"),
  ]
) { arguments in
  let text = try arguments.string("numbers")
  let words = text.split(separator: ",", omittingEmptySubsequences: false)
  let numbers = words.compactMap { finiteNumber(String($0)) }
  guard words.count == 14, numbers.count == 14 else {
    throw UserError.usage("option --numbers: expected 14 numbers, found " + quoted(text, marks: true))
  }
  var followed = EightWeights(numbers)
  /// The sigmoid of a sum that is no number, such as ∞ − ∞, is one all the same.
  func expectSums() throws { for Z in followed.network.forward(followed.x).Z { _ = try finite(Z) } }
  try expectSums()
  let rate = try arguments.float("learning-rate", in: .leastNonzeroMagnitude ... .greatestFiniteMagnitude)
  for _ in 0..<(try arguments.int("steps", in: 0...1_000_000)) { followed.step(rate) }
  try expectSums()
  let network = followed.network
  let pass = network.forward(followed.x)
  let weights = try finite(
    Matrix([network.layers.flatMap { $0.weights.column(0) + $0.weights.column(1) }])
  ).values
  let J = try finite(loss(.squared, network, pass, followed.y))
  let page = Page()
  page.table(["weight", ""], weights.enumerated().map { ["w\($0 + 1)", fixed($1, 6)] })
  page.line("outputs  \(fixed(pass.output[0, 0], 6)) and \(fixed(pass.output[0, 1], 6))")
  page.line("L        \(fixed(J, 7))")
  page.line(weightsLine(network))
}
