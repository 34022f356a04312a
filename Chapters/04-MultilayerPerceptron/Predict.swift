import Figures
import Formats
import ReadAlong
import Matrices
import MultilayerPerceptron

let predictCommand = Command(
  "predict",
  summary: "Reads digits with a network written by train --save, or by PyTorch.",
  options: [
    Option(
      "weights", value: "FILE",
      help:
        "a file written by train, or by PyTorch: layers.N.weight [outputs, inputs] and layers.N.bias [outputs], N "
        + "from 0"),
    Option(
      "activation", value: "NAME", help: "of the hidden layers, where the file does not tell"),
    Option(
      "images", value: "FILE",
      help:
        "a .npy file, a row of 784 numbers from 0 (paper) to 1 (ink) for each image; where one is above 1, all are "
        + "from 0 to 255"),
    Option(
      "input", value: "FILE",
      help: "a .npy file of any inputs, N × 784 or N × 28 × 28, taken as they are: no scaling, no centering"),
    Option(
      "output", value: "FILE",
      help: "with --input: write the last layer's sums, before softmax or sigmoid, to a .npy file, N × 10"),
  ],
  operands: [Operand("[NUMBER...]", help: "digits held out of the 5,000 in Data, 0 to 999")]
) { arguments in
  let path = try arguments.string("weights")
  let network = try Network(weights: path, activation: givenActivation(arguments))
  let page = Page()
  let (input, output) = (arguments.optionalString("input"), arguments.optionalString("output"))
  let ways = [input ?? output, arguments.optionalString("images"), arguments.operands.first].compactMap(
    \.self)
  guard ways.count == 1, (input == nil) == (output == nil) else {
    throw UserError.usage("expected one of: --input FILE with --output FILE, --images FILE, numbers")
  }
  if let input, let output {
    try writeOutputs(of: input, to: output, inputs: network.inputs, "sums of the last layer", network.logits)
  } else if let file = arguments.optionalString("images") {
    var X = try NPYArray.examples(file: file, inputs: network.inputs)
    X.values = try ink(X.values, named: file)
    try show(network, X, names: Array(0..<X.rows), on: page)
  } else {
    let test = try Digits.small().test
    guard network.inputs == 784 else {
      throw UserError("\(path): found a network of \(network.inputs) inputs, expected 784")
    }
    let numbers = try arguments.operands.map { text in
      guard let number = Int(text), (0..<test.count).contains(number) else {
        throw UserError.usage(
          "NUMBER: expected a whole number from 0 to \(test.count - 1), found \"\(text)\"")
      }
      return number
    }
    try show(network, test.X.rows(numbers), names: numbers, on: page)
    page.line("Written: \(numbers.map { "\(test.classes[$0])" }.joined(separator: " "))")
  }
}

/// The two likeliest classes of each image.
private func show(_ network: Network, _ X: Matrix, names: [Int], on page: Page) throws {
  let output = try finite(network.predict(X))
  page.table(
    ["image", "digit", "output", "else", "output"],
    (0..<output.rows).map { i in
      let order = (0..<output.columns).sorted { output[i, $0] > output[i, $1] }
      return ["\(names[i])", "\(order[0])", fixed(output[i, order[0]], 4)]
        + (order.count > 1 ? ["\(order[1])", fixed(output[i, order[1]], 4)] : ["", ""])
    })
}
