import Companion
import ConvolutionalNetwork
import Matrices

let predictCommand = Command(
  "predict",
  summary: "Tells which digit a picture shows: an IDX file of images, or a PGM picture of any size.",
  options: [
    Option(
      "weights", value: "FILE", help: "a training saved by train --save; by default one is trained at once"),
    Option("image", value: "N", default: "0", help: "which image of an IDX file, counted from 0"),
  ],
  operands: [Operand("FILE", help: "a picture: PGM (P2 or P5), or IDX, also packed (.gz)")]
) { arguments in
  let input = try PictureToRead(arguments)
  let network =
    try arguments.optionalString("weights").map { try readCheckpoint($0).state.network }
    ?? Trained.distorted().network
  let scores = SingleImageClassifier(network).scores(input.image[...])
  let P = probabilities(Matrix(row: scores))
  let page = Page()
  for note in input.notes { page.line(note) }
  print(
    imageFigure("What the network sees", picture(input.image), colors: .ink).terminal(
      width: 60, color: page.terminal.allowsColor))
  page.table(
    ["digit", "probability", ""],
    (0..<10).map { digit in
      let bar = String(repeating: "█", count: Int((P[0, digit] * 30).rounded()))
      return ["\(digit)", fixed(P[0, digit], 4), bar]
    })
  page.line("It shows a \(P.argmax()[0]).")
}

/// An image of 28 × 28 pixels, and what was done to get it.
private struct PictureToRead {
  let image: [UInt8]
  let notes: [String]

  init(_ arguments: Arguments) throws {
    let file = arguments.operands[0]
    if file.hasSuffix(".pgm") || file.hasSuffix(".pgm.gz") {
      let gray = try GrayImage(file: file)
      self = try PictureToRead(drawing: gray.pixels, gray.rows, gray.columns, file)
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
