import Figures
import Formats
import ReadAlong
import ConvolutionalNetwork
import Matrices

let convolveCommand = Command(
  "convolve",
  summary: "Lays a kernel over a digit, as section 6.4 does, and shows the map that it makes.",
  options: [
    Option(
      "kernel", value: "W1,…", default: "1,0,-1,1,0,-1,1,0,-1",
      help: "9 weights of 3 × 3 or 25 of 5 × 5, row by row, such as -1, 0.5 or 1/9, up to a million"),
    Option("digit", value: "N", default: "14", help: "which of the thousand held-out digits, counted from 0"),
  ],
  operands: [
    Operand(
      "[FILE]",
      help: "instead of a digit: PGM (P2 or P5) of 28 × 28 pixels, 0 being paper, taken as they are")
  ]
) { arguments in
  let kernel = try kernelToLay(arguments.string("kernel"))
  let map = laid(kernel, on: try imageToConvolve(arguments))
  let (least, most) = (map.values.min() ?? 0, map.values.max() ?? 0)
  let limit = Double(max(abs(least), abs(most)))
  var figure = Figure("What the kernel makes of it")
  if kernel.values.allSatisfy({ $0 >= 0 }) {
    figure = imageFigure(figure.title, map, most: limit > 0 ? limit : 1)
  } else {
    figure.image(map, colors: .diverging, range: limit > 0 ? -limit...limit : -1...1)
  }
  let page = Page()
  print(figure.terminal(width: 60, color: page.terminal.allowsColor))
  page.line("From \(fixed(least, 2)) to \(fixed(most, 2)), paper being 0 and ink 1.")
  page.line("map \(Checksum(map.values).text)")
}

/// 5 × 5 weights, of which 9 are the middle.
private func kernelToLay(_ text: String) throws -> Matrix {
  let words = text.split { $0 == "," || $0 == ";" || $0.isWhitespace }
  guard words.count == 9 || words.count == 25 else {
    throw UserError.usage(
      "option --kernel: expected 9 or 25 numbers, found \(words.count) in \(quoted(text, marks: true))")
  }
  let weights = try words.map { word in
    let parts = word.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let numbers = parts.compactMap { finiteNumber($0) == nil ? nil : Double($0) }
    let weight = numbers.count == parts.count ? numbers[0] / (numbers.count == 2 ? numbers[1] : 1) : .nan
    guard abs(weight) <= 1e6 else {
      throw UserError.usage(
        "option --kernel: expected numbers up to a million, found \(quoted(String(word), marks: true))")
    }
    return Float(weight)
  }
  var kernel = Matrix(rows: 5, columns: 5)
  let (side, first) = words.count == 9 ? (3, 1) : (5, 0)
  for (index, weight) in weights.enumerated() {
    kernel[first + index / side, first + index % side] = weight
  }
  return kernel
}

private func imageToConvolve(_ arguments: Arguments) throws -> [UInt8] {
  guard let file = arguments.operands.first else {
    return try fiveThousand().heldOut.image(arguments.int("digit", in: 0...999))
  }
  try arguments.refuse("digit", because: "it is for the digits in Data")
  let gray = try GrayImage(file: file)
  guard gray.rows == Digits.side, gray.columns == Digits.side else {
    throw UserError("\(quoted(file)): found \(gray.rows) × \(gray.columns) pixels, expected 28 × 28")
  }
  return gray.pixels
}
