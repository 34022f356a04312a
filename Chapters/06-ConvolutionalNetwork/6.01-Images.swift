import Figures
import Formats
import ReadAlong
import ConvolutionalNetwork
import Matrices

let images = Section(
  "6.1", "An image is a table of numbers",
  deck: "Deep Learning Basics: Applications to Image Processing, Image Classification"
) { page in
  page.text(
    """
    A gray image is a table: a number for each pixel, 0 for paper and more for ink. These are the two of the \
    slide. Flattened, row after row, an image is one vector that a classifier of chapter 4 can take.
    """)
  let five: Matrix = [
    [0, 3, 2, 3, 1], [0, 2, 0, 0, 0], [0, 0, 1, 2, 0], [0, 0, 3, 0, 0], [3, 2, 0, 0, 0],
  ]
  let zero: Matrix = [
    [0, 0, 2, 1, 0], [0, 2, 0, 0, 2], [3, 0, 0, 0, 3], [2, 0, 0, 2, 0], [0, 2, 3, 0, 0],
  ]
  page.formula(sideBySide([.matrix(five), "    ", .matrix(zero)]))
  for (name, image) in [("5", five), ("0", zero)] {
    page.line("\(name) = \(image.values.map { String(Int($0)) }.joined())")
  }
  page.text(
    """
    The vector has lost something: pixels that touch in the picture may lie a row's length apart. Shuffle the \
    pixels of every image alike, and a dense network would learn just as well. We would not, and \
    neither would the network of this chapter: it looks at small windows, where the clues are.
    """)
  let digits = try fiveThousand().heldOut
  try page.show(
    FigureGrid(
      "Twenty of the 5,000 digits", columns: 10, images: (0..<20).map { picture(digits.image($0)) }),
    as: "digits")
}

/// A digit as a matrix, 28 × 28, 0 to 255.
func picture(_ image: [UInt8]) -> Matrix {
  Matrix(rows: 28, columns: 28, values: image.map { Float($0) })
}
