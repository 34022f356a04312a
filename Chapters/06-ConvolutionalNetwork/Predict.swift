import Figures
import Formats
import ReadAlong
import ConvolutionalNetwork
import Matrices

let predictCommand = Command(
  "predict",
  summary:
    "Tells which digit a picture shows: an IDX file of images, a PGM picture or a .npy array. Or, with --input "
    + "and --output, gives the raw scores of a batch.",
  options: [
    Option(
      "weights", value: "FILE",
      help:
        "a training saved by train --save, or the weights alone, FILE.safetensors: \(weightsForm); by default one "
        + "is trained at once"),
    Option(
      "pooling", value: "KIND",
      help: "average or max, where a .safetensors file does not tell"),
    Option("image", value: "N", default: "0", help: "which image of an IDX file, counted from 0"),
    Option(
      "input", value: "FILE",
      help:
        "a .npy file of any inputs, N × 28 × 28, N × 784 or N × 32 × 32, taken as they are: no scaling, no centering"
    ),
    Option(
      "frame", value: "X", default: "\(Pixels.standardized.background)",
      help:
        "with --input: the number around 28 × 28 that makes them 32 × 32; by default paper, as in training, "
        + "(0 − 0.1307) / 0.3081; PyTorch's padding=2 in C1 is 0"),
    Option(
      "output", value: "FILE",
      help: "with --input: write the scores, before the softmax, to a .npy file, N × 10"),
  ],
  operands: [Operand("[FILE]", help: "PGM (P2 or P5) or .npy, of any size, or IDX, also packed (.gz)")]
) { arguments in
  let (input, output) = (arguments.optionalString("input"), arguments.optionalString("output"))
  guard (input == nil) == (output == nil), (input == nil) != arguments.operands.isEmpty else {
    throw UserError.usage("expected either FILE, or --input FILE with --output FILE")
  }
  if let input, let output {
    try arguments.refuse("image", because: "it is for an IDX file of images")
    let images = try framedImages(input, arguments)
    try expectWritable(output)
    let scores = try finite(network(arguments).scores(images))
    try NPYArray(scores).write(to: output)
    Page().line("\(quoted(output)): \(grouped(scores.rows)) × \(scores.columns) scores")
  } else {
    try arguments.refuse("frame", because: "it is for --input")
    try tellDigit(arguments)
  }
}

/// The saved network, or one trained at once.
private func network(_ arguments: Arguments) throws -> LeNet5 {
  guard let file = arguments.optionalString("weights") else { return try Trained.distorted().network }
  if isWeightsFile(file) { return try LeNet5(weights: file, pooling: arguments.pooling()) }
  if arguments.optionalString("pooling") != nil {
    throw UserError.usage("option --pooling: a saved training keeps the pooling it was saved with")
  }
  return try SavedTraining(file: file).training.network
}

/// Images of 32 × 32 numbers, images × 1024; those of 28 × 28 get a frame.
private func framedImages(_ file: String, _ arguments: Arguments) throws -> Matrix {
  let frame = try arguments.float("frame", in: -Float.infinity...Float.infinity)
  let images = try NPYArray.examples(file: file, inputs: [Digits.pixels, 1024])
  if images.columns == 1024 {
    try arguments.refuse(
      "frame", because: "it is for images of 28 × 28, those of \(quoted(file)) have 32 × 32")
    return images
  }
  var framed = Matrix(repeating: frame, rows: images.rows, columns: 1024)
  for i in 0..<images.rows {
    for row in 0..<28 {
      for column in 0..<28 { framed[i, (row + 2) * 32 + column + 2] = images[i, row * 28 + column] }
    }
  }
  return framed
}

private func tellDigit(_ arguments: Arguments) throws {
  let input = try PictureToRead(arguments)
  let passed = try network(arguments).forward(Pixels.standardized.maps(of: input.image))
  _ = try finite(passed.scores)
  let P = passed.probabilities
  let page = Page()
  for note in input.notes { page.line(note) }
  print(
    imageFigure("What the network sees", picture(input.image)).terminal(
      width: 60, color: page.terminal.allowsColor))
  page.table(
    ["digit", "probability", ""],
    (0..<10).map { digit in
      let bar = String(repeating: "█", count: Int((P[0, digit] * 30).rounded()))
      return ["\(digit)", fixed(P[0, digit], 4), bar]
    })
  page.line("It shows the digit \(P.argmax()[0]).")
}

/// An image of 28 × 28 pixels, and what was done to get it.
private struct PictureToRead {
  let image: [UInt8]
  let notes: [String]

  init(_ arguments: Arguments) throws {
    let file = arguments.operands[0]
    if [".pgm", ".pgm.gz", ".npy"].contains(where: { file.hasSuffix($0) }) {
      try arguments.refuse("image", because: "it is for an IDX file of images")
    }
    if file.hasSuffix(".pgm") || file.hasSuffix(".pgm.gz") {
      let gray = try GrayImage(file: file)
      self = try PictureToRead(drawing: gray.pixels, gray.rows, gray.columns, file)
      return
    }
    if file.hasSuffix(".npy") {
      let (pixels, rows, columns) = try grayPixels(NPYArray(file: file), file)
      self = try PictureToRead(drawing: pixels, rows, columns, file)
      return
    }
    let images = try IDXArray(file: file, rank: 3)
    let (count, rows, columns) = (images.dimensions[0], images.dimensions[1], images.dimensions[2])
    let index = try arguments.int("image", in: 0...count - 1)
    let pixels = Array(images.bytes[index * rows * columns..<(index + 1) * rows * columns])
    if rows == Digits.side && columns == Digits.side {
      image = pixels
      notes = ["\(file), image \(index) of \(grouped(count)): 28 × 28 pixels, taken as they are."]
    } else {
      self = try PictureToRead(drawing: pixels, rows, columns, "\(file), image \(index)")
    }
  }

  /// Brings a drawing of any size into MNIST's form.
  private init(drawing: [UInt8], _ rows: Int, _ columns: Int, _ name: String) throws {
    guard let drawn = DrawnDigit(drawing, rows: rows, columns: columns) else {
      throw UserError("\(name): found \(rows) × \(columns) pixels without ink, expected a digit")
    }
    image = drawn.image
    notes = [
      "\(name): \(rows) × \(columns) pixels, \(drawn.paperIsBright ? "dark on bright: inverted" : "bright on dark").",
      "The ink (rows \(drawn.rows.lowerBound) to \(drawn.rows.upperBound - 1), columns "
        + "\(drawn.columns.lowerBound) to \(drawn.columns.upperBound - 1)) was scaled to fit 20 × 20 pixels,",
      "and its center of mass put in the middle of 28 × 28, as it is in MNIST.",
    ]
  }
}

/// An array of two dimensions as gray.
private func grayPixels(
  _ array: NPYArray, _ file: String
) throws -> (pixels: [UInt8], rows: Int, columns: Int) {
  let values = array.floats
  guard array.shape.count == 2, !values.isEmpty else {
    throw UserError("\(file): found the shape \(array.shape), expected rows and columns of one picture")
  }
  let pixels = try ink(values, named: file).map { UInt8((255 * $0).rounded()) }
  return (pixels, array.shape[0], array.shape[1])
}
