import Figures
import Formats
import ReadAlong
import ConvolutionalNetwork
import Matrices

let severalMaps = Section("6.5", "Several maps", deck: "Deep Learning Basics: 2D Convolutional Layer") {
  page in
  page.text(
    """
    The next layer takes the maps as its image. It has a kernel for each map that comes in, and adds what they \
    give:
    """)
  let maps = Convolution(kernels: [[DeckImage.cross], [DeckImage.laplace]]).forward(
    FeatureMaps([DeckImage.bits]))
  let kernels: [Matrix] = [[[1, 0], [0, 1]], [[0, 1], [1, 0]]]
  let both = Convolution(kernels: [kernels]).forward(maps)
  page.formula(
    sideBySide([
      .matrix(kernels[0]), "*", .matrix(maps.matrix(0)), "+", .matrix(kernels[1]), "*",
      .matrix(maps.matrix(1)), "=",
      .matrix(both.matrix(0)),
    ]))
  page.text(
    """
    A kernel as large as the map fits at one place only. Four of them make four maps of a single number: the map \
    is flattened, and a dense layer is a convolution whose windows are the whole input.
    """)
  let full: [Matrix] = [[[1, 0], [0, 1]], [[0, 1], [1, 0]], [[1, 1], [0, 0]], [[0, 0], [1, 1]]]
  let flat = Convolution(kernels: full.map { [$0] }).forward(both)
  page.formula(
    sideBySide(
      full.flatMap { [.matrix($0), " "] } + [
        "*", .matrix(both.matrix(0)), "=", .matrix(Matrix(row: flat.values)),
      ]))
}
