import ConvolutionalNetwork
import Figures
import Formats
import Matrices
import ReadAlong

let severalMaps = Section("6.5") { page in
  let maps = Convolution(kernels: [[DeckImage.cross], [DeckImage.laplace]]).forward(
    FeatureMaps([DeckImage.bits]))
  let kernels: [Matrix] = [[[1, 0], [0, 1]], [[0, 1], [1, 0]]]
  let both = Convolution(kernels: [kernels]).forward(maps)
  try page.output("two-maps") { out in
    out.line(
      sideBySide([
        .matrix(kernels[0]), "*", .matrix(maps.matrix(0)), "+", .matrix(kernels[1]), "*",
        .matrix(maps.matrix(1)), "=", .matrix(both.matrix(0)),
      ]))
  }
  let full: [Matrix] = [[[1, 0], [0, 1]], [[0, 1], [1, 0]], [[1, 1], [0, 0]], [[0, 0], [1, 1]]]
  let flat = Convolution(kernels: full.map { [$0] }).forward(both)
  try page.output("full-size") { out in
    out.line(
      sideBySide(
        full.flatMap { [.matrix($0), " "] } + [
          "*", .matrix(both.matrix(0)), "=", .matrix(Matrix([flat.values])),
        ]))
  }
}
