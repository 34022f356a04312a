import ConvolutionalNetwork
import Figures
import Formats
import Matrices
import ReadAlong

let images = Section("6.1") { page in
  let five: Matrix = [
    [0, 3, 2, 3, 1], [0, 2, 0, 0, 0], [0, 0, 1, 2, 0], [0, 0, 3, 0, 0], [3, 2, 0, 0, 0],
  ]
  let zero: Matrix = [
    [0, 0, 2, 1, 0], [0, 2, 0, 0, 2], [3, 0, 0, 0, 3], [2, 0, 0, 2, 0], [0, 2, 3, 0, 0],
  ]
  try page.output("flattened") { out in
    out.line(sideBySide([.matrix(five), "    ", .matrix(zero)]))
    out.line()
    for (name, image) in [("5", five), ("0", zero)] {
      out.line("\(name) = \(image.values.map { String(Int($0)) }.joined())")
    }
  }
  let digits = try fiveThousand().heldOut
  try page.figure(
    "digits",
    FigureGrid("Twenty of the 5,000 digits", columns: 10, images: (0..<20).map { picture(digits.image($0)) })
  )
}

/// A digit as a matrix, 28 × 28, 0 to 255.
func picture(_ image: [UInt8]) -> Matrix {
  Matrix(rows: 28, columns: 28, values: image.map { Float($0) })
}
