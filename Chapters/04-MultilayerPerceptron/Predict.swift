import Companion
import Matrices
import MultilayerPerceptron

let predictCommand = Command(
  "predict",
  summary: "Reads digits with a network written by train --save.",
  options: [
    Option("weights", value: "DIR", help: "the folder of the network"),
    Option(
      "images", value: "FILE",
      help: "a .npy file, a row of 784 numbers from 0 (paper) to 1 (ink) for each image"),
  ],
  operands: [Operand("[NUMBER...]", help: "digits held out of the 5,000 in Data, 0 to 999")]
) { arguments in
  let folder = try arguments.string("weights")
  let network = try SavedNetwork(folder: folder).network
  let page = Page()
  if let file = arguments.optionalString("images") {
    if !arguments.operands.isEmpty {
      throw UserError.usage("expected either --images or numbers, found both")
    }
    try show(network, readImages(file, width: network.inputs), on: page)
  } else {
    let test = try Digits.small().test
    guard network.inputs == 784 else {
      throw UserError("\(folder): found a network of \(network.inputs) inputs, expected 784")
    }
    let numbers = try arguments.operands.map { text in
      guard let number = Int(text), (0..<test.count).contains(number) else {
        throw UserError.usage(
          "NUMBER: expected a whole number from 0 to \(test.count - 1), found \"\(text)\"")
      }
      return number
    }
    if numbers.isEmpty { throw UserError.usage("expected --images FILE or numbers, found neither") }
    try show(network, test.X.rows(numbers), on: page)
    page.line("Written: \(numbers.map { "\(test.classes[$0])" }.joined(separator: " "))")
  }
}

private func readImages(_ file: String, width: Int) throws -> Matrix {
  let images = try NPYArray(file: file).matrix
  guard images.columns == width else {
    throw UserError("\(file): found \(images.columns) numbers an image, expected \(width)")
  }
  if let index = images.values.firstIndex(where: { !$0.isFinite }) {
    throw UserError("\(file), value \(index): found \(images.values[index]), expected a finite number")
  }
  return images
}

/// The two likeliest classes of each image.
private func show(_ network: Network, _ X: Matrix, on page: Page) throws {
  let output = network.predict(X)
  page.table(
    ["image", "digit", "output", "else", "output"],
    (0..<output.rows).map { i in
      let order = (0..<output.columns).sorted { output[i, $0] > output[i, $1] }
      return ["\(i)", "\(order[0])", fixed(output[i, order[0]], 4)]
        + (order.count > 1 ? ["\(order[1])", fixed(output[i, order[1]], 4)] : ["", ""])
    })
}
