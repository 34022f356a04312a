import Figures
import Formats
import ReadAlong
import Matrices
import SoftmaxClassifier

let predictCommand = Command(
  "predict",
  summary: "Tells the classes of new examples by a network that train --save, or PyTorch, wrote.",
  options: [
    Option(
      "weights", value: "FILE",
      help: "a safetensors file: layers.N.weight [outputs, inputs] and layers.N.bias [outputs], N from 0"),
    Option(
      "input", value: "FILE",
      help: "a CSV file or, taken as it is, .npy: a row an example; images as IDX or PGM; also packed (.gz)"),
    Option(
      "output", value: "FILE", help: "write the scores, before softmax, to a .npy file: examples × classes"),
    Option("activation", value: "NAME", help: "sigmoid, relu or linear, where the file does not say"),
    Option("label", value: "NAME", help: "the column of a CSV file with the right class, to count errors"),
    Option("no-header", help: "the CSV file has no header; its columns are called 1, 2, …"),
  ]
) { arguments in
  let file = try arguments.string("weights")
  let tensors = try Safetensors(file: file)
  let network = try Network(weights: tensors, activation: arguments.optionalString("activation"))
  let classes =
    try tensors.metadata["classes"].map { try names($0, in: file) }
    ?? (0..<network.classes).map(String.init)
  guard classes.count == network.classes else {
    throw UserError("\(file): found \(classes.count) names for \(network.classes) classes")
  }
  let input = try Input(arguments, tensors.metadata, inputs: network.inputs)
  guard input.X.columns == network.inputs else {
    throw UserError(
      "\(input.file): found \(input.X.columns) numbers an example, expected the network's \(network.inputs)")
  }
  try arguments.optionalString("output").map(expectWritable)
  // Before and after each layer, and what is written
  let sizes = network.layers.map(\.outputs) + [network.classes]
  try expectMemory(
    ofNumbers: sizes.map { clampedProduct($0, input.X.rows, 2) },
    for: "what the network makes of \(grouped(input.X.rows)) examples")
  let Z = try finite(network.scores(input.X))
  if let output = arguments.optionalString("output") {
    try NPYArray(Z).write(to: output)
    print("\(quoted(output)): \(grouped(Z.rows)) × \(Z.columns) scores")
  } else {
    try show(Z, classes, input, on: Page())
  }
}

/// The two likeliest classes of each example.
private func show(_ Z: Matrix, _ classes: [String], _ input: Input, on page: Page) throws {
  let P = softmax(Z)
  let right = try input.labels?.map { label in
    guard let k = classes.firstIndex(where: { $0.bytes == label.bytes }) else {
      throw UserError(
        "\(input.file): found the class \(quoted(label, marks: true)), the network knows \(list(classes))")
    }
    return k
  }
  let header = ["example", "class", "probability", "else", "probability"]
  page.table(
    header + (right == nil ? [] : ["right"]),
    (0..<P.rows).map { i in
      let order = (0..<P.columns).sorted { P[i, $0] > P[i, $1] }
      let second = order.count > 1 ? [classes[order[1]], fixed(P[i, order[1]], 4)] : ["", ""]
      return ["\(i)", classes[order[0]], fixed(P[i, order[0]], 4)] + second
        + (right.map { [classes[$0[i]]] } ?? [])
    })
  if let right {
    let wrong = zip(Z.argmax(), right).count { $0 != $1 }
    page.line("Right: \(grouped(right.count - wrong)) of \(grouped(right.count)).")
  }
}

/// Examples to classify.
private struct Input {
  let file: String
  let X: Matrix  // examples × inputs
  /// The right classes, where a CSV file has them.
  var labels: [String]?

  /// - Parameter metadata: the network's; "scale" is what its training divided raw inputs by, "columns" what a CSV file
  ///   must have. A .npy file is taken as it is.
  init(_ arguments: Arguments, _ metadata: [String: String], inputs: Int) throws {
    let scale = try metadata["scale"].map { text in
      guard let scale = finiteNumber(text), scale > 0 else {
        throw UserError("the network's scale is \(quoted(text, marks: true)), expected a number above 0")
      }
      return scale
    }
    file = try arguments.string("input")
    let ending = (file.hasSuffix(".gz") ? String(file.dropLast(3)) : file).split(separator: ".").last ?? ""
    if ending != "csv" {
      try arguments.refuse("label", "no-header", because: "it is for a CSV file of --input")
    }
    switch ending {
    case "csv":
      let table = try Table(file: file, hasHeader: !arguments.flag("no-header"))
      let label = arguments.optionalString("label")
      labels = try label.map(table.strings)
      let columns = try names(metadata["columns"] ?? "", in: "the metadata")
      X =
        try table.matrix(columns.isEmpty ? table.header.filter { $0.bytes != label?.bytes } : columns)
        / (scale ?? 1)
    case "npy":
      X = try NPYArray.examples(file: file, inputs: inputs)
    case "pgm":
      let image = try GrayImage(file: file)
      X = Matrix([image.pixels.map { Float($0) / (scale ?? 255) }])
    default:
      let images = try IDXArray(file: file, rank: 3)
      let pixels = images.dimensions[1] * images.dimensions[2]
      X = Matrix(
        rows: images.dimensions[0], columns: pixels, values: images.bytes.map { Float($0) / (scale ?? 255) })
    }
  }
}
