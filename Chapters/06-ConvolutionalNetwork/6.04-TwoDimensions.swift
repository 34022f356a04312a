import Figures
import Formats
import ReadAlong
import ConvolutionalNetwork
import Matrices

let twoDimensions = Section(
  "6.4", "Convolution in two dimensions", deck: "Deep Learning Basics: 2D Convolutional Layer"
) { page in
  page.text(
    """
    The slide's image has 5 × 5 bits, its kernel 3 × 3 weights. There are 3 × 3 places where the kernel fits; at \
    each, weights and pixels are multiplied pairwise and added.
    """)
  let layer = Convolution(kernels: [[DeckImage.cross], [DeckImage.laplace]])
  let maps = layer.forward(FeatureMaps([DeckImage.bits]))
  page.formula(
    sideBySide([.matrix(DeckImage.cross), "*", .matrix(DeckImage.bits), "=", .matrix(maps.matrix(0))]))
  page.text("Step by step, the window's pixels under the ones of the kernel:")
  for row in 0..<3 {
    for column in 0..<3 {
      let terms = [(0, 0), (0, 2), (1, 1), (2, 0), (2, 2)].map { DeckImage.bits[row + $0.0, column + $0.1] }
      page.line(
        "row \(row), column \(column):  \(terms.map(shortest).joined(separator: " + ")) = \(shortest(maps[0, row, column]))"
      )
    }
  }
  page.text(
    """
    What comes out is called a feature map, since it tells where in the image a feature is. Another kernel makes \
    another map of the same image:
    """)
  page.formula(
    sideBySide([.matrix(DeckImage.laplace), "*", .matrix(DeckImage.bits), "=", .matrix(maps.matrix(1))]))
}
